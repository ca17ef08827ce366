package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Penalty;
import dev.lanewise.regularization.MonteCarlo;
import java.util.List;

/// Monte-Carlo prediction with the dropout network; the case is passes × images.
final class MonteCarloSuite implements Suite {
    @Override
    public List<Contest> contests(Settings settings) {
        var problem = settings.quick() ? "20x2000" : "100x10000";
        return List.of(new Contest("monte-carlo", problem, settings.threads(), List.of("lanewise")));
    }

    @Override
    public Problem open(Contest contest) {
        var parts = contest.problem().split("x");
        int passes = Integer.parseInt(parts[0]);
        var model = StepProblem.model(0.2, Penalty.NONE, Constraint.NONE);
        var images = Tensor.zeros(Shape.of(Integer.parseInt(parts[1]), 784));
        CounterRandom.of(1, 0, 0).uniform(images, 0, 1);
        return _ -> () -> MonteCarlo.predict(model, images, passes, contest.threads());
    }

    @Override
    public String baseline() {
        return "lanewise";
    }

    @Override
    public double flop(Contest contest) {
        var parts = contest.problem().split("x");
        return 2.0 * Integer.parseInt(parts[0]) * Integer.parseInt(parts[1]) * (784 * 300 + 300 * 100 + 100 * 10);
    }

    @Override
    public String unit() {
        return "s";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return nanoseconds * 1e-9;
    }
}

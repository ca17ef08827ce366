package dev.lanewise.bench;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.List;

/// The training step at three batch sizes, and the library's prediction of as many rows.
final class StepSuite implements Suite {
    private static final String PREDICT = " predict";

    @Override
    public List<Contest> contests(Settings settings) {
        var contests = new ArrayList<Contest>();
        var batches = !settings.quick()
                ? List.of("32", "128", "512")
                : settings.peers().isEmpty() ? List.of("32", "128") : List.of("32");
        for (var problem : batches) {
            contests.addAll(Contest.withEach(settings.peers(), "step", problem, settings.threads()));
        }
        for (var problem : settings.quick() ? List.of("32") : List.of("1", "32", "512")) {
            contests.add(new Contest("step", problem + PREDICT, settings.threads(), List.of("lanewise")));
        }
        return contests;
    }

    @Override
    public Problem open(Contest contest) {
        int batch = rows(contest);
        var timing = StepProblem.forTiming(batch, contest.threads());
        if (contest.problem().endsWith(PREDICT)) {
            return _ -> prediction(timing);
        }
        return entry -> {
            if (entry.equals("lanewise")) {
                return timing.ours(Penalty.NONE, Constraint.NONE, false);
            }
            var peers = Peers.load();
            var problem = StepProblem.forCheck(batch, contest.threads());
            try (var checked = peers.step(entry, problem)) {
                problem.check(entry, checked, checked.nesterov());
            }
            return peers.step(entry, timing);
        };
    }

    private static Contestant prediction(StepProblem problem) {
        var model = StepProblem.model(problem.rate(), Penalty.NONE, Constraint.NONE);
        var workspace = new Workspace(model, Engine.ofThreads(problem.threads()), problem.batch());
        var input = Tensor.wrap(problem.features(), 0, Shape.of(problem.batch(), 784));
        var output = Tensor.zeros(Shape.of(problem.batch(), 10));
        return () -> output.copyFrom(workspace.forward(input, Mode.INFERENCE, 0, 0));
    }

    private static int rows(Contest contest) {
        return Integer.parseInt(contest.problem().replace(PREDICT, ""));
    }

    @Override
    public String baseline() {
        return "lanewise";
    }

    @Override
    public double flop(Contest contest) {
        int rows = rows(contest);
        return contest.problem().endsWith(PREDICT)
                ? 2.0 * rows * (784 * 300 + 300 * 100 + 100 * 10)
                : StepProblem.flop(rows);
    }

    @Override
    public String unit() {
        return "us";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return nanoseconds / 1000;
    }

    @Override
    public boolean reportsAllocation() {
        return true;
    }
}

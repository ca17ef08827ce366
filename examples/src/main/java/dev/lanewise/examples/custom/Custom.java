package dev.lanewise.examples.custom;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.GradientCheck;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Sequential;
import dev.lanewise.train.Adam;
import dev.lanewise.train.Dataset;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Metrics;
import dev.lanewise.train.Trainer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Checks the gradients of [Gate] and [LogSum], and trains a network with and without them and [ZeroSum].
///
/// The data are twelve sensors with a drift that all of them share, of deviation 1 in training and 10 in the test; what
/// is to be found depends on differences between the first four alone. A network that keeps the sum of its weights at 0
/// cannot see the drift, so its test error stays that of training; and the penalty on the gates switches units off.
@Command(
        name = "custom",
        description = "Trains with a layer, a penalty and a constraint of one's own.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Custom implements Callable<Integer> {
    private static final Shape SENSORS = Shape.of(12);
    private static final int UNITS = 16;
    private static final int ROWS = 512;
    private static final int DATA = 1000;

    @Option(names = "--seed", description = "all random numbers follow from it", defaultValue = "42")
    private long seed = 42;

    @Option(names = "--epochs", description = "how often to go through the data", defaultValue = "60")
    private int epochs = 60;

    private Custom() {}

    /// The mean squared errors of a trained network.
    ///
    /// @param known on data as it was trained with
    /// @param drifted on data with ten times the drift
    /// @param model the network
    record Result(double known, double drifted, Model model) {}

    @Override
    public Integer call() {
        var penalty = new LogSum(0.002, 0.1);
        System.out.printf(
                Locale.ROOT,
                "gradients of the gate and its penalty: %d numbers agree with differences%n",
                GradientCheck.of(gate(penalty), SENSORS).run());
        report("without", train(network(Penalty.NONE, Constraint.NONE), seed, epochs));
        var result = train(network(penalty, new ZeroSum()), seed, epochs);
        report("with", result);
        System.out.println("the gates with the penalty: " + gates(result.model()));
        return 0;
    }

    private static void report(String name, Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-7s the parts: mean squared error %.4f, and %.4f with ten times the drift%n",
                name,
                result.known(),
                result.drifted());
    }

    static Gate gate(Penalty penalty) {
        return new Gate(ParameterSpec.of(Initializers.ONES).withPenalty(penalty));
    }

    static Sequential network(Penalty penalty, Constraint constraint) {
        var hidden = Dense.of(UNITS).withActivation(Activations.ELU).withConstraint(constraint);
        return Sequential.of(SENSORS, hidden, gate(penalty), Dense.of(1));
    }

    static Result train(Sequential network, long seed, int epochs) {
        var model = network.build(seed);
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Adam.learningRate(0.01))
                .withMetrics(Metrics.MEAN_SQUARED_ERROR);
        trainer.fit(sensors(seed, 0, 1), Fit.epochs(epochs));
        double known = trainer.evaluate(sensors(seed, 1, 1)).dataLoss();
        double drifted = trainer.evaluate(sensors(seed, 1, 10)).dataLoss();
        return new Result(known, drifted, model);
    }

    /// Returns |g| of every unit, rounded.
    static String gates(Model model) {
        var text = new StringBuilder();
        for (var parameter : model.parameters()) {
            for (int i = 0; parameter.name().equals("gate_1/factors") && i < UNITS; i++) {
                text.append(String.format(
                        Locale.ROOT, "%.2f ", Math.abs(parameter.value().get(i))));
            }
        }
        return text.toString().strip();
    }

    /// Returns rows of sensors, x₀ − x₁ + |x₂ − x₃| being what is to be predicted.
    private static Dataset sensors(long seed, int part, double drift) {
        var features = Tensor.zeros(SENSORS.batch(ROWS));
        CounterRandom.of(seed, DATA, 2 * part).normal(features, 1);
        var drifts = Tensor.zeros(Shape.of(ROWS));
        CounterRandom.of(seed, DATA, 2 * part + 1).normal(drifts, drift);
        var targets = Tensor.zeros(Shape.of(ROWS));
        int n = SENSORS.size();
        for (int row = 0; row < ROWS; row++) {
            int at = row * n;
            float bend = Math.abs(features.get(at + 2) - features.get(at + 3));
            targets.set(row, features.get(at) - features.get(at + 1) + bend);
            for (int j = 0; j < n; j++) {
                features.set(at + j, features.get(at + j) + drifts.get(row));
            }
        }
        return new Dataset(features, targets);
    }
}

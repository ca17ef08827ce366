package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L1L2;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.MinMaxNorm;
import dev.lanewise.regularization.NonNegative;
import dev.lanewise.regularization.UnitNorm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Sixty full-batch steps of one linear layer under every penalty and constraint against Keras in float64.
final class RegularizedTrajectoryTest {
    private static final String GOLDEN = "../regularization/src/test/golden/trajectories-";
    private static final int STEPS = 60;

    /// Exact projection against Keras' ε of 1e-7 makes up to 1.5e-6 over the run; of the rest, five roundoffs a
    /// step: forward, backward, penalty, update, projection.
    private static final double TOLERANCE = 1.5e-6 + 5 * STEPS * Golden.UNIT_ROUNDOFF;

    /// With Keras' own form only the roundoffs are left.
    private static final double TOLERANCE_AS_KERAS = 5 * STEPS * Golden.UNIT_ROUNDOFF;

    private static final List<String[]> LOSSES = Golden.read(GOLDEN + "losses.csv");
    private static final List<String[]> WEIGHTS = Golden.read(GOLDEN + "weights.csv");
    private static final List<String[]> DATA = Golden.read(GOLDEN + "data.csv");

    private record Policy(Penalty weightPenalty, Penalty biasPenalty, Constraint constraint) {
        static Policy of(Penalty penalty) {
            return new Policy(penalty, Penalty.NONE, Constraint.NONE);
        }

        static Policy of(Constraint constraint) {
            return new Policy(Penalty.NONE, Penalty.NONE, constraint);
        }
    }

    static List<Arguments> runs() {
        var runs = new ArrayList<Arguments>();
        for (String optimizer : List.of("sgd", "momentum", "nadam")) {
            for (String name : List.of(
                    "none",
                    "l1",
                    "l2",
                    "l1l2",
                    "bias_l2",
                    "max_norm",
                    "min_max_norm",
                    "min_max_norm_half",
                    "unit_norm",
                    "non_neg",
                    "l2_max_norm")) {
                runs.add(Arguments.of(optimizer, name));
            }
        }
        return runs;
    }

    static List<Arguments> runsWithNorms() {
        return runs().stream()
                .filter(run -> run.get()[1].toString().contains("norm"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldFollowKerasWithExactProjection(String optimizer, String name) {
        follow(optimizer, name, policy(name, false), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("runsWithNorms")
    void shouldFollowKerasMoreCloselyInItsOwnForm(String optimizer, String name) {
        follow(optimizer, name, policy(name, true), TOLERANCE_AS_KERAS);
    }

    private static Policy policy(String name, boolean asKeras) {
        var maxNorm = new MaxNorm(0.8, asKeras);
        return switch (name) {
            case "none" -> Policy.of(Penalty.NONE);
            case "l1" -> Policy.of(L1.of(0.01));
            case "l2" -> Policy.of(L2.of(0.01));
            case "l1l2" -> Policy.of(L1L2.of(0.01, 0.01));
            case "bias_l2" -> new Policy(Penalty.NONE, L2.of(0.01), Constraint.NONE);
            case "max_norm" -> Policy.of(maxNorm);
            case "min_max_norm" -> Policy.of(new MinMaxNorm(0.3, 0.9, 1, asKeras));
            case "min_max_norm_half" -> Policy.of(new MinMaxNorm(0.3, 0.9, 0.5, asKeras));
            case "unit_norm" -> Policy.of(new UnitNorm(asKeras));
            case "non_neg" -> Policy.of(NonNegative.elements());
            case "l2_max_norm" -> new Policy(L2.of(0.01), Penalty.NONE, maxNorm);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> Sgd.learningRate(0.05);
            case "momentum" -> Sgd.learningRate(0.05).withMomentum(0.9);
            case "nadam" -> Nadam.learningRate(0.01);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void follow(String optimizer, String name, Policy policy, double tolerance) {
        var zeros = ParameterSpec.of(Initializers.ZEROS);
        var model = Sequential.of(
                        Shape.of(5),
                        new Dense(
                                4,
                                Activations.LINEAR,
                                zeros.withPenalty(policy.weightPenalty()).withConstraint(policy.constraint()),
                                zeros.withPenalty(policy.biasPenalty())))
                .build(1);
        var inputs = Golden.matrix(DATA, "inputs", 16, 5);
        var targets = Golden.matrix(DATA, "targets", 16, 4);
        var start = line(WEIGHTS, optimizer, name, 0);
        for (int i = 0; i < 24; i++) {
            model.values()[i] = (float) Double.parseDouble(start[3 + i]);
        }
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, optimizer(optimizer));
        int compared = 0;
        for (int step = 1; step <= STEPS; step++) {
            double penalty = trainer.penalty();
            double dataLoss = trainer.step(inputs, targets);
            var losses = line(LOSSES, optimizer, name, step);
            var where = optimizer + ", " + name + ", step " + step;
            Golden.assertClose(Double.parseDouble(losses[3]), dataLoss + penalty, tolerance, where + ", loss");
            Golden.assertClose(Double.parseDouble(losses[4]), dataLoss, tolerance, where + ", data loss");
            Golden.assertClose(Double.parseDouble(losses[5]), penalty, tolerance, where + ", penalty");
            for (String[] line : WEIGHTS) {
                if (line[0].equals(optimizer) && line[1].equals(name) && Integer.parseInt(line[2]) == step) {
                    compareWeights(line, Tensor.wrap(model.values(), 0, Shape.of(24)), tolerance, where);
                    compared++;
                }
            }
        }
        assertEquals(7, compared, "steps 1, 2, 5, 10, 20, 40 and 60 must have been compared");
    }

    private static void compareWeights(String[] line, Tensor weights, double tolerance, String where) {
        for (int i = 0; i < weights.size(); i++) {
            Golden.assertClose(Double.parseDouble(line[3 + i]), weights.get(i), tolerance, where + ", weight " + i);
        }
    }

    private static String[] line(List<String[]> lines, String optimizer, String name, int step) {
        return lines.stream()
                .filter(line -> line[0].equals(optimizer) && line[1].equals(name) && Integer.parseInt(line[2]) == step)
                .findFirst()
                .orElseThrow();
    }
}

package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.ActivityPenalty;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L1L2;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.MinMaxNorm;
import dev.lanewise.regularization.NonNegative;
import dev.lanewise.regularization.Orthogonal;
import dev.lanewise.regularization.Penalties;
import dev.lanewise.regularization.UnitNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
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

    private static final List<String> CASES = List.of(
            "none",
            "l1",
            "l2",
            "l1l2",
            "bias_l2",
            "orthogonal",
            "activity_l2",
            "max_norm",
            "max_norm_rows",
            "min_max_norm",
            "min_max_norm_half",
            "unit_norm",
            "non_neg",
            "l2_max_norm",
            "activity_l1",
            "activity_l1l2",
            "bias_l1l2",
            "orthogonal_rows",
            "l1l2_unit_norm",
            "all");

    static List<Arguments> runs() {
        var runs = new ArrayList<Arguments>();
        for (String optimizer : List.of("sgd", "momentum", "adam", "nadam")) {
            for (String name : CASES) {
                runs.add(Arguments.of(optimizer, name));
            }
        }
        return runs;
    }

    static List<Arguments> runsWithNorms() {
        return runs().stream()
                .filter(run -> run.get()[1].toString().matches(".*norm.*|all"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldFollowKerasWithExactProjection(String optimizer, String name) {
        follow(optimizer, name, layers(name, false), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("runsWithNorms")
    void shouldFollowKerasMoreCloselyInItsOwnForm(String optimizer, String name) {
        follow(optimizer, name, layers(name, true), TOLERANCE_AS_KERAS);
    }

    private static Layer[] layers(String name, boolean asKeras) {
        var zeros = ParameterSpec.of(Initializers.ZEROS);
        var dense = new Dense(4, Activations.LINEAR, zeros, zeros);
        var maxNorm = asKeras ? MaxNorm.perUnit(0.8).asKeras() : MaxNorm.perUnit(0.8);
        var range = new MinMaxNorm(0.3, 0.9, 1, 0, asKeras);
        return switch (name) {
            case "none" -> new Layer[] {dense};
            case "l1" -> new Layer[] {dense.withPenalty(L1.of(0.01))};
            case "l2" -> new Layer[] {dense.withPenalty(L2.of(0.01))};
            case "l1l2" -> new Layer[] {dense.withPenalty(L1L2.of(0.01, 0.01))};
            case "bias_l2" -> new Layer[] {dense.withBiasPenalty(L2.of(0.01))};
            case "orthogonal" -> new Layer[] {dense.withPenalty(Orthogonal.columns(0.3))};
            case "activity_l2" -> new Layer[] {dense, ActivityPenalty.of(L2.of(0.02))};
            case "max_norm" -> new Layer[] {dense.withConstraint(maxNorm)};
            case "max_norm_rows" -> new Layer[] {dense.withConstraint(maxNorm.withAxis(1))};
            case "min_max_norm" -> new Layer[] {dense.withConstraint(range)};
            case "min_max_norm_half" -> new Layer[] {dense.withConstraint(range.withRate(0.5))};
            case "unit_norm" -> new Layer[] {dense.withConstraint(new UnitNorm(0, asKeras))};
            case "non_neg" -> new Layer[] {dense.withConstraint(NonNegative.elements())};
            case "l2_max_norm" -> new Layer[] {dense.withPenalty(L2.of(0.01)).withConstraint(maxNorm)};
            case "activity_l1" -> new Layer[] {dense, ActivityPenalty.of(L1.of(0.02))};
            case "activity_l1l2" -> new Layer[] {dense, ActivityPenalty.of(L1L2.of(0.02, 0.02))};
            case "bias_l1l2" -> new Layer[] {dense.withBiasPenalty(L1L2.of(0.01, 0.01))};
            case "orthogonal_rows" -> new Layer[] {dense.withPenalty(Orthogonal.rows(0.3))};
            case "l1l2_unit_norm" ->
                new Layer[] {dense.withPenalty(L1L2.of(0.01, 0.01)).withConstraint(new UnitNorm(0, asKeras))};
            case "all" ->
                new Layer[] {
                    dense.withPenalty(Penalties.sum(L1.of(0.01), L2.of(0.01)))
                            .withBiasPenalty(L2.of(0.01))
                            .withConstraint(maxNorm)
                            .withBiasConstraint(new MaxNorm(0.6, 0, asKeras, false)),
                    ActivityPenalty.of(L2.of(0.02))
                };
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> Sgd.learningRate(0.05);
            case "momentum" -> Sgd.learningRate(0.05).withMomentum(0.9);
            case "adam" -> Adam.learningRate(0.01);
            case "nadam" -> Nadam.learningRate(0.01);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void follow(String optimizer, String name, Layer[] layers, double tolerance) {
        var model = Sequential.of(Shape.of(5), layers).build(1);
        var inputs = Golden.matrix(DATA, "inputs", 16, 5);
        var targets = Golden.matrix(DATA, "targets", 16, 4);
        var start = line(WEIGHTS, optimizer, name, 0);
        for (int i = 0; i < 24; i++) {
            model.values()[i] = (float) Double.parseDouble(start[3 + i]);
        }
        var trainer = Trainer.of(model, Losses.MEAN_SQUARED_ERROR, optimizer(optimizer));
        int compared = 0;
        for (int step = 1; step <= STEPS; step++) {
            double dataLoss = trainer.step(inputs, targets);
            double penalty = DoubleStream.of(trainer.stepper().penalties()).sum();
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

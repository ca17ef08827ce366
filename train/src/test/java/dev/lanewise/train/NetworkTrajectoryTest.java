package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fifty steps of a 6-8-5-3 classifier against Keras in float64.
final class NetworkTrajectoryTest {
    private static final int STEPS = 50;

    /// Every step rounds the gradient and the sum of a weight, and Keras' ε of 1e-7 moves a clipped column by
    /// about two unit roundoffs more; three roundoffs a step over 50 steps, once more doubled since errors in the
    /// weights come back through the gradients. (Momentum makes a single error ten times as large, but errors of
    /// rounding are random in sign and add up as a root.)
    private static final double TOLERANCE = 2 * 3 * STEPS * Golden.UNIT_ROUNDOFF;

    private final List<String[]> data = Golden.read("src/test/golden/network-data.csv");
    private final Tensor inputs = Golden.matrix(data, "inputs", 32, 6);
    private final Tensor targets = Golden.matrix(data, "targets", 32, 1);

    @ParameterizedTest
    @ValueSource(strings = {"plain", "batch_normalization"})
    void shouldFollowKerasStepByStep(String variant) {
        var golden = Golden.read("src/test/golden/network.csv").stream()
                .filter(line -> line[0].equals(variant))
                .toList();
        var model = model(variant);
        for (String[] line : at(golden, 0)) {
            set(model, line);
        }
        var trainer = Trainer.of(
                model,
                Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                Sgd.learningRate(0.05).withMomentum(0.9));
        int compared = 0;
        for (int step = 1; step <= STEPS; step++) {
            double penalty = trainer.penalty();
            double dataLoss = trainer.step(inputs, targets);
            for (String[] line : at(golden, step)) {
                double expected = Double.parseDouble(line[5]);
                double actual = switch (line[2]) {
                    case "loss" -> dataLoss + penalty;
                    case "data_loss" -> dataLoss;
                    case "penalty" -> penalty;
                    case "evaluation_loss" ->
                        trainer.evaluate(new Dataset(inputs, targets)).loss();
                    default -> value(model, line);
                };
                Golden.assertClose(expected, actual, TOLERANCE, String.join(",", line));
                compared++;
            }
        }
        assertEquals(golden.size() - at(golden, 0).size(), compared, "every line must have been compared");
    }

    private static List<String[]> at(List<String[]> golden, int step) {
        return golden.stream().filter(line -> Integer.parseInt(line[1]) == step).toList();
    }

    private static Model model(String variant) {
        var hidden = Dense.of(8).withPenalty(L2.of(0.01)).withConstraint(MaxNorm.perUnit(1));
        var output = Dense.of(3).withActivation(Activations.SOFTMAX);
        Layer[] layers;
        if (variant.equals("plain")) {
            var elu = hidden.withActivation(Activations.ELU);
            layers = new Layer[] {elu, elu.withUnits(5), output};
        } else {
            var linear = hidden.withBias(null);
            var norm = BatchNormalization.layer();
            var elu = ActivationLayer.of(Activations.ELU);
            layers = new Layer[] {linear, norm, elu, linear.withUnits(5), norm, elu, output};
        }
        return Sequential.of(Shape.of(6), layers).build(1);
    }

    private static Tensor parameter(Model model, String name) {
        String[] parts = name.split("\\.");
        boolean dense = parts[1].equals("weight") || parts[1].equals("bias");
        String place = parts[0].equals("output") ? "3" : parts[0].substring("hidden".length());
        String wanted = (dense ? "dense_" : "batch_normalization_") + place + "/" + parts[1];
        return model.parameters().stream()
                .filter(parameter -> parameter.name().equals(wanted))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static int index(Tensor value, String[] line) {
        int columns = value.shape().rank() == 1 ? value.size() : value.columns();
        return Integer.parseInt(line[3]) * columns + Integer.parseInt(line[4]);
    }

    private static void set(Model model, String[] line) {
        var value = parameter(model, line[2]);
        value.set(index(value, line), (float) Double.parseDouble(line[5]));
    }

    private static double value(Model model, String[] line) {
        var value = parameter(model, line[2]);
        return value.get(index(value, line));
    }
}

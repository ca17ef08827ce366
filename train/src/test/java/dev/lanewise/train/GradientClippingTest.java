package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sixty clipped updates against Keras in float64.
final class GradientClippingTest {
    private static final int STEPS = 60;
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/optimizers.csv");

    private static GradientClipping clipping(String name) {
        return switch (name) {
            case "sgd_clipvalue" -> GradientClipping.byValue(0.5);
            case "sgd_clipnorm", "sgd_clipnorm_pair", "momentum_clipnorm_pair" -> GradientClipping.byNorm(1);
            case "sgd_global_clipnorm", "sgd_global_clipnorm_pair" -> GradientClipping.byGlobalNorm(1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// A step adds one rounding of the weight, and three of its length: those of the norm, its quotient and the
    /// product with the gradient; momentum adds them up.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd_clipvalue",
                "sgd_clipnorm",
                "sgd_clipnorm_pair",
                "momentum_clipnorm_pair",
                "sgd_global_clipnorm",
                "sgd_global_clipnorm_pair"
            })
    void shouldFollowKerasForSixtySteps(String name) {
        var lines = EXPECTED.stream().filter(line -> line[0].equals(name)).toList();
        var sgd = Sgd.learningRate(0.01);
        float[] start = {1f, -0.5f, 0.25f, 2f, 0.75f, -1.5f};
        var state = OptimizerState.of(name.startsWith("momentum") ? sgd.withMomentum(0.9) : sgd, start);
        double[] errors = new double[6];
        for (int step = 0; step < STEPS; step++) {
            float[] gradient = OptimizerTrajectoryTest.gradient(step);
            clipping(name).clip(parts(gradient, name.endsWith("_pair") ? 3 : 6));
            state.step(step, gradient);
            for (int i = 0; i < 6; i++) {
                double before = Double.parseDouble(lines.get(step)[2 + i]);
                double expected = Double.parseDouble(lines.get(step + 1)[2 + i]);
                errors[i] += Golden.UNIT_ROUNDOFF * (Math.abs(expected) + (step + 8) * Math.abs(expected - before));
                assertEquals(expected, state.values()[i], errors[i], "step " + (step + 1) + ", weight " + i);
            }
        }
    }

    private static List<Tensor> parts(float[] gradient, int size) {
        return size == 6
                ? List.of(Tensor.wrap(gradient, 0, Shape.of(6)))
                : List.of(Tensor.wrap(gradient, 0, Shape.of(3)), Tensor.wrap(gradient, 3, Shape.of(3)));
    }

    @Test
    void shouldLeaveGradientsWithinTheLimitAloneBitForBit() {
        float[] gradient = {0.3f, -0.4f, 0f, -0f};
        for (var clipping : List.of(
                GradientClipping.NONE,
                GradientClipping.byValue(0.4f),
                GradientClipping.byNorm(0.51),
                GradientClipping.byGlobalNorm(0.51))) {
            float[] clipped = gradient.clone();
            clipping.clip(List.of(Tensor.wrap(clipped, 0, Shape.of(4))));
            for (int i = 0; i < 4; i++) {
                assertEquals(Float.floatToRawIntBits(gradient[i]), Float.floatToRawIntBits(clipped[i]));
            }
        }
    }

    @Test
    void shouldClipInAStep() {
        var network = Sequential.of(Shape.of(2), Dense.of(1));
        var clipped = network.build(1);
        var model = network.build(1);
        var features = Tensor.of(Shape.of(1, 2), 100f, 0f);
        var targets = Tensor.of(Shape.of(1, 1), 1000f);
        float before = model.values()[0];
        Trainer.of(model, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(1)).step(features, targets);
        Trainer.of(clipped, Losses.MEAN_SQUARED_ERROR, Sgd.learningRate(1))
                .withClipping(GradientClipping.byValue(0.5))
                .step(features, targets);
        assertEquals(before + 0.5, clipped.values()[0], 2 * Golden.UNIT_ROUNDOFF);
        assertNotEquals(model.values()[0], clipped.values()[0]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseALimitThatIsNotPositive(double limit) {
        assertThrows(IllegalArgumentException.class, () -> GradientClipping.byValue(limit));
        assertThrows(IllegalArgumentException.class, () -> GradientClipping.byNorm(limit));
        assertThrows(IllegalArgumentException.class, () -> GradientClipping.byGlobalNorm(limit));
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Concatenate;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.ModelFile;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Rescaling;
import dev.lanewise.layers.Residual;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularizationCodecsTest {
    private static final Dense HIDDEN =
            Dense.of(6).withActivation(Activations.ELU).withPenalty(L2.of(0.01)).withConstraint(MaxNorm.perUnit(0.5));

    private final Sequential description = Sequential.of(
            Shape.of(4),
            Dropout.rate(0.2),
            HIDDEN,
            BatchNormalization.layer(),
            Residual.of(Dropout.rate(0.5), HIDDEN, AlphaDropout.rate(0.1)),
            Concatenate.of(Dropout.rate(0.3), Stack.of(HIDDEN, ActivityPenalty.of(L1.of(0.1)))),
            Dense.of(3).withActivation(Activations.SOFTMAX));

    @TempDir
    Path folder;

    @Test
    void shouldReadPenaltiesConstraintsAndNoiseItWrote() {
        var penalties = List.<Penalty>of(
                L1.of(0.1),
                L2.of(1e-4),
                L1L2.of(0.1, 0.2),
                ProximalL1.of(0.3),
                Orthogonal.columns(0.1),
                Penalties.sum(ProximalL1.of(0.3), L2.of(1e-4)));
        for (var penalty : penalties) {
            assertEquals(penalty, again(penalty, Penalty.class));
        }
        var constraints = List.<Constraint>of(
                MaxNorm.perUnit(1).asKeras(),
                new MaxNorm(2, 0, false, true),
                MinMaxNorm.perUnit(0.5, 1).withRate(0.9),
                UnitNorm.perUnit(),
                new Box(-1, 2),
                new L1Ball(3, 0),
                new Simplex(1, 0),
                NonNegative.elements(),
                Constraints.sequence(NonNegative.elements(), MaxNorm.perUnit(2)));
        for (var constraint : constraints) {
            assertEquals(constraint, again(constraint, Constraint.class));
        }
        var falling = Schedule.constant(0.1);
        var layers = List.of(
                Dropout.rate(0.2),
                new Dropout(0.2, falling, List.of(0), true),
                AlphaDropout.rate(1),
                new AlphaDropout(0.1, falling),
                FeatureAlphaDropout.rate(0.1),
                new FeatureAlphaDropout(0.1, falling),
                new GaussianDropout(0.3, null),
                new GaussianNoise(2, falling),
                new McDropout(0.5),
                new McAlphaDropout(0.5),
                SpatialDropout.rate(0.25),
                new SpatialDropout(0.25, falling),
                new StochasticDepth(0.25, falling),
                DropConnect.of(HIDDEN, 0.5),
                DropConnect.of(HIDDEN, 0.5).withSchedule(falling),
                Dense.of(2).withActivation(MeanAndVariance.head()),
                ActivityPenalty.of(L1.of(0.1)));
        for (var layer : layers) {
            assertEquals(layer, again(layer, Layer.class));
        }
        assertEquals(description, again(description, Sequential.class));
    }

    private static <T> T again(T value, Class<T> type) {
        var codecs = RegularizationCodecs.standard();
        return codecs.fromJson(codecs.toJson(value), type);
    }

    @Test
    void shouldRefuseValuesThatAreNotAllowed() {
        var codecs = RegularizationCodecs.standard();
        var json = codecs.toJson(Dropout.rate(0.25)).replace("0.25", "1.2");
        var message = assertThrows(IllegalArgumentException.class, () -> codecs.fromJson(json, Layer.class))
                .getMessage();
        assertTrue(message.contains("dropout") && message.contains("1.2"), message);
        var follows = new L1(step -> 0.1 * step);
        assertThrows(IllegalArgumentException.class, () -> codecs.toJson(follows));
        assertEquals(L2.of(0.5), codecs.fromJson(codecs.toJson(new L2(Schedule.constant(0.5))), Penalty.class));
    }

    @Test
    void shouldLeaveATrainedNetworkForLayersAlone() throws IOException {
        var model = description.build(5);
        var input = Tensor.of(Shape.of(2, 4), 1, -2, 3, -4, 0.5f, 0.25f, 0, 1);
        var whole = folder.resolve("whole.safetensors");
        var inference = folder.resolve("inference.safetensors");
        ModelFile.writeWhole(model, whole, RegularizationCodecs.standard());
        ModelFile.write(model, inference);
        var read = ModelFile.read(inference);
        assertArrayEquals(model.predict(input).toArray(), read.predict(input).toArray());
        assertEquals(model.sha256(), read.sha256());
        var again = ModelFile.read(whole, RegularizationCodecs.standard());
        assertEquals(description, again.description());
        assertEquals(model.sha256(), again.sha256(), "what the constraint allows stays as it is");
        // Noise follows from seed and place, so Monte-Carlo runs of both are the same.
        assertArrayEquals(
                MonteCarlo.predict(model, input, 5).mean().toArray(),
                MonteCarlo.predict(again, input, 5).mean().toArray());
    }

    /// The textbook's form multiplies by 1 − rate after training: the file has that as a rescaling, bit for bit.
    @Test
    void shouldLeaveTheScalingOfTheOriginalFormForLayersAlone() throws IOException {
        var model = Sequential.of(
                        Shape.of(4),
                        Dropout.rate(0.3).inOriginalForm(),
                        Dense.of(6),
                        Residual.of(Dense.of(6), Dropout.rate(0.2).inOriginalForm()))
                .build(1);
        var input = Tensor.of(Shape.of(2, 4), 1, -2, 3, -4, 0.5f, 0.25f, 0, 1);
        var file = folder.resolve("original.safetensors");
        ModelFile.write(model, file);
        var read = ModelFile.read(file);
        assertEquals(Rescaling.of(0.7), read.layers().getFirst());
        assertArrayEquals(model.predict(input).toArray(), read.predict(input).toArray());
    }

    @Test
    void shouldSampleNoiseInsideContainers() {
        var shared = Dropout.rate(0.5);
        var model = Sequential.of(
                        Shape.of(4), Dense.of(6), Residual.of(shared, Dense.of(6)), Concatenate.of(shared, shared))
                .build(1);
        var input = Tensor.of(Shape.of(3, 4), 1, -2, 3, -4, 0.5f, 0.25f, 0, 1, 2, 2, 2, 2);
        var prediction = MonteCarlo.predict(model, input, 20, 1);
        var deviation = prediction.standardDeviation();
        boolean differ = false;
        for (int row = 0; row < 3; row++) {
            for (int j = 0; j < 6; j++) {
                assertTrue(deviation.get(row * 12 + j) > 0);
                differ |= deviation.get(row * 12 + j) != deviation.get(row * 12 + 6 + j);
            }
        }
        assertTrue(differ, "one description in two branches draws two masks");
        assertArrayEquals(
                deviation.toArray(),
                MonteCarlo.predict(model, input, 20, 2).standardDeviation().toArray());
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Concatenate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.LayerContract;
import dev.lanewise.layers.Residual;
import dev.lanewise.layers.Stack;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of all layers, for those of this module. A new layer is added to the list.
class LayerContractTest {
    private static final Dense TANH = Dense.of(5).withActivation(Activations.TANH);

    record Case(Shape input, Layer layer) {}

    static List<Case> cases() {
        var plain = Shape.of(5);
        var image = Shape.of(2, 3);
        return List.of(
                new Case(plain, Dropout.rate(0.3)),
                new Case(plain, Dropout.rate(0)),
                new Case(plain, Dropout.rate(1)),
                new Case(plain, Dropout.rate(0.3).withSchedule(step -> step < 2 ? 0.1 : 0.5)),
                new Case(plain, Dropout.rate(0.3).inOriginalForm()),
                new Case(image, Dropout.rate(0.3)),
                new Case(image, Dropout.rate(0.3).withSharedAxes(1)),
                new Case(image, SpatialDropout.rate(0.3)),
                new Case(plain, AlphaDropout.rate(0.3)),
                new Case(image, FeatureAlphaDropout.rate(0.3)),
                new Case(plain, GaussianDropout.rate(0.3)),
                new Case(plain, GaussianNoise.deviation(0.3)),
                new Case(plain, McDropout.rate(0.3)),
                new Case(plain, McAlphaDropout.rate(0.3)),
                new Case(plain, StochasticDepth.rate(0.3)),
                new Case(plain, Residual.of(TANH, StochasticDepth.rate(0.3))),
                new Case(plain, DropConnect.of(TANH, 0.3)),
                new Case(plain, ActivityPenalty.of(L2.of(0.3))),
                new Case(image, ActivityPenalty.of(L1L2.of(0.1, 0.2))),
                new Case(plain, Stack.of(TANH, ActivityPenalty.of(L2.of(0.3)), Dropout.rate(0.2))),
                new Case(plain, Stack.of(Dropout.rate(0.2), TANH, AlphaDropout.rate(0.1))),
                new Case(plain, Concatenate.of(Dropout.rate(0.2), GaussianNoise.deviation(0.1))),
                new Case(plain, Frozen.of(Stack.of(Dropout.rate(0.2), TANH))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldKeepTheContract(Case of) {
        LayerContract.of(of.layer, of.input).check();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComeBackFromJsonWhereItCanBeWritten(Case of) {
        var codecs = RegularizationCodecs.standard();
        var json = codecs.describe(of.layer);
        if (!json.contains("?")) {
            assertEquals(of.layer, codecs.fromJson(json, Layer.class));
        }
    }
}

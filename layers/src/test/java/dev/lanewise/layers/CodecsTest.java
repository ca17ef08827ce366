package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsTest {
    private record Numbers(double x, float y, long z, List<Integer> more) {}

    private static final Codec<Numbers> NUMBERS = Codec.of(
            Numbers.class,
            "numbers",
            (value, to) -> {
                to.put("x", value.x);
                to.put("y", value.y);
                to.put("z", value.z);
                to.put("more", value.more);
            },
            from -> new Numbers(
                    from.number("x"),
                    (float) from.number("y"),
                    from.get("z", Long.class),
                    from.list("more", Integer.class)));

    private final Codecs codecs = Codecs.standard().with(List.of(NUMBERS));

    @Test
    void shouldReadWhatItWrote() {
        var network = Sequential.of(
                Shape.of(2, 3),
                Flatten.layer(),
                Dense.of(4)
                        .withActivation(Activations.SELU)
                        .withInitializer(new VarianceScaling(
                                1.5, VarianceScaling.Fan.OUT, VarianceScaling.Distribution.UNIFORM)),
                Residual.of(Dense.of(4).withBias(null), ActivationLayer.of(Activations.TANH))
                        .withProjection(Frozen.of(Dense.of(4))),
                Concatenate.of(Identity.layer(), Stack.of(BatchNormalization.layer())),
                BatchNormalization.layer().withGamma(null));
        var json = codecs.toJson(network);
        assertEquals(network, codecs.fromJson(json, Sequential.class));
        assertTrue(json.startsWith("{\"kind\":\"sequential\",\"input\":[2,3],\"layers\":[\"flatten\","), json);
    }

    @Test
    void shouldKeepTheBitsOfNumbers() {
        for (double x : new double[] {
            0.1, -0.0, 5e-324, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3
        }) {
            var numbers = new Numbers(x, (float) x, Long.MIN_VALUE + 1, List.of(1, -2, Integer.MAX_VALUE));
            assertEquals(numbers, codecs.fromJson(codecs.toJson(numbers), Numbers.class));
        }
    }

    @Test
    void shouldReadEveryInitializerItWrote() {
        for (var initializer : List.of(
                Initializers.HE_NORMAL,
                VarianceScaling.standard(),
                Constant.of(0.1),
                Values.of(0.1f, -3),
                RandomNormal.standard(),
                TruncatedNormal.standard(),
                RandomUniform.standard(),
                Orthogonal.standard(),
                IdentityMatrix.standard())) {
            assertEquals(initializer, codecs.fromJson(codecs.toJson(initializer), Initializer.class));
        }
        for (var initializer : Initializers.values()) {
            assertEquals(initializer, codecs.fromJson(codecs.toJson(initializer), Initializer.class));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteAnActivationAsItsName(Activations activation) {
        var json = codecs.toJson(ActivationLayer.of(activation));
        assertTrue(json.contains(activation.name().toLowerCase(java.util.Locale.ROOT)), json);
        assertEquals(ActivationLayer.of(activation), codecs.fromJson(json, Layer.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'convolution'| no Layer of kind \"convolution\" among",
                "'relu'| no Layer of kind \"relu\"",
                "{'kind':'dense'}| Layer dense: the field \"units\" is missing",
                "{'kind':'activation','activation':'relu','slope':1}| the field \"slope\" is not known",
                "{'kind':'activation','activation':3}| Layer activation.activation: a value of type Activation",
                "{'kind':'activation','activation':'flatten'}| no Activation of kind \"flatten\"",
                "{'kind':'dense','units':1.5}| Layer dense.units",
                "{'kind':'dense','units':3000000000}| Layer dense.units",
                "{'kind':'stack','layers':['flatten','x']}| Layer stack.layers[1]",
                "{'kind':'stack','layers':[]}| at least 1 layer",
                "{'kind':'stack'}| must be a list",
                "{'kind':'residual','layers':['flatten'],'projection':[]}| residual.projection",
                "{'kind':'sequential','input':[0],'layers':['flatten']}| lengths above 0",
                "null| is needed",
                "{'units':3}| is needed",
                "{} {}| follows the end",
                "{'kind':'dense','kind':'dense'}| Duplicate",
            })
    void shouldRefuseWhatItDoesNotKnowAndSayWhere(String json, String reason) {
        var message = assertThrows(
                        IllegalArgumentException.class, () -> codecs.fromJson(json.replace('\'', '"'), Layer.class))
                .getMessage();
        assertTrue(message.contains(reason.strip()), message);
    }

    @Test
    void shouldRefuseToWriteWhatHasNoCodec() {
        Activation own = new Activation() {
            @Override
            public void apply(dev.lanewise.core.Tensor x, dev.lanewise.core.Tensor y) {}

            @Override
            public void gradient(
                    dev.lanewise.core.Tensor x,
                    dev.lanewise.core.Tensor y,
                    dev.lanewise.core.Tensor dy,
                    dev.lanewise.core.Tensor dx) {}
        };
        assertThrows(IllegalArgumentException.class, () -> codecs.toJson(ActivationLayer.of(own)));
        var more = codecs.with(List.of(Codec.constant("own", own)));
        assertEquals(
                ActivationLayer.of(own), more.fromJson(more.toJson(ActivationLayer.of(own)), ActivationLayer.class));
    }

    @Test
    void shouldSayWhereTwoDescriptionsDifferFirst() {
        assertEquals(
                "layers[1].rate is 0.2 against 0.3",
                Codecs.difference(
                        "{\"kind\":\"a\",\"layers\":[1,{\"kind\":\"b\",\"rate\":0.2}],\"x\":1}",
                        "{\"kind\":\"a\",\"layers\":[1,{\"kind\":\"b\",\"rate\":0.3}],\"x\":2}"));
        assertEquals("[1] is b against nothing", Codecs.difference("[1,{\"kind\":\"b\"}]", "[1,null]"));
        assertEquals("it is b against c", Codecs.difference("{\"kind\":\"b\",\"x\":1}", "{\"kind\":\"c\"}"));
        assertEquals("y is nothing against 1", Codecs.difference("{\"x\":1}", "{\"x\":1,\"y\":1}"));
        assertEquals("x has 1 elements against 2", Codecs.difference("{\"x\":[1]}", "{\"x\":[1,2]}"));
        assertNull(Codecs.difference("{\"x\":[1]}", "{\"x\":\"?\"}"));
        assertNull(Codecs.difference("{\"x\":[1,\"?\"]}", "{\"x\":[1,7]}"));
    }
}

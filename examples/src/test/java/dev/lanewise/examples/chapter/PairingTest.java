package dev.lanewise.examples.chapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Workspace;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Variants share what they have in common.
class PairingTest {
    private static final long SEED = 42;

    private static Network network(String name) {
        return Experiments.all().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow()
                .network();
    }

    private static List<float[]> weights(String name) {
        return WeightNumbers.weights(network(name).build(SEED)).stream()
                .map(parameter -> parameter.value().toArray())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"l1-1e-4", "l2-1e-2", "dropout-0.2", "dropout-hidden-0.5", "batch-norm", "default-recipe"})
    void shouldBeginWithTheSameWeights(String name) {
        var expected = weights("plain");
        var actual = weights(name);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i));
        }
    }

    /// The elements that dropout sets to 0 behind a hidden layer.
    private static boolean[] dropped(Network network, int place) {
        var workspace = new Workspace(network.build(SEED), Engine.singleThreaded(), 4);
        var input = Tensor.zeros(Shape.of(4, 28, 28));
        for (int i = 0; i < input.size(); i++) {
            input.set(i, 0.1f + i % 7);
        }
        workspace.forward(input, Mode.TRAINING, 3, 0);
        var value = workspace.value(place);
        boolean[] zero = new boolean[value.size()];
        for (int i = 0; i < zero.length; i++) {
            zero[i] = value.get(i) == 0;
        }
        return zero;
    }

    @Test
    void shouldDropTheSameElementsWithAndWithoutDropoutOnTheInput() {
        // ELU is 0 nowhere but at 0, so zeros are what was dropped.
        var base = Network.of(Activations.ELU, 50, 40);
        for (int place : new int[] {4, 6}) {
            assertArrayEquals(dropped(base.withDropout(0.3, 0.3), place), dropped(base.withDropout(0, 0.3), place));
        }
    }

    @Test
    void shouldDropMoreElementsAtAHigherRateButNoOthers() {
        var base = Network.of(Activations.ELU, 50, 40);
        boolean[] few = dropped(base.withDropout(0, 0.2), 4);
        boolean[] many = dropped(base.withDropout(0, 0.5), 4);
        int more = 0;
        for (int i = 0; i < few.length; i++) {
            assertTrue(!few[i] || many[i]);
            more += many[i] && !few[i] ? 1 : 0;
        }
        assertNotEquals(0, more);
    }

    @Test
    void shouldGiveEveryExperimentItsOwnNameAndAKnownReference() {
        var names = new HashSet<String>();
        for (var variant : Experiments.all()) {
            assertTrue(names.add(variant.name()), variant.name());
        }
        for (var variant : Experiments.all()) {
            assertTrue(names.contains(variant.reference()), variant.name());
            variant.network().description();
        }
    }
}

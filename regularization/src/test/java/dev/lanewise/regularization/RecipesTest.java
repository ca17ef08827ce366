package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RecipesTest {
    private static final Dense OUTPUT = Dense.of(10).withActivation(Activations.SOFTMAX);

    @Test
    void shouldReturnTheStacksOfTheTables() {
        var names = Recipes.defaultNetwork(Shape.of(4, 4), OUTPUT, 30, 20).layers().stream()
                .map(layer -> layer.getClass().getSimpleName())
                .toList();
        assertEquals(
                "[Flatten, Dense, BatchNormalization, ActivationLayer, Dense, BatchNormalization, ActivationLayer,"
                        + " Dense]",
                names.toString());
        var self = Recipes.selfNormalizing(Shape.of(4, 4), 0.1, OUTPUT, 30, 20).layers();
        assertEquals(6, self.size());
        assertEquals(AlphaDropout.rate(0.1), self.get(2));
        assertEquals(
                4,
                Recipes.selfNormalizing(Shape.of(4, 4), OUTPUT, 30, 20).layers().size());
        assertThrows(IllegalArgumentException.class, () -> Recipes.defaultNetwork(Shape.of(4), OUTPUT));
        assertThrows(IllegalArgumentException.class, () -> Recipes.selfNormalizing(Shape.of(4), 1.5, OUTPUT, 30));
        assertThrows(IllegalArgumentException.class, () -> Recipes.selfNormalizing(Shape.of(4), OUTPUT, 0));
    }

    /// Through 100 layers of 100 units: in every layer the median of 20 seeds of the activations' mean is within
    /// ±0.1, and that of their deviation in [0.9, 1.1].
    @Test
    void shouldKeepMeanAndDeviationThroughAHundredLayersAsTheMedianOfTwentySeeds() {
        checkMedians(Recipes.selfNormalizing(Shape.of(100), Dense.of(1), units(100, 100)), 100, 1);
    }

    /// The same for 20 SELU layers of 100 units with alpha dropout after each, in training mode.
    @Test
    void shouldKeepMeanAndDeviationThroughTwentyLayersWithAlphaDropout() {
        checkMedians(Recipes.selfNormalizing(Shape.of(100), 0.1, Dense.of(1), units(20, 100)), 100, 2);
    }

    private static int[] units(int layers, int each) {
        int[] units = new int[layers];
        Arrays.fill(units, each);
        return units;
    }

    /// @param inputs of an example
    /// @param each how many layers of the stack make one layer of the recipe
    private static void checkMedians(Sequential network, int inputs, int each) {
        int places = (network.layers().size() - 2) / each;
        double[][] means = new double[places][20];
        double[][] deviations = new double[places][20];
        for (int seed = 0; seed < 20; seed++) {
            var input = Tensor.zeros(Shape.of(200, inputs));
            CounterRandom.of(seed, 77, 0).normal(input, 0, 0);
            var workspace = new Workspace(network.build(seed), Engine.singleThreaded(), 200);
            workspace.forward(input, Mode.TRAINING, 0, 0);
            for (int place = 0; place < places; place++) {
                double[] moments = moments(workspace.value(1 + each * (place + 1)));
                means[place][seed] = moments[0];
                deviations[place][seed] = moments[1];
            }
        }
        for (int place = 0; place < places; place++) {
            assertEquals(0, median(means[place]), 0.1, "mean of layer " + place);
            assertEquals(1, median(deviations[place]), 0.1, "deviation of layer " + place);
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[9] + values[10]) / 2;
    }

    private static double[] moments(Tensor x) {
        double sum = 0;
        double squares = 0;
        for (int i = x.offset(); i < x.offset() + x.size(); i++) {
            double value = x.array()[i];
            sum += value;
            squares += value * value;
        }
        double mean = sum / x.size();
        return new double[] {mean, Math.sqrt(squares / x.size() - mean * mean)};
    }
}

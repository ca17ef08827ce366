package dev.lanewise.examples.chapter;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Activations of deep networks at the beginning: what an initializer makes of standardized images, layer by layer.
final class Depth {
    /// How many hidden layers.
    static final int LAYERS = 50;

    /// Seeds of which the medians are taken.
    static final int SEEDS = 9;

    private static final int UNITS = 100;

    private Depth() {}

    /// Returns the median over the seeds of the moments behind every hidden layer of 100 units.
    ///
    /// @param images standardized, some hundreds
    static List<Result.Moments> atBeginning(Activations activation, Tensor images) {
        var network = Network.of(activation, Collections.nCopies(LAYERS, UNITS).toArray(Integer[]::new))
                .withStandardizedPixels();
        var bySeed = new ArrayList<List<Result.Moments>>();
        for (int i = 0; i < SEEDS; i++) {
            var workspace =
                    new Workspace(network.build(Setting.FIRST_SEED + i), Engine.singleThreaded(), images.rows());
            workspace.forward(images, Mode.INFERENCE, 0, 0);
            bySeed.add(IntStream.range(0, LAYERS)
                    .mapToObj(layer -> moments(workspace.value(layer + 2)))
                    .toList());
        }
        return IntStream.range(0, LAYERS)
                .mapToObj(layer -> new Result.Moments(
                        median(bySeed.stream()
                                .mapToDouble(seed -> seed.get(layer).mean())
                                .toArray()),
                        median(bySeed.stream()
                                .mapToDouble(seed -> seed.get(layer).deviation())
                                .toArray())))
                .toList();
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        return numbers[numbers.length / 2];
    }

    /// Returns mean and deviation over all elements.
    static Result.Moments moments(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i);
        }
        double mean = sum / values.size();
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            double difference = values.get(i) - mean;
            squares += difference * difference;
        }
        return new Result.Moments(mean, Math.sqrt(squares / values.size()));
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.MonteCarloOptions;
import dev.lanewise.regularization.MonteCarloPrediction;
import dev.lanewise.train.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Chooses test images to show: the first, as the textbook does, and those with the greatest and the least predictive
/// entropy.
///
/// @param model that predicts
/// @param test the images
/// @param single the probabilities without noise
/// @param prediction with noise
record Cases(Model model, Dataset test, Tensor single, MonteCarloPrediction prediction) {
    private static final int EACH = 6;

    List<Result.Case> all() {
        var order = IntStream.range(0, test.size())
                .boxed()
                .sorted(Comparator.comparingDouble(prediction::predictiveEntropy))
                .toList();
        int each = Math.min(EACH, test.size());
        var cases = new ArrayList<Result.Case>();
        cases.add(of("first", 0, passesOfFirst()));
        order.reversed().stream().limit(each).forEach(row -> cases.add(of("most", row, new double[0][])));
        order.stream().limit(each).forEach(row -> cases.add(of("least", row, new double[0][])));
        return cases;
    }

    private Result.Case of(String kind, int row, double[][] passes) {
        return new Result.Case(
                kind,
                row,
                (int) test.targets().get(row),
                Floats.row(single, row),
                Floats.row(prediction.mean(), row),
                Floats.row(prediction.standardDeviation(), row),
                passes,
                prediction.predictiveEntropy(row),
                prediction.mutualInformation(row));
    }

    /// Returns class by class what every pass gives for the first image; the masks are those of the whole
    /// prediction.
    private double[][] passesOfFirst() {
        var options = MonteCarloOptions.defaults().withThreads(1).withStack();
        var first = MonteCarlo.predict(model, test.features().rows(0, 1), prediction.samples(), options);
        var stack = Objects.requireNonNull(first.stack());
        int classes = single.columns();
        double[][] passes = new double[classes][first.samples()];
        for (int pass = 0; pass < first.samples(); pass++) {
            for (int j = 0; j < classes; j++) {
                passes[j][pass] = stack.get(pass * classes + j);
            }
        }
        return passes;
    }
}

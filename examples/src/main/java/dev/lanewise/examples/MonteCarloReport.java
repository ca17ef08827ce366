package dev.lanewise.examples;

import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.MonteCarloPrediction;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/// The quality of a Monte-Carlo prediction against the true classes.
///
/// @param accuracy the share of rows whose greatest mean is that of the true class
/// @param meanDeviation the mean of all standard deviations, over rows and classes
/// @param negativeLogLikelihood the mean of −ln of the mean probability of the true class, floored at 1e-12
record MonteCarloReport(double accuracy, double meanDeviation, double negativeLogLikelihood) {
    private static final double FLOOR = 1e-12;

    static MonteCarloReport of(MonteCarloPrediction prediction, Tensor targets) {
        var mean = prediction.mean();
        int columns = mean.columns();
        int right = 0;
        double likelihood = 0;
        for (int row = 0; row < mean.rows(); row++) {
            int target = (int) targets.get(row);
            right += greatest(mean, row) == target ? 1 : 0;
            likelihood -= Math.log(Math.max(FLOOR, mean.get(row * columns + target)));
        }
        double deviation = 0;
        for (int i = 0; i < mean.size(); i++) {
            deviation += prediction.standardDeviation().get(i);
        }
        return new MonteCarloReport((double) right / mean.rows(), deviation / mean.size(), likelihood / mean.rows());
    }

    static int greatest(Tensor rows, int row) {
        int columns = rows.columns();
        return IntStream.range(0, columns)
                .reduce((a, b) -> rows.get(row * columns + b) > rows.get(row * columns + a) ? b : a)
                .orElseThrow();
    }

    /// Returns a line for each of the images with the greatest predictive entropy.
    static String mostUncertain(MonteCarloPrediction prediction, Tensor targets, int count) {
        var text = new StringBuilder();
        IntStream.range(0, prediction.mean().rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -prediction.predictiveEntropy(row)))
                .limit(count)
                .forEach(row -> text.append(line(prediction, targets, row)));
        return text.toString();
    }

    private static String line(MonteCarloPrediction prediction, Tensor targets, int row) {
        int guess = greatest(prediction.mean(), row);
        int at = row * prediction.mean().columns() + guess;
        return String.format(
                Locale.ROOT,
                "  test image %5d: %-11s predicted %-11s p %.3f ± %.3f  entropy %.3f nats%n",
                row,
                FashionMnistData.CLASSES.get((int) targets.get(row)) + ',',
                FashionMnistData.CLASSES.get(guess),
                prediction.mean().get(at),
                prediction.standardDeviation().get(at),
                prediction.predictiveEntropy(row));
    }
}

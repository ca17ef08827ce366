package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.ClassificationQuality;

/// How good probabilities are.
///
/// @param accuracy the share of rows whose most probable class is right
/// @param loss the mean negative log-likelihood: the data loss
/// @param brier the mean squared distance to the truth
/// @param ece the expected calibration error with 15 bins of equal width
/// @param confidence the mean of the greatest probability
record Scores(double accuracy, double loss, double brier, double ece, double confidence) {
    static Scores of(Tensor probabilities, Tensor targets) {
        var quality = ClassificationQuality.of(probabilities, targets);
        double sum = 0;
        for (int row = 0; row < probabilities.rows(); row++) {
            sum += greatest(probabilities, row);
        }
        return new Scores(
                quality.accuracy(),
                quality.negativeLogLikelihood(),
                quality.brier(),
                quality.expectedCalibrationError(),
                sum / probabilities.rows());
    }

    static float greatest(Tensor rows, int row) {
        int columns = rows.columns();
        float greatest = rows.get(row * columns);
        for (int j = 1; j < columns; j++) {
            greatest = Math.max(greatest, rows.get(row * columns + j));
        }
        return greatest;
    }
}

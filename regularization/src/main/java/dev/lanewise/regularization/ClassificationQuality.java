package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;

/// How good probabilities of classes are, against the true classes; natural logarithms.
///
/// @param accuracy the share of rows whose greatest probability is that of the true class
/// @param negativeLogLikelihood the mean of −ln p of the true class, with p at least 1e-12
/// @param floored how many rows had a p below that
/// @param brier the mean of Σ (p − y)² over all classes, in [0, 2]; the binary form of two classes is half of it
/// @param expectedCalibrationError ECE: Σ n_b/N·|accuracy − confidence| over 15 bins of equal width (Naeini et al.,
///     2015; Guo et al., 2017), see [ReliabilityTable]
/// @param equalMassCalibrationError the same over 15 bins of equally many rows (Nguyen and O'Connor, 2015)
/// @param maximumCalibrationError MCE: the greatest |accuracy − confidence| of the bins of equal width
/// @param classwiseCalibrationError the mean over the classes of the ECE of each class's probability (Kull et al.,
///     2019)
public record ClassificationQuality(
        double accuracy,
        double negativeLogLikelihood,
        int floored,
        double brier,
        double expectedCalibrationError,
        double equalMassCalibrationError,
        double maximumCalibrationError,
        double classwiseCalibrationError) {
    /// The number of bins of the calibration errors.
    public static final int BINS = 15;

    private static final double FLOOR = 1e-12;

    /// Returns the quality of these probabilities.
    ///
    /// @param probabilities one row an example, of at least 2 classes
    /// @param targets the class of every row, as a number
    /// @throws IllegalArgumentException if rows are no probabilities or targets no classes
    public static ClassificationQuality of(Tensor probabilities, Tensor targets) {
        Rows.checkProbabilities(probabilities);
        Rows.checkTargets(probabilities, targets);
        int rows = probabilities.rows();
        int classes = probabilities.columns();
        int right = 0;
        int floored = 0;
        double likelihood = 0;
        double brier = 0;
        for (int row = 0; row < rows; row++) {
            int target = Rows.target(targets, row, classes);
            double p = probabilities.get(row * classes + target);
            right += Rows.greatest(probabilities, row) == target ? 1 : 0;
            floored += p < FLOOR ? 1 : 0;
            likelihood -= StrictMath.log(Math.max(FLOOR, p));
            brier += brier(probabilities, row, target);
        }
        var table = ReliabilityTable.equalWidth(probabilities, targets, BINS);
        var equalMass = ReliabilityTable.equalMass(probabilities, targets, BINS);
        return new ClassificationQuality(
                (double) right / rows,
                likelihood / rows,
                floored,
                brier / rows,
                table.expectedCalibrationError(),
                equalMass.expectedCalibrationError(),
                table.maximumCalibrationError(),
                classwise(probabilities, targets));
    }

    private static double brier(Tensor probabilities, int row, int target) {
        int classes = probabilities.columns();
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            double difference = probabilities.get(row * classes + j) - (j == target ? 1.0 : 0.0);
            sum += difference * difference;
        }
        return sum;
    }

    private static double classwise(Tensor probabilities, Tensor targets) {
        double sum = 0;
        for (int j = 0; j < probabilities.columns(); j++) {
            sum += ReliabilityTable.ofClass(probabilities, targets, j, BINS).expectedCalibrationError();
        }
        return sum / probabilities.columns();
    }
}

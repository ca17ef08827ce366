package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.ClassificationQuality;
import dev.lanewise.regularization.ConformalSets;
import dev.lanewise.regularization.GaussianPrediction;
import dev.lanewise.regularization.TemperatureScaling;
import java.util.Arrays;

/// What makes uncertainty honest, fitted on the validation rows.
///
/// | | classes | numbers |
/// |---|---|---|
/// | scale | the temperature T of [TemperatureScaling] | √(mean of (y − μ)²/σ²), with which every σ is multiplied |
/// | threshold | of [ConformalSets] | q of the intervals μ ± q·σ, with the scaled σ |
///
/// Both scales give the least negative log-likelihood. The intervals are those of split-conformal prediction with
/// normalized residuals (Lei et al., 2018). The promise of that method, at least 1 − miscoverage, needs rows that
/// nothing else was chosen by. Here the same rows have stopped the training, and fit the scale: sets and intervals hold
/// the truth for about that share of new rows, and a little less where the validation rows are few.
///
/// @param scale finite and above 0
/// @param threshold infinite if there are too few rows for the promise: sets and intervals then hold everything
/// @param miscoverage the share of rows, about, whose set or interval may miss the truth
record Calibration(double scale, double threshold, double miscoverage) {
    /// Sets and intervals hold the truth for about 90 % of rows like the validation rows.
    static final double MISCOVERAGE = 0.1;

    Calibration {
        if (!(scale > 0 && Double.isFinite(scale))
                || Double.isNaN(threshold)
                || !(miscoverage > 0 && miscoverage < 1)) {
            throw new IllegalArgumentException("a calibration needs a finite scale above 0, a threshold and a"
                    + " miscoverage in (0, 1), but has " + scale + ", " + threshold + ", " + miscoverage);
        }
    }

    /// Returns the calibration of probabilities. The temperature stays 1 where every row is right: the likelihood
    /// would grow without end by sureness that a single error, which must come some day, would refute.
    static Calibration ofClasses(Tensor probabilities, Tensor targets) {
        var logits = TemperatureScaling.logits(probabilities);
        boolean allRight = ClassificationQuality.of(probabilities, targets).accuracy() == 1;
        var scaling = allRight ? new TemperatureScaling(1) : TemperatureScaling.fit(logits, targets);
        var sets = ConformalSets.fit(scaling.apply(logits), targets, MISCOVERAGE);
        return new Calibration(scaling.temperature(), sets.threshold(), MISCOVERAGE);
    }

    /// Returns the calibration of normal distributions.
    static Calibration ofNumbers(GaussianPrediction prediction, Tensor targets) {
        var variance = prediction.variance();
        int rows = targets.size();
        double[] scores = new double[rows];
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double error = (double) targets.get(i) - prediction.mean().get(i);
            scores[i] = Math.abs(error) / Math.sqrt(variance.get(i));
            squares += scores[i] * scores[i];
        }
        double scale = Math.max(1e-6, Math.sqrt(squares / rows));
        Arrays.sort(scores);
        // A little less than a whole number is one: (n + 1)(1 − α) is rounded.
        int rank = (int) Math.ceil((rows + 1) * (1 - MISCOVERAGE) - 1e-9);
        double quantile = rank > rows ? Double.POSITIVE_INFINITY : scores[rank - 1] / scale;
        return new Calibration(scale, quantile, MISCOVERAGE);
    }
}

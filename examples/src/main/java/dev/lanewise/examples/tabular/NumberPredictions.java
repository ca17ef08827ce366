package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.GaussianPrediction;
import dev.lanewise.regularization.RegressionQuality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Normal distributions of a number.
///
/// @param target what 0 and 1 stand for
/// @param standard mean and variance as the network gives them, before calibration
/// @param variance the sum of both variances, before calibration
/// @param calibration what scales them
record NumberPredictions(Target target, GaussianPrediction standard, Tensor variance, Calibration calibration)
        implements Predictions {
    static NumberPredictions of(Target target, GaussianPrediction standard, Calibration calibration) {
        return new NumberPredictions(target, standard, standard.variance(), calibration);
    }

    @Override
    public int rows() {
        return variance.rows();
    }

    @Override
    public List<String> header() {
        return List.of("prediction", "standard_deviation", "model_standard_deviation", "low", "high");
    }

    @Override
    public List<String> cells(int row) {
        double half = calibration.threshold() * deviation(row);
        double ofModel =
                calibration.scale() * Math.sqrt(standard.modelVariance().get(row)) * target.deviation();
        return List.of(
                number(mean(row)),
                number(deviation(row)),
                number(ofModel),
                number(mean(row) - half),
                number(mean(row) + half));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    double mean(int row) {
        return target.unscaled(standard.mean().get(row));
    }

    /// Returns the calibrated deviation.
    double deviation(int row) {
        return calibration.scale() * Math.sqrt(variance.get(row)) * target.deviation();
    }

    @Override
    public double uncertainty(int row) {
        return deviation(row);
    }

    double value(Tensor targets, int row) {
        return target.unscaled(targets.get(row));
    }

    @Override
    public String truth(Tensor targets, int row) {
        return number(value(targets, row));
    }

    @Override
    public Map<String, Double> quality(Tensor targets, int usualClass) {
        double factor = calibration.scale() * calibration.scale();
        var scaled = Tensor.zeros(variance.shape());
        for (int i = 0; i < scaled.size(); i++) {
            scaled.set(i, (float) (factor * variance.get(i)));
        }
        var before = RegressionQuality.of(standard.mean(), variance, targets);
        var after = RegressionQuality.of(standard.mean(), scaled, targets);
        double unit = target.deviation();
        double logUnit = StrictMath.log(unit);
        var quality = new LinkedHashMap<String, Double>();
        quality.put("rmse", unit * after.rootMeanSquaredError());
        quality.put("rmse_of_mean", unit * deviationAround(targets, 0));
        quality.put("mae", unit * meanAbsoluteError(targets));
        double spread = deviationAround(targets, mean(targets));
        double share = after.rootMeanSquaredError() / spread;
        quality.put("r2", spread == 0 ? 0 : 1 - share * share);
        quality.put("nll", after.negativeLogLikelihood() + logUnit);
        quality.put("nll_uncalibrated", before.negativeLogLikelihood() + logUnit);
        quality.put("mean_standard_deviation", unit * after.meanDeviation());
        quality.put("coverage_of_50", after.coverage50());
        quality.put("coverage_of_90", after.coverage90());
        quality.put("coverage_of_90_uncalibrated", before.coverage90());
        quality.put("interval_coverage", intervalCoverage(targets));
        return quality;
    }

    private static double mean(Tensor targets) {
        double sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            sum += targets.get(i);
        }
        return sum / targets.size();
    }

    /// Returns √(mean of (t − centre)²).
    private static double deviationAround(Tensor targets, double centre) {
        double sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            sum += (targets.get(i) - centre) * (targets.get(i) - centre);
        }
        return Math.sqrt(sum / targets.size());
    }

    private double meanAbsoluteError(Tensor targets) {
        double sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            sum += Math.abs((double) targets.get(i) - standard.mean().get(i));
        }
        return sum / targets.size();
    }

    private double intervalCoverage(Tensor targets) {
        int inside = 0;
        for (int i = 0; i < targets.size(); i++) {
            inside += Math.abs(value(targets, i) - mean(i)) <= calibration.threshold() * deviation(i) ? 1 : 0;
        }
        return (double) inside / targets.size();
    }
}

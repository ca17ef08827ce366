package dev.lanewise.examples;

import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.ClassificationQuality;
import dev.lanewise.regularization.ConformalSets;
import dev.lanewise.regularization.MonteCarloPrediction;
import dev.lanewise.regularization.TemperatureScaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What one way to predict is worth on the test images, for one seed and one kind of calibration.
///
/// @param method how the probabilities were found
/// @param seed of the network, or of the first of an ensemble
/// @param temperature of the scaling, fitted on the validation images; 1 for none
/// @param probabilities of the test images
/// @param prediction what the probabilities come from
/// @param quality of the probabilities
/// @param sets of conformal prediction with a miscoverage of 0.1, calibrated on the validation images
record UncertaintyRow(
        String method,
        long seed,
        double temperature,
        Tensor probabilities,
        MonteCarloPrediction prediction,
        ClassificationQuality quality,
        ConformalSets.Measured sets) {
    private static final double MISCOVERAGE = 0.1;

    /// Returns the row of a method as it is and the one with temperature scaling.
    static List<UncertaintyRow> of(
            String method, long seed, Uncertainty.Predictions predictions, FashionMnistData images) {
        var validation = TemperatureScaling.logits(predictions.validation().mean());
        var test = TemperatureScaling.logits(predictions.test().mean());
        var fitted = TemperatureScaling.fit(validation, images.validation().targets());
        var rows = new ArrayList<UncertaintyRow>();
        for (var scaling : List.of(new TemperatureScaling(1), fitted)) {
            var probabilities = scaling.temperature() == 1 ? predictions.test().mean() : scaling.apply(test);
            var sets = ConformalSets.fit(
                    scaling.apply(validation), images.validation().targets(), MISCOVERAGE);
            rows.add(new UncertaintyRow(
                    method,
                    seed,
                    scaling.temperature(),
                    probabilities,
                    predictions.test(),
                    ClassificationQuality.of(probabilities, images.test().targets()),
                    sets.measure(probabilities, images.test().targets())));
        }
        return rows;
    }

    private boolean scaled() {
        return temperature != 1;
    }

    /// Returns the rows as a table, with the mean over the seeds for each method.
    static String table(List<UncertaintyRow> rows) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-28s %6s %8s %8s %8s %8s %8s %8s %9s %9s%n",
                "method",
                "seed",
                "T",
                "accuracy",
                "NLL",
                "Brier",
                "ECE",
                "MCE",
                "coverage",
                "set size"));
        for (var row : rows) {
            text.append(line(row.name(), Long.toString(row.seed), List.of(row)));
        }
        for (var name : rows.stream().map(UncertaintyRow::name).distinct().toList()) {
            var same = rows.stream().filter(row -> row.name().equals(name)).toList();
            if (same.size() > 1) {
                text.append(line(name, "mean", same));
            }
        }
        return text.toString();
    }

    /// Returns the method with its kind of calibration.
    String name() {
        return method + (scaled() ? " with temperature" : "");
    }

    private static String line(String name, String seed, List<UncertaintyRow> rows) {
        return String.format(
                Locale.ROOT,
                "%-28s %6s %8.3f %8.4f %8.4f %8.4f %8.4f %8.4f %9.4f %9.3f%n",
                name,
                seed,
                mean(rows, UncertaintyRow::temperature),
                mean(rows, row -> row.quality.accuracy()),
                mean(rows, row -> row.quality.negativeLogLikelihood()),
                mean(rows, row -> row.quality.brier()),
                mean(rows, row -> row.quality.expectedCalibrationError()),
                mean(rows, row -> row.quality.maximumCalibrationError()),
                mean(rows, row -> row.sets.coverage()),
                mean(rows, row -> row.sets.meanSize()));
    }

    private static double mean(List<UncertaintyRow> rows, ToDoubleFunction<UncertaintyRow> number) {
        return rows.stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    Map<String, Object> metrics() {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("method", method);
        metrics.put("seed", seed);
        metrics.put("temperature", temperature);
        metrics.put("accuracy", quality.accuracy());
        metrics.put("nll", quality.negativeLogLikelihood());
        metrics.put("brier", quality.brier());
        metrics.put("ece", quality.expectedCalibrationError());
        metrics.put("ece_equal_mass", quality.equalMassCalibrationError());
        metrics.put("mce", quality.maximumCalibrationError());
        metrics.put("ece_classwise", quality.classwiseCalibrationError());
        metrics.put("conformal_promise", 1 - MISCOVERAGE);
        metrics.put("conformal_coverage", sets.coverage());
        metrics.put("conformal_mean_size", sets.meanSize());
        return metrics;
    }
}

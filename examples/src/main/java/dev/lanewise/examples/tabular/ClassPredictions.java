package dev.lanewise.examples.tabular;

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

/// Probabilities of classes: the mean over the passes, with the temperature.
///
/// @param classes their names
/// @param passes what they gave, before calibration
/// @param probabilities after calibration
/// @param calibration what made them
record ClassPredictions(
        List<String> classes, MonteCarloPrediction passes, Tensor probabilities, Calibration calibration)
        implements Predictions {
    static ClassPredictions of(List<String> classes, MonteCarloPrediction passes, Calibration calibration) {
        var probabilities = new TemperatureScaling(calibration.scale()).apply(TemperatureScaling.logits(passes.mean()));
        return new ClassPredictions(classes, passes, probabilities, calibration);
    }

    @Override
    public int rows() {
        return probabilities.rows();
    }

    @Override
    public List<String> header() {
        var header = new ArrayList<>(List.of("prediction"));
        classes.forEach(name -> header.add("p " + name));
        header.addAll(List.of("standard_deviation", "entropy", "mutual_information", "set"));
        return header;
    }

    @Override
    public List<String> cells(int row) {
        int choice = choice(row);
        var cells = new ArrayList<>(List.of(classes.get(choice)));
        for (int j = 0; j < classes.size(); j++) {
            cells.add(number(probability(row, j)));
        }
        cells.add(number(passes.standardDeviation().get(row * classes.size() + choice)));
        cells.add(number(uncertainty(row)));
        cells.add(number(passes.mutualInformation(row)));
        cells.add(String.join("|", set(row)));
        return cells;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /// Returns the class of the greatest probability, the first of several.
    int choice(int row) {
        int choice = 0;
        for (int j = 1; j < classes.size(); j++) {
            choice = probability(row, j) > probability(row, choice) ? j : choice;
        }
        return choice;
    }

    float probability(int row, int ofClass) {
        return probabilities.get(row * classes.size() + ofClass);
    }

    /// Returns the classes that hold the true one with the promised probability.
    private List<String> set(int row) {
        var names = new ArrayList<String>();
        for (int j = 0; j < classes.size(); j++) {
            if (inSet(row, j)) {
                names.add(classes.get(j));
            }
        }
        return names;
    }

    /// The most probable class is always in the set: for a good model the promise alone would leave some sets
    /// empty.
    private boolean inSet(int row, int ofClass) {
        var sets = new ConformalSets(calibration.miscoverage(), calibration.threshold());
        return ofClass == choice(row) || sets.contains(probabilities, row, ofClass);
    }

    /// Returns −Σ p·ln p of the calibrated probabilities.
    @Override
    public double uncertainty(int row) {
        double sum = 0;
        for (int j = 0; j < classes.size(); j++) {
            double p = probability(row, j);
            sum -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        return sum;
    }

    @Override
    public String truth(Tensor targets, int row) {
        return classes.get((int) targets.get(row));
    }

    @Override
    public Map<String, Double> quality(Tensor targets) {
        var before = ClassificationQuality.of(passes.mean(), targets);
        var after = ClassificationQuality.of(probabilities, targets);
        int covered = 0;
        int named = 0;
        for (int row = 0; row < rows(); row++) {
            covered += inSet(row, (int) targets.get(row)) ? 1 : 0;
            named += set(row).size();
        }
        var quality = new LinkedHashMap<String, Double>();
        quality.put("accuracy", after.accuracy());
        quality.put("accuracy_of_most_frequent", mostFrequent(targets));
        quality.put("nll", after.negativeLogLikelihood());
        quality.put("nll_uncalibrated", before.negativeLogLikelihood());
        quality.put("brier", after.brier());
        quality.put("ece", after.expectedCalibrationError());
        quality.put("ece_uncalibrated", before.expectedCalibrationError());
        quality.put("set_coverage", (double) covered / rows());
        quality.put("set_mean_size", (double) named / rows());
        return quality;
    }

    private double mostFrequent(Tensor targets) {
        int[] counts = new int[classes.size()];
        int most = 0;
        for (int row = 0; row < targets.size(); row++) {
            most = Math.max(most, ++counts[(int) targets.get(row)]);
        }
        return (double) most / targets.size();
    }
}

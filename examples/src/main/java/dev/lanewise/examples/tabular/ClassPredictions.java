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
/// @param sets which classes may be the true one
record ClassPredictions(
        List<String> classes,
        MonteCarloPrediction passes,
        Tensor probabilities,
        Calibration calibration,
        ConformalSets sets)
        implements Predictions {
    static ClassPredictions of(List<String> classes, MonteCarloPrediction passes, Calibration calibration) {
        var probabilities = new TemperatureScaling(calibration.scale()).apply(TemperatureScaling.logits(passes.mean()));
        var sets = new ConformalSets(calibration.miscoverage(), calibration.threshold());
        return new ClassPredictions(classes, passes, probabilities, calibration, sets);
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
        cells.add(set(row, choice));
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

    /// Returns the set of a row with bars between the names; within them `|` is written `\|` and `\` as `\\`.
    private String set(int row, int choice) {
        var names = new ArrayList<String>();
        for (int j = 0; j < classes.size(); j++) {
            if (inSet(row, j, choice)) {
                names.add(classes.get(j).replace("\\", "\\\\").replace("|", "\\|"));
            }
        }
        return String.join("|", names);
    }

    /// The most probable class is always in the set: for a good model the promise alone would leave some sets
    /// empty.
    private boolean inSet(int row, int ofClass, int choice) {
        return ofClass == choice || sets.contains(probabilities, row, ofClass);
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
    public Map<String, Double> quality(Tensor targets, int usualClass) {
        var before = ClassificationQuality.of(passes.mean(), targets);
        var after = ClassificationQuality.of(probabilities, targets);
        int covered = 0;
        int named = 0;
        int usual = 0;
        for (int row = 0; row < rows(); row++) {
            int truth = (int) targets.get(row);
            int choice = choice(row);
            covered += inSet(row, truth, choice) ? 1 : 0;
            usual += truth == usualClass ? 1 : 0;
            for (int j = 0; j < classes.size(); j++) {
                named += inSet(row, j, choice) ? 1 : 0;
            }
        }
        var quality = new LinkedHashMap<String, Double>();
        quality.put("accuracy", after.accuracy());
        quality.put("accuracy_of_most_frequent", (double) usual / rows());
        quality.put("nll", after.negativeLogLikelihood());
        quality.put("nll_uncalibrated", before.negativeLogLikelihood());
        quality.put("brier", after.brier());
        quality.put("ece", after.expectedCalibrationError());
        quality.put("ece_uncalibrated", before.expectedCalibrationError());
        quality.put("set_coverage", (double) covered / rows());
        quality.put("set_mean_size", (double) named / rows());
        return quality;
    }
}

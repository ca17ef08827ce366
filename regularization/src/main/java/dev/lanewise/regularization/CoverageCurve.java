package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// Accuracy against coverage: how accurate the predictions are if only the most certain rows are answered (El-Yaniv and
/// Wiener, 2010).
///
/// @param accuracies element k − 1 is the accuracy of the k most certain rows
public record CoverageCurve(Tensor accuracies) {
    /// Returns the curve of these predictions.
    ///
    /// @param probabilities one row an example
    /// @param targets the class of every row, as a number
    /// @param uncertainties one number a row, less for rows to be answered first, such as the predictive entropy;
    ///     equal ones are taken in the order of the rows
    /// @throws IllegalArgumentException if rows are no probabilities, targets no classes, or uncertainties NaN
    public static CoverageCurve of(Tensor probabilities, Tensor targets, Tensor uncertainties) {
        Rows.checkProbabilities(probabilities);
        Rows.checkTargets(probabilities, targets);
        if (uncertainties.size() != probabilities.rows()) {
            throw new IllegalArgumentException("there must be an uncertainty for every row: " + probabilities.rows()
                    + " rows, " + uncertainties.size() + " uncertainties");
        }
        int[] order = Rows.ascending(uncertainties);
        if (Float.isNaN(uncertainties.get(order[order.length - 1]))) {
            throw new IllegalArgumentException("an uncertainty must be a number, but one is NaN");
        }
        var accuracies = Tensor.zeros(Shape.of(order.length));
        int right = 0;
        for (int i = 0; i < order.length; i++) {
            int target = Rows.target(targets, order[i], probabilities.columns());
            right += Rows.greatest(probabilities, order[i]) == target ? 1 : 0;
            accuracies.set(i, (float) ((double) right / (i + 1)));
        }
        return new CoverageCurve(accuracies);
    }

    /// Returns the accuracy of the ⌈coverage·N⌉ most certain rows.
    ///
    /// @param coverage the share of rows answered, in (0, 1]
    /// @throws IllegalArgumentException if it is not
    public double accuracy(double coverage) {
        if (!(coverage > 0 && coverage <= 1)) {
            throw new IllegalArgumentException("coverage must be in (0, 1], but is " + coverage);
        }
        return accuracies.get((int) Math.ceil(coverage * accuracies.size()) - 1);
    }

    /// Returns the mean of 1 − accuracy over all coverages 1/N, 2/N, … 1: the area under the risk-coverage curve,
    /// less for a better order.
    public double areaUnderRisk() {
        double sum = 0;
        for (int i = 0; i < accuracies.size(); i++) {
            sum += 1.0 - accuracies.get(i);
        }
        return sum / accuracies.size();
    }
}

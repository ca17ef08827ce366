package dev.lanewise.examples.tabular;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.ReliabilityTable;

/// The points of a reliability diagram: what is promised against what is found.
///
/// @param promised confidences of bins of rows, or the shares that central intervals should hold
/// @param found accuracies, or the shares they hold
record Reliability(double[] promised, double[] found) {
    private static final int BINS = 10;

    /// Returns the points of probabilities, ten bins of equally many rows.
    static Reliability of(Tensor probabilities, Tensor targets) {
        var bins = ReliabilityTable.equalMass(probabilities, targets, BINS).bins().stream()
                .filter(bin -> bin.count() > 0)
                .toList();
        return new Reliability(
                bins.stream().mapToDouble(ReliabilityTable.Bin::confidence).toArray(),
                bins.stream().mapToDouble(ReliabilityTable.Bin::accuracy).toArray());
    }

    /// Returns the points of normal distributions whose deviations are multiplied by a scale: an interval with the
    /// share c holds y if erf(|y − μ|/(√2·σ)) ≤ c.
    static Reliability of(NumberPredictions predictions, Tensor targets, double scale) {
        int rows = predictions.rows();
        var shares = Tensor.zeros(Shape.of(rows));
        for (int i = 0; i < rows; i++) {
            double error = Math.abs(
                    (double) targets.get(i) - predictions.standard().mean().get(i));
            double deviation = scale * Math.sqrt(predictions.variance().get(i));
            shares.set(i, (float) (error / deviation / Math.sqrt(2)));
        }
        Functions.erf(shares, shares);
        double[] promised = new double[BINS + 1];
        double[] found = new double[BINS + 1];
        for (int k = 0; k <= BINS; k++) {
            promised[k] = (double) k / BINS;
            for (int i = 0; i < rows; i++) {
                found[k] += shares.get(i) <= promised[k] ? 1.0 / rows : 0;
            }
        }
        return new Reliability(promised, found);
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// Calibration by one number (Guo et al., 2017): probabilities softmax(z/T) with the temperature T for which the
/// validation data has the least negative log-likelihood. The order of the classes, and so the accuracy, stays.
///
/// @param temperature T, finite and above 0; above 1 it makes predictions less sure
public record TemperatureScaling(double temperature) {
    /// Between the reciprocals of these numbers 1/T is searched.
    private static final double GREATEST = 1e3;

    private static final int ITERATIONS = 200;

    /// Checks the temperature.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public TemperatureScaling {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("a temperature must be finite and above 0, but is " + temperature);
        }
    }

    /// Returns the scaling with the least negative log-likelihood on validation data, with T in [0.001, 1000]; an
    /// end where the likelihood grows beyond, as for rows that are all right.
    ///
    /// With b = 1/T the mean of ln Σ exp(b·z) − b·z_y is convex in b: its derivative is the mean of E z − z_y under
    /// the scaled probabilities and its second one the mean variance of z. Newton's method, with bisection where it
    /// would leave the interval known to hold the zero; in double.
    ///
    /// @param logits one row an example: what went into the softmax, or for a mean of probabilities their
    ///     [logarithms][#logits(Tensor)]
    /// @param targets the class of every row, as a number
    /// @throws IllegalArgumentException if a logit is not finite or targets are no classes
    public static TemperatureScaling fit(Tensor logits, Tensor targets) {
        Rows.checkTargets(logits, targets);
        if (!Functions.allFinite(logits)) {
            throw new IllegalArgumentException("logits must be finite; take logits(probabilities) for probabilities");
        }
        double low = 1 / GREATEST;
        double high = GREATEST;
        if (derivatives(logits, targets, high)[0] <= 0) {
            return new TemperatureScaling(1 / high);
        }
        if (derivatives(logits, targets, low)[0] >= 0) {
            return new TemperatureScaling(1 / low);
        }
        double inverse = 1;
        for (int i = 0; i < ITERATIONS && high - low > 1e-13 * high; i++) {
            double[] derivatives = derivatives(logits, targets, inverse);
            if (derivatives[0] > 0) {
                high = inverse;
            } else {
                low = inverse;
            }
            double next = inverse - derivatives[0] / derivatives[1];
            if (Math.abs(next - inverse) <= 1e-13 * inverse) {
                break;
            }
            inverse = next > low && next < high ? next : bisect(low, high);
        }
        return new TemperatureScaling(1 / inverse);
    }

    /// Returns the middle on the scale of logarithms, since the interval spans magnitudes.
    private static double bisect(double low, double high) {
        return Math.sqrt(low * high);
    }

    private static double[] derivatives(Tensor logits, Tensor targets, double inverse) {
        int classes = logits.columns();
        double first = 0;
        double second = 0;
        for (int row = 0; row < logits.rows(); row++) {
            int at = row * classes;
            double greatest = logits.get(at + Rows.greatest(logits, row));
            double sum = 0;
            double mean = 0;
            double squares = 0;
            for (int j = 0; j < classes; j++) {
                double z = logits.get(at + j) - greatest;
                double weight = StrictMath.exp(inverse * z);
                sum += weight;
                mean += weight * z;
                squares += weight * z * z;
            }
            mean /= sum;
            first += mean - (logits.get(at + Rows.target(targets, row, classes)) - greatest);
            second += squares / sum - mean * mean;
        }
        return new double[] {first / logits.rows(), second / logits.rows()};
    }

    /// Returns softmax(z/T) of every row.
    public Tensor apply(Tensor logits) {
        var result = Tensor.zeros(logits.shape());
        float inverse = (float) (1 / temperature);
        for (int i = 0; i < result.size(); i++) {
            result.set(i, inverse * logits.get(i));
        }
        Functions.softmax(result, result);
        return result;
    }

    /// Returns logits that belong to probabilities: ln p, with p at least 1.2e-38, the least normal float.
    public static Tensor logits(Tensor probabilities) {
        Rows.checkProbabilities(probabilities);
        var result = Tensor.zeros(probabilities.shape());
        for (int i = 0; i < result.size(); i++) {
            result.set(i, Math.max(Float.MIN_NORMAL, probabilities.get(i)));
        }
        Functions.log(result, result);
        return result;
    }
}

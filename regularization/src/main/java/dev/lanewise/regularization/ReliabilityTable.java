package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What a reliability diagram shows: rows sorted into bins by confidence, and how often those of each bin were right
/// (DeGroot and Fienberg, 1983). Calibrated probabilities have accuracy = confidence in every bin.
///
/// @param bins by ascending confidence; some may be empty
public record ReliabilityTable(List<Bin> bins) {
    /// One bin.
    ///
    /// @param lower where it begins; not part of it but for the first
    /// @param upper where it ends; part of it
    /// @param count how many rows it has
    /// @param confidence the mean confidence of its rows; 0 if there are none
    /// @param accuracy the share of its rows that were right; 0 if there are none
    public record Bin(double lower, double upper, int count, double confidence, double accuracy) {
        /// Returns |accuracy − confidence|.
        public double gap() {
            return Math.abs(accuracy - confidence);
        }
    }

    /// Copies the bins.
    public ReliabilityTable {
        bins = List.copyOf(bins);
    }

    /// Returns the table of the greatest probability of every row, with bins (k/n, (k + 1)/n] of equal width.
    ///
    /// @param probabilities one row an example
    /// @param targets the class of every row, as a number
    /// @param bins n, at least 1
    /// @throws IllegalArgumentException if there is no bin, rows are no probabilities, or targets no classes
    public static ReliabilityTable equalWidth(Tensor probabilities, Tensor targets, int bins) {
        return Hits.ofChoice(probabilities, targets).equalWidth(bins);
    }

    /// Returns the table of the greatest probability of every row, with bins of equally many rows: of the rows
    /// sorted by confidence, bin k has those from ⌊k·N/n⌋ to ⌊(k + 1)·N/n⌋, and reaches up to its greatest
    /// confidence.
    ///
    /// @param probabilities one row an example
    /// @param targets the class of every row, as a number
    /// @param bins n, at least 1
    /// @throws IllegalArgumentException if there is no bin, rows are no probabilities, or targets no classes
    public static ReliabilityTable equalMass(Tensor probabilities, Tensor targets, int bins) {
        return Hits.ofChoice(probabilities, targets).equalMass(bins);
    }

    /// Returns the table of the probability of one class, right where that class is the target, with bins of equal
    /// width.
    ///
    /// @param probabilities one row an example
    /// @param targets the class of every row, as a number
    /// @param ofClass the class
    /// @param bins at least 1
    /// @throws IllegalArgumentException if there is no bin or no such class, rows are no probabilities, or targets
    ///     no classes
    public static ReliabilityTable ofClass(Tensor probabilities, Tensor targets, int ofClass, int bins) {
        return Hits.ofClass(probabilities, targets, ofClass).equalWidth(bins);
    }

    /// Returns Σ n_b/N·|accuracy − confidence|.
    public double expectedCalibrationError() {
        double sum = 0;
        long rows = 0;
        for (var bin : bins) {
            sum += bin.count * bin.gap();
            rows += bin.count;
        }
        return sum / rows;
    }

    /// Returns the greatest |accuracy − confidence| of the bins that are not empty.
    public double maximumCalibrationError() {
        double greatest = 0;
        for (var bin : bins) {
            greatest = bin.count == 0 ? greatest : Math.max(greatest, bin.gap());
        }
        return greatest;
    }

    /// The confidence of every row, and whether it was right.
    private record Hits(Tensor confidence, boolean[] right) {
        static Hits ofChoice(Tensor probabilities, Tensor targets) {
            Rows.checkProbabilities(probabilities);
            Rows.checkTargets(probabilities, targets);
            int classes = probabilities.columns();
            var hits = new Hits(Tensor.zeros(Shape.of(probabilities.rows())), new boolean[probabilities.rows()]);
            for (int row = 0; row < probabilities.rows(); row++) {
                int choice = Rows.greatest(probabilities, row);
                hits.confidence.set(row, probabilities.get(row * classes + choice));
                hits.right[row] = choice == Rows.target(targets, row, classes);
            }
            return hits;
        }

        static Hits ofClass(Tensor probabilities, Tensor targets, int ofClass) {
            Rows.checkProbabilities(probabilities);
            Rows.checkTargets(probabilities, targets);
            int classes = probabilities.columns();
            if (ofClass < 0 || ofClass >= classes) {
                throw new IllegalArgumentException("a class must be in [0, " + classes + "), but is " + ofClass);
            }
            var hits = new Hits(Tensor.zeros(Shape.of(probabilities.rows())), new boolean[probabilities.rows()]);
            for (int row = 0; row < probabilities.rows(); row++) {
                hits.confidence.set(row, probabilities.get(row * classes + ofClass));
                hits.right[row] = ofClass == Rows.target(targets, row, classes);
            }
            return hits;
        }

        ReliabilityTable equalWidth(int bins) {
            check(bins);
            var sums = new double[bins];
            var counts = new int[bins];
            var rights = new int[bins];
            for (int row = 0; row < right.length; row++) {
                double p = confidence.get(row);
                int bin = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
                sums[bin] += p;
                counts[bin]++;
                rights[bin] += right[row] ? 1 : 0;
            }
            var table = new ArrayList<Bin>();
            for (int bin = 0; bin < bins; bin++) {
                int n = Math.max(1, counts[bin]);
                double lower = (double) bin / bins;
                double upper = (bin + 1.0) / bins;
                table.add(new Bin(lower, upper, counts[bin], sums[bin] / n, (double) rights[bin] / n));
            }
            return new ReliabilityTable(table);
        }

        ReliabilityTable equalMass(int bins) {
            check(bins);
            int[] order = Rows.ascending(confidence);
            var table = new ArrayList<Bin>();
            double lower = 0;
            for (int bin = 0; bin < bins; bin++) {
                int from = (int) ((long) bin * order.length / bins);
                int to = (int) ((bin + 1L) * order.length / bins);
                double upper = to == from ? lower : confidence.get(order[to - 1]);
                table.add(bin(order, from, to, lower, upper));
                lower = upper;
            }
            return new ReliabilityTable(table);
        }

        private Bin bin(int[] order, int from, int to, double lower, double upper) {
            double sum = 0;
            int rights = 0;
            for (int i = from; i < to; i++) {
                sum += confidence.get(order[i]);
                rights += right[order[i]] ? 1 : 0;
            }
            int n = Math.max(1, to - from);
            return new Bin(lower, upper, to - from, sum / n, (double) rights / n);
        }

        private static void check(int bins) {
            if (bins < 1) {
                throw new IllegalArgumentException("a reliability table needs at least 1 bin, but has " + bins);
            }
        }
    }
}

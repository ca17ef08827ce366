package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The area under the curve of receiver operation or of precision against recall, over all elements of all rows, by
/// Keras' thresholds: −ε, 1 / (n − 1), …, (n − 2) / (n − 1), 1 + ε with ε = 1e-7, where p > threshold is a yes. Outputs
/// must be in [0, 1]; equal outputs, and those between the same two thresholds, are one point of the curve. Only
/// [RankedArea] tells the latter apart.
///
/// For receiver operation the points are joined by lines. For precision and recall they are interpolated as Davis and
/// Goadrich (2006) do, with true and false positives linear between two thresholds.
///
/// @param precisionRecall which curve
/// @param thresholds n, at least 3
record AreaUnderCurve(boolean precisionRecall, int thresholds) implements Metric {
    AreaUnderCurve {
        if (thresholds < 3) {
            throw new IllegalArgumentException("an area needs at least 3 thresholds, but has " + thresholds);
        }
    }

    @Override
    public String name() {
        return precisionRecall ? "pr_auc" : "roc_auc";
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    /// Returns 2n: the weight of the elements whose target is yes, then no, that lie above exactly i + 1
    /// thresholds.
    @Override
    public int sums(int columns) {
        return 2 * thresholds;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        Targets.oneForEveryOutput(output, targets);
        int columns = output.columns();
        for (int i = 0; i < output.size(); i++) {
            double p = output.get(i);
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("an area under a curve needs outputs in [0, 1], but got " + p);
            }
            int place = (targets.get(i) != 0 ? 0 : thresholds) + above(p) - 1;
            sums[place] += weights[i / columns];
        }
    }

    /// Returns how many thresholds p is above.
    private int above(double p) {
        int count = Math.max(1, (int) Math.ceil(p * (thresholds - 1)));
        while (count < thresholds - 1 && p > (double) count / (thresholds - 1)) {
            count++;
        }
        while (count > 1 && !(p > (double) (count - 1) / (thresholds - 1))) {
            count--;
        }
        return count;
    }

    @Override
    public double result(double[] sums) {
        double yes = total(sums, 0);
        double no = total(sums, thresholds);
        double right = 0;
        double wrong = 0;
        double area = 0;
        // From the greatest threshold down; those above it so far are `right` and `wrong`.
        for (int i = thresholds - 1; i >= 0; i--) {
            double moreRight = sums[i];
            double moreWrong = sums[thresholds + i];
            area += precisionRecall
                    ? underPrecision(right, moreRight, wrong, moreWrong)
                    : moreWrong * (right + moreRight / 2);
            right += moreRight;
            wrong += moreWrong;
        }
        double whole = precisionRecall ? yes : yes * no;
        return whole == 0 ? 0 : area / whole;
    }

    private double total(double[] sums, int from) {
        double total = 0;
        for (int i = from; i < from + thresholds; i++) {
            total += sums[i];
        }
        return total;
    }

    /// slope·(ΔTP + intercept·ln(P_A / P_B)) with TP = slope·P + intercept between B, the greater threshold, and A.
    private static double underPrecision(double right, double moreRight, double wrong, double moreWrong) {
        double before = right + wrong;
        double after = before + moreRight + moreWrong;
        if (after == before) {
            return 0;
        }
        double slope = moreRight / (after - before);
        double intercept = right - slope * before;
        return slope * (moreRight + (before > 0 ? intercept * StrictMath.log(after / before) : 0));
    }
}

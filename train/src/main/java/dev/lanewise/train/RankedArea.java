package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import it.unimi.dsi.fastutil.doubles.DoubleArrays;

/// The area under the curve of receiver operation or of precision against recall with every output as a threshold, over
/// all elements of all rows. Outputs may be any numbers, such as logits; elements with equal outputs are one point of
/// the curve.
///
/// For receiver operation it is the share of the pairs of a yes and a no in which the yes has the greater output, equal
/// ones counting ½ (Hanley and McNeil, 1982), as scikit-learn's `roc_auc_score`: Σ wᵢ·wⱼ·([pᵢ > pⱼ] + ½·[pᵢ = pⱼ]) / (Σ
/// wᵢ · Σ wⱼ) over every yes i and no j with weights w. For precision and recall it is the average precision Σ (Rₖ −
/// Rₖ₋₁)·Pₖ over the outputs k from the greatest down, which does not interpolate, as scikit-learn's
/// `average_precision_score`.
///
/// Every output is kept until the epoch or evaluation ends: 16 bytes for each, and as many again while the area is
/// computed. The sums run in the order of the outputs, so the order of the rows changes no bit.
///
/// @param precisionRecall which curve
record RankedArea(boolean precisionRecall) implements Metric {
    @Override
    public String name() {
        return precisionRecall ? "average_precision" : "exact_roc_auc";
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    /// Returns 1: how many outputs there are.
    @Override
    public int sums(int columns) {
        return 1;
    }

    /// Returns 2: the output, and its weight, which is negative where the target is no.
    @Override
    public int sumsPerOutput() {
        return 2;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        Targets.oneForEveryOutput(output, targets);
        int columns = output.columns();
        int at = 1 + 2 * (int) sums[0];
        for (int i = 0; i < output.size(); i++) {
            double p = output.get(i);
            if (Double.isNaN(p)) {
                throw new IllegalArgumentException("an area under a curve needs outputs that are numbers, but got NaN");
            }
            double weight = weights[i / columns];
            sums[at++] = p;
            sums[at++] = targets.get(i) != 0 ? weight : -weight;
        }
        sums[0] += output.size();
    }

    @Override
    public double result(double[] sums) {
        int count = (int) sums[0];
        var outputs = new double[count];
        var weights = new double[count];
        for (int i = 0; i < count; i++) {
            outputs[i] = sums[1 + 2 * i];
            weights[i] = sums[2 + 2 * i];
        }
        DoubleArrays.quickSort(outputs, weights);
        return area(outputs, weights);
    }

    /// Goes from the greatest output down; those above so far are `right` and `wrong`.
    private double area(double[] outputs, double[] weights) {
        double right = 0;
        double wrong = 0;
        double area = 0;
        int i = outputs.length - 1;
        while (i >= 0) {
            double output = outputs[i];
            double moreRight = 0;
            double moreWrong = 0;
            for (; i >= 0 && outputs[i] == output; i--) {
                moreRight += Math.max(weights[i], 0);
                moreWrong += Math.max(-weights[i], 0);
            }
            double before = right;
            right += moreRight;
            wrong += moreWrong;
            if (!precisionRecall) {
                area += moreWrong * (before + moreRight / 2);
            } else if (moreRight > 0) {
                area += moreRight * (right / (right + wrong));
            }
        }
        double whole = precisionRecall ? right : right * wrong;
        return whole == 0 ? 0 : area / whole;
    }
}

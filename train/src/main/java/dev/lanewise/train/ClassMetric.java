package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// Precision, recall or F-score over classes, of which the greatest output of a row is the prediction. A target is the
/// class as a number, or a row whose greatest element stands for it.
///
/// @param kind which
/// @param averaging how the classes are joined
/// @param beta β of the F-score
record ClassMetric(DecisionMetric.Kind kind, Averaging averaging, double beta) implements Metric {
    private static final int KINDS = 3;

    ClassMetric {
        Ranges.positive("beta of an F-score", beta);
    }

    @Override
    public String name() {
        return switch (kind) {
            case PRECISION -> averaging.prefix() + "_precision";
            case RECALL -> averaging.prefix() + "_recall";
            case F_SCORE -> averaging.prefix() + (beta == 1 ? "_f1_score" : "_f_score");
        };
    }

    @Override
    public Direction direction() {
        return Direction.UP;
    }

    @Override
    public int sums(int columns) {
        return KINDS * columns;
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        int columns = output.columns();
        for (int row = 0; row < output.rows(); row++) {
            int predicted = ProbabilityRows.argMax(output, row);
            int target = targets.columns() == 1
                    ? Targets.classOf(targets, row, columns)
                    : ProbabilityRows.argMax(targets, row);
            if (predicted == target) {
                sums[KINDS * target] += weights[row];
            } else {
                sums[KINDS * predicted + 1] += weights[row];
                sums[KINDS * target + 2] += weights[row];
            }
        }
    }

    @Override
    public double result(double[] sums) {
        double[] all = new double[KINDS];
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < sums.length; i += KINDS) {
            double[] ofClass = {sums[i], sums[i + 1], sums[i + 2]};
            double weight = averaging == Averaging.WEIGHTED ? sums[i] + sums[i + 2] : 1;
            sum += weight * decision().result(ofClass);
            weights += weight;
            for (int j = 0; j < KINDS; j++) {
                all[j] += ofClass[j];
            }
        }
        return averaging == Averaging.MICRO ? decision().result(all) : weights == 0 ? 0 : sum / weights;
    }

    private DecisionMetric decision() {
        return new DecisionMetric(kind, 0.5, beta);
    }
}

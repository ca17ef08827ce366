package dev.lanewise.train;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Tensor;

/// The losses by name, as in Keras.
public enum Losses implements Loss {
    /// −ln p of the target class, for probabilities; the target is the class as a number. Rows are divided by their
    /// sum and p is clipped to [1e-7, 1 − 1e-7], where the gradient is 0. After a softmax the trainer takes the
    /// logits instead.
    SPARSE_CATEGORICAL_CROSSENTROPY {
        @Override
        public double evaluate(Tensor output, Tensor targets, Tensor gradient) {
            int columns = output.columns();
            double sum = 0;
            for (int row = 0; row < output.rows(); row++) {
                int target = targetClass(targets, row, columns);
                double total = 0;
                for (int j = 0; j < columns; j++) {
                    total += output.get(row * columns + j);
                }
                double p = output.get(row * columns + target) / total;
                boolean inside = p > LEAST && p < 1 - LEAST;
                sum -= Math.log(Math.clamp(p, LEAST, 1 - LEAST));
                for (int j = 0; j < columns; j++) {
                    double slope = 1 / total - (j == target ? 1 / (p * total) : 0);
                    gradient.set(row * columns + j, inside ? (float) (slope / output.rows()) : 0f);
                }
            }
            return sum / output.rows();
        }

        @Override
        public Loss fromLogits() {
            return SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS;
        }
    },
    /// ln Σ exp(z) − z of the target class, for logits z; the target is the class as a number. The gradient is
    /// (softmax(z) − onehot) / rows.
    SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS {
        @Override
        public double evaluate(Tensor output, Tensor targets, Tensor gradient) {
            int columns = output.columns();
            int rows = output.rows();
            Functions.softmax(output, gradient);
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                int target = targetClass(targets, row, columns);
                int at = row * columns;
                int greatest = argMax(output, row);
                // ln Σ exp(z) = z_max − ln softmax(z)_max, and that softmax is at least 1 / columns.
                sum += (double) output.get(at + greatest)
                        - output.get(at + target)
                        - StrictMath.log(gradient.get(at + greatest));
                gradient.set(at + target, gradient.get(at + target) - 1f);
            }
            float share = 1f / rows;
            for (int i = 0; i < gradient.size(); i++) {
                gradient.set(i, gradient.get(i) * share);
            }
            return sum / rows;
        }
    },
    /// The mean of (output − target)² over all elements.
    MEAN_SQUARED_ERROR {
        @Override
        public double evaluate(Tensor output, Tensor targets, Tensor gradient) {
            if (targets.size() != output.size()) {
                throw new IllegalArgumentException("the mean squared error needs a target for every output: outputs "
                        + output.shape() + ", targets " + targets.shape());
            }
            double sum = 0;
            for (int i = 0; i < output.size(); i++) {
                double error = (double) output.get(i) - targets.get(i);
                sum += error * error;
                gradient.set(i, (float) (2 * error / output.size()));
            }
            return sum / output.size();
        }
    };

    private static final double LEAST = 1e-7;

    private static int targetClass(Tensor targets, int row, int classes) {
        float target = targets.get(row);
        if (!(target >= 0 && target < classes && target == (int) target)) {
            throw new IllegalArgumentException(
                    "a target class must be a whole number in [0, " + classes + "), but row " + row + " has " + target);
        }
        return (int) target;
    }

    /// Returns the index of the greatest output of a row, the first of several.
    static int argMax(Tensor output, int row) {
        int columns = output.columns();
        float[] values = output.array();
        int at = output.offset() + row * columns;
        int greatest = 0;
        for (int j = 1; j < columns; j++) {
            greatest = values[at + j] > values[at + greatest] ? j : greatest;
        }
        return greatest;
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// The losses of [Losses] that look at a whole row and have no option.
enum Rowwise implements RowLoss {
    KL_DIVERGENCE {
        @Override
        double row(Tensor output, Tensor targets, int from, int to, double factor, Tensor gradient) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double t = Math.clamp(targets.get(i), Targets.EPSILON, 1);
                double y = Math.clamp(output.get(i), Targets.EPSILON, 1);
                sum += t * StrictMath.log(t / y);
                gradient.set(i, y == output.get(i) ? (float) (-t / y * factor) : 0f);
            }
            return sum;
        }
    },
    /// −cos(y, t) has the derivative (cos·y/‖y‖ − t/‖t‖) / ‖y‖.
    COSINE_SIMILARITY {
        @Override
        double row(Tensor output, Tensor targets, int from, int to, double factor, Tensor gradient) {
            double outputLength = length(output, from, to);
            double targetLength = length(targets, from, to);
            double cosine = 0;
            for (int i = from; i < to; i++) {
                cosine += output.get(i) / outputLength * (targets.get(i) / targetLength);
            }
            for (int i = from; i < to; i++) {
                double slope = cosine * output.get(i) / outputLength - targets.get(i) / targetLength;
                gradient.set(i, outputLength > Targets.EPSILON ? (float) (slope / outputLength * factor) : 0f);
            }
            return -cosine;
        }

        private double length(Tensor tensor, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += (double) tensor.get(i) * tensor.get(i);
            }
            return Math.max(Math.sqrt(sum), Targets.EPSILON);
        }
    },
    CATEGORICAL_HINGE {
        @Override
        double row(Tensor output, Tensor targets, int from, int to, double factor, Tensor gradient) {
            double right = 0;
            int worst = from;
            for (int i = from; i < to; i++) {
                right += (double) targets.get(i) * output.get(i);
                worst = wrong(output, targets, i) > wrong(output, targets, worst) ? i : worst;
            }
            double loss = wrong(output, targets, worst) - right + 1;
            double active = loss > 0 ? factor : 0;
            for (int i = from; i < to; i++) {
                double slope = (i == worst ? 1 - targets.get(i) : 0) - targets.get(i);
                gradient.set(i, (float) (slope * active));
            }
            return Math.max(loss, 0);
        }

        private double wrong(Tensor output, Tensor targets, int i) {
            return (1.0 - targets.get(i)) * output.get(i);
        }
    };

    @Override
    public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
        Targets.oneForEveryOutput(output, targets);
        return RowLoss.super.evaluate(output, targets, factors, gradient);
    }

    @Override
    public double evaluateRow(Tensor output, Tensor targets, int row, double factor, Tensor gradient) {
        int columns = output.columns();
        return row(output, targets, row * columns, (row + 1) * columns, factor, gradient);
    }

    abstract double row(Tensor output, Tensor targets, int from, int to, double factor, Tensor gradient);
}

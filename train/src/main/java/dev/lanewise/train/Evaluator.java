package dev.lanewise.train;

import dev.lanewise.layers.Mode;

/// Runs a model over a data set in inference mode and takes the means.
final class Evaluator {
    /// How many rows run at once; more make it no faster.
    static final int ROWS = 500;

    private final Buffers buffers;
    private final Loss loss;
    private final Metric metric;

    Evaluator(Buffers buffers, Loss loss, Metric metric) {
        this.buffers = buffers;
        this.loss = loss;
        this.metric = metric;
    }

    /// Returns the means over a data set.
    ///
    /// @param penalty the sum of the penalties of the weights as they are
    Evaluation evaluate(Dataset data, double penalty) {
        double sum = 0;
        double metricSum = 0;
        for (int from = 0; from < data.size(); from += ROWS) {
            int to = Math.min(from + ROWS, data.size());
            var part = data.rows(from, to);
            var output = buffers.workspaceFor(ROWS).forward(part.features(), Mode.INFERENCE, 0, from);
            sum += (to - from) * loss.evaluate(output, part.targets(), buffers.gradientFor(output));
            metricSum += metric.sum(output, part.targets());
        }
        return new Evaluation(sum / data.size(), penalty, metricSum / data.size());
    }
}

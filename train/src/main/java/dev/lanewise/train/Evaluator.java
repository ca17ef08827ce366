package dev.lanewise.train;

import dev.lanewise.layers.Mode;

/// Runs a model over all examples in inference mode and takes the means.
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
    Evaluation evaluate(DataSource data, double penalty) {
        double sum = 0;
        double metricSum = 0;
        long rows = 0;
        try (var pass = data.open(Reading.inOrder(ROWS))) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                var output = buffers.workspaceFor(ROWS).forward(batch.features(), Mode.INFERENCE, 0, rows);
                sum += batch.size() * loss.evaluate(output, batch.targets(), buffers.gradientFor(output));
                metricSum += metric.sum(output, batch.targets());
                rows += batch.size();
            }
        }
        return new Evaluation(sum / rows, penalty, metricSum / rows);
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Mode;

/// Runs a model over all examples in inference mode and takes the means.
final class Evaluator {
    /// How many rows run at once; more make it no faster.
    static final int ROWS = 500;

    private final Buffers buffers;
    private final Loss loss;
    private final Metric metric;
    private final Penalties penalties;

    Evaluator(Buffers buffers, Loss loss, Metric metric, Penalties penalties) {
        this.buffers = buffers;
        this.loss = loss;
        this.metric = metric;
        this.penalties = penalties;
    }

    /// Returns the means over a data set.
    ///
    /// @param step of training, which strengths may follow
    Evaluation evaluate(DataSource data, long step) {
        var sums = new EpochSums(penalties);
        double[] penaltyByKind = new double[penalties.kinds()];
        long rows = 0;
        try (var pass = data.open(Reading.inOrder(ROWS))) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                var run = buffers.workspaceFor(ROWS);
                var output = run.forward(batch.features(), Mode.INFERENCE, step, rows);
                double dataLoss = loss.evaluate(output, batch.targets(), buffers.gradientFor(output));
                penalties.ofOutputs(run, penaltyByKind);
                sums.add(batch.size(), dataLoss, penaltyByKind, metric.sum(output, batch.targets()));
                rows += batch.size();
            }
        }
        return sums.means().plus(penalties.named(penalties.ofParameters(step)));
    }
}

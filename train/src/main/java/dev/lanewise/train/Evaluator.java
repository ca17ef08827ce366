package dev.lanewise.train;

import dev.lanewise.layers.Mode;
import java.util.List;

/// Runs a model over all examples in inference mode and takes the means.
final class Evaluator {
    /// How many rows run at once; more make it no faster.
    static final int ROWS = 500;

    private final Buffers buffers;
    private final WeightedLoss loss;
    private final List<Metric> metrics;
    private final PenaltyLedger penalties;

    Evaluator(Buffers buffers, WeightedLoss loss, List<Metric> metrics, PenaltyLedger penalties) {
        this.buffers = buffers;
        this.loss = loss;
        this.metrics = metrics;
        this.penalties = penalties;
    }

    /// Returns sums that are 0.
    EpochSums newSums() {
        return new EpochSums(penalties, metrics, buffers.outputColumns());
    }

    /// Returns the means over a data set.
    ///
    /// @param step of training, which strengths may follow
    Evaluation evaluate(DataSource data, long step) {
        var sums = newSums();
        double[] penaltyByKind = new double[penalties.kinds()];
        long rows = 0;
        try (var pass = data.open(Reading.inOrder(ROWS))) {
            for (var batch = pass.next(); batch != null; batch = pass.next()) {
                var run = buffers.workspaceFor(ROWS);
                var output = run.forward(batch.features(), Mode.INFERENCE, step, rows);
                double mean = loss.evaluate(output, batch.targets(), batch.weights(), buffers.gradientFor(output));
                penalties.ofOutputs(run, penaltyByKind);
                sums.addLosses(batch.size(), mean, loss.divided(), penaltyByKind);
                sums.addMetrics(buffers.outputOfActivation(output), batch.targets(), batch.weights());
                rows += batch.size();
            }
        }
        return sums.means().plus(penalties.named(penalties.ofParameters(step)));
    }
}

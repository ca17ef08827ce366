package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Mode;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The step of training, and everything that it keeps.
final class TrainingStep {
    private final Model model;
    private final Setup setup;
    private final WeightedLoss lossOfOutput;
    private final Updates updates;
    private final Buffers buffers;
    private final Evaluator evaluator;
    private final Accumulation accumulation;
    private final @Nullable RunningAverage average;
    private final double[] penalties;
    private long count;

    TrainingStep(Model model, Setup setup) {
        this.model = model;
        this.setup = setup;
        var fusion = ActivationFusion.of(model, setup.loss());
        lossOfOutput = new WeightedLoss(fusion.loss(), setup.divisor());
        updates = new Updates(fusion.model(), setup.optimizer(), setup.engine());
        buffers = new Buffers(fusion.model(), fusion.leftOut(), setup.engine());
        evaluator = new Evaluator(buffers, lossOfOutput, setup.metrics(), updates.penalties());
        penalties = new double[updates.penalties().kinds()];
        accumulation = new Accumulation(setup.accumulation(), model.values().length);
        average = setup.average() == null ? null : new RunningAverage(model, setup.average());
    }

    /// Makes one step.
    ///
    /// @param features one example a row
    /// @param targets one row an example
    /// @param weights of the examples; null for 1 everywhere
    /// @param last whether an update is due whatever number of batches is wanted
    /// @return the mean data loss of the batch before the update
    /// @throws NonFiniteGradientException if a gradient is not finite; the weights then are as before
    double make(Tensor features, Tensor targets, @Nullable Tensor weights, boolean last) {
        var run = buffers.workspaceFor(features.rows());
        // 1 forward
        var output = run.forward(features, Mode.TRAINING, count, accumulation.rows());
        // 2 loss
        var gradient = buffers.gradientFor(output);
        double dataLoss = lossOfOutput.evaluate(output, targets, weights, gradient);
        updates.penalties().ofOutputs(run, penalties);
        // 3 backward
        run.backward(gradient);
        if (accumulation.isWanted() && waits(run, features.rows(), dataLoss, last)) {
            return dataLoss;
        }
        // 4 penalty
        updates.addPenaltyGradients(run.gradients(), count, penalties);
        // 5 check, clip
        updates.checkFinitePenalized(run, !accumulation.isWanted(), count, dataLoss);
        updates.clip(run.gradients(), setup.clipping());
        // 6 update
        updates.moveParameters(run.gradients(), count);
        run.updateState();
        // 7 constraint
        updates.project();
        // 8 average
        if (average != null) {
            average.take();
        }
        count++;
        return dataLoss;
    }

    /// Keeps the gradients of a batch; returns whether they wait for more, or leaves the mean of all in their
    /// place.
    private boolean waits(Workspace run, int rows, double dataLoss, boolean last) {
        updates.checkFinite(run, count, dataLoss);
        boolean waits = !accumulation.add(run.gradients(), rows, lossOfOutput.divided()) && !last;
        if (waits) {
            updates.penalties().addValues(count, penalties);
            run.updateState();
        } else {
            accumulation.takeMean(run.gradients());
        }
        return waits;
    }

    /// Returns whether all batches so far have made their update.
    boolean isUpdated() {
        return accumulation.isEmpty();
    }

    /// Forgets batches that wait for an update, as when another training begins.
    void clearAccumulation() {
        accumulation.clear();
    }

    /// Returns the number of steps made.
    long count() {
        return count;
    }

    Updates updates() {
        return updates;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    @Nullable
    RunningAverage average() {
        return average;
    }

    /// Returns the values of all parameters as training goes on with them.
    float[] values() {
        return average == null ? model.values() : average.ownValues();
    }

    /// Returns the penalties of the last step, those on parameters before its update, by kind.
    double[] penalties() {
        return penalties;
    }

    /// Adds the last step to the sums of an epoch.
    ///
    /// @param mean its mean data loss
    /// @param weights those of its examples; null for 1 everywhere
    void addTo(EpochSums sums, double mean, Dataset batch, @Nullable Tensor weights) {
        sums.addLosses(batch.size(), mean, lossOfOutput.divided(), penalties);
        sums.addMetrics(buffers.outputOfActivation(buffers.lastOutput()), batch.targets(), weights);
    }

    void save(State state) {
        state.put("step", count);
        updates.save(state.part("optimizer"));
        accumulation.save(state.part("accumulation"));
        if (average != null) {
            average.save(state.part("average"));
        }
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it does not fit
    Runnable restored(State state) {
        long savedCount = (long) state.number("step");
        List<Runnable> changes = new ArrayList<>();
        changes.add(updates.restored(state.part("optimizer")));
        changes.add(accumulation.restored(state.part("accumulation")));
        if (average != null) {
            changes.add(average.restored(state.part("average")));
        }
        return () -> {
            count = savedCount;
            changes.forEach(Runnable::run);
        };
    }
}

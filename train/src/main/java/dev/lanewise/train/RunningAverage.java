package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import java.util.List;

/// The average of a model's trained weights while they are trained.
final class RunningAverage {
    private final WeightAverage rule;
    private final List<Parameter> parameters;
    private final float[] values;
    private final float[] average;
    private final float[] own;
    private boolean swapped;
    private long updates;

    RunningAverage(Model model, WeightAverage rule) {
        this.rule = rule;
        parameters = model.parameters().stream().filter(Parameter::trainable).toList();
        values = model.values();
        average = new float[values.length];
        own = new float[values.length];
    }

    /// Takes the weights in after an update, and overwrites them if it is time.
    void take() {
        double momentum = updates == 0 && !rule.biasCorrected() ? 0 : rule.momentum();
        float old = (float) momentum;
        float fresh = (float) (1 - momentum);
        for (var parameter : parameters) {
            int from = parameter.value().offset();
            int to = from + parameter.value().size();
            for (int i = from; i < to; i++) {
                average[i] = Math.fma(old, average[i], fresh * values[i]);
            }
        }
        updates++;
        if (rule.overwriteEvery() > 0 && updates % rule.overwriteEvery() == 0) {
            write();
        }
    }

    /// Sets the weights to the average, corrected and projected.
    private void write() {
        float divisor = rule.biasCorrected() ? (float) (1 - Powers.of(rule.momentum(), updates)) : 1;
        for (var parameter : parameters) {
            int from = parameter.value().offset();
            int to = from + parameter.value().size();
            for (int i = from; i < to; i++) {
                values[i] = average[i] / divisor;
            }
            parameter.constraint().project(parameter.value());
        }
    }

    /// Puts the average in the place of the weights, which are kept; returns whether it does: not before the first
    /// update, nor where it stands there already.
    boolean swapIn() {
        if (updates == 0 || swapped) {
            return false;
        }
        System.arraycopy(values, 0, own, 0, values.length);
        write();
        swapped = true;
        return true;
    }

    /// Puts the weights back.
    void swapOut() {
        if (swapped) {
            System.arraycopy(own, 0, values, 0, values.length);
            swapped = false;
        }
    }

    /// Forgets the weights that were kept: what stands in their place stays.
    void settle() {
        swapped = false;
    }

    /// Returns the values of all parameters as training goes on with them.
    float[] ownValues() {
        return swapped ? own : values;
    }

    void save(State state) {
        state.put("updates", updates);
        state.put("values", Tensor.wrap(average, 0, Shape.of(average.length)));
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of another model
    Runnable restored(State state) {
        long savedUpdates = (long) state.number("updates");
        float[] saved = state.tensor("values").array();
        if (saved.length != average.length) {
            throw new IllegalArgumentException(
                    "the average of weights has " + saved.length + " numbers, but needs " + average.length);
        }
        return () -> {
            updates = savedUpdates;
            System.arraycopy(saved, 0, average, 0, saved.length);
        };
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// The gradients of several batches on their way to one update: their mean over all examples.
///
/// Each batch's mean gradient counts as often as what its loss was divided by, so that the result is that of one batch
/// of all examples, but for rounding.
final class Accumulation {
    private final int wanted;
    private final float[] sum;
    private int batches;
    private int rows;
    private double divided;

    /// @param wanted how many batches make an update, at least 1
    /// @param length of the gradients
    Accumulation(int wanted, int length) {
        this.wanted = wanted;
        sum = new float[wanted == 1 ? 0 : length];
    }

    /// Returns whether more than one batch makes an update.
    boolean isWanted() {
        return wanted > 1;
    }

    /// Returns whether no batch waits for its update.
    boolean isEmpty() {
        return batches == 0;
    }

    /// Returns how many examples wait.
    int rows() {
        return rows;
    }

    /// Adds the gradients of a batch; returns whether there are as many as wanted.
    ///
    /// @param batchDivided what its loss was divided by
    boolean add(float[] gradients, int batchRows, double batchDivided) {
        float factor = (float) batchDivided;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.fma(factor, gradients[i], sum[i]);
        }
        batches++;
        rows += batchRows;
        divided += batchDivided;
        return batches == wanted;
    }

    /// Writes the mean of what was added and begins anew.
    void takeMean(float[] gradients) {
        float divisor = (float) divided;
        for (int i = 0; i < sum.length; i++) {
            gradients[i] = divisor == 0 ? 0 : sum[i] / divisor;
        }
        clear();
    }

    /// Begins anew.
    void clear() {
        Arrays.fill(sum, 0);
        batches = 0;
        rows = 0;
        divided = 0;
    }

    void save(State state) {
        state.put("batches", batches);
        state.put("rows", rows);
        state.put("divided", divided);
        if (batches > 0) {
            state.put("sum", Tensor.wrap(sum, 0, Shape.of(sum.length)));
        }
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if it is of another model
    Runnable restored(State state) {
        int savedBatches = (int) state.number("batches");
        int savedRows = (int) state.number("rows");
        double savedDivided = state.number("divided");
        float[] saved = savedBatches > 0 ? state.tensor("sum").array() : new float[sum.length];
        if (saved.length != sum.length) {
            throw new IllegalArgumentException(
                    "the accumulated gradients have " + saved.length + " numbers, but need " + sum.length);
        }
        return () -> {
            batches = savedBatches;
            rows = savedRows;
            divided = savedDivided;
            System.arraycopy(saved, 0, sum, 0, sum.length);
        };
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Schedule;
import java.util.Arrays;

/// values[0] up to and including step boundaries[0], values[1] up to and including boundaries[1], and so on, as Keras'
/// `PiecewiseConstantDecay`.
final class PiecewiseConstant implements Schedule {
    private final long[] boundaries;
    private final double[] values;

    PiecewiseConstant(long[] boundaries, double[] values) {
        if (values.length != boundaries.length + 1) {
            throw new IllegalArgumentException("a piecewise schedule needs one value more than boundaries, but there"
                    + " are " + values.length + " values and " + boundaries.length + " boundaries");
        }
        for (int i = 1; i < boundaries.length; i++) {
            if (boundaries[i] <= boundaries[i - 1]) {
                throw new IllegalArgumentException(
                        "the boundaries of a schedule must ascend, but are " + Arrays.toString(boundaries));
            }
        }
        for (double value : values) {
            Ranges.notNegative("a value of a schedule", value);
        }
        this.boundaries = boundaries.clone();
        this.values = values.clone();
    }

    @Override
    public double at(long step) {
        int piece = 0;
        while (piece < boundaries.length && step > boundaries[piece]) {
            piece++;
        }
        return values[piece];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PiecewiseConstant that
                && Arrays.equals(boundaries, that.boundaries)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(boundaries) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "PiecewiseConstant[boundaries=" + Arrays.toString(boundaries) + ", values=" + Arrays.toString(values)
                + "]";
    }
}

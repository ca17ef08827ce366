package dev.lanewise.train;

import dev.lanewise.layers.Schedule;
import java.util.List;

/// values[0] up to and including step boundaries[0], values[1] up to and including boundaries[1], and so on, as Keras'
/// `PiecewiseConstantDecay`.
///
/// @param boundaries ascending
/// @param values one more, finite and at least 0
record PiecewiseConstant(List<Long> boundaries, List<Double> values) implements Schedule {
    PiecewiseConstant {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException("a piecewise schedule needs one value more than boundaries, but there"
                    + " are " + values.size() + " values and " + boundaries.size() + " boundaries");
        }
        for (int i = 1; i < boundaries.size(); i++) {
            if (boundaries.get(i) <= boundaries.get(i - 1)) {
                throw new IllegalArgumentException("the boundaries of a schedule must ascend, but are " + boundaries);
            }
        }
        values.forEach(value -> Ranges.notNegative("a value of a schedule", value));
    }

    @Override
    public double at(long step) {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece)) {
            piece++;
        }
        return values.get(piece);
    }
}

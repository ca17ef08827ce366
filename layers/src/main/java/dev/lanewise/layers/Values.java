package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/// These values, in row-major order.
///
/// @param values as many as the parameter has elements
public record Values(List<Float> values) implements Initializer {
    /// Copies the values.
    public Values {
        values = List.copyOf(values);
    }

    /// Returns the initializer that gives these values.
    public static Values of(float... values) {
        var list = new ArrayList<Float>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return new Values(list);
    }

    /// Copies the values.
    ///
    /// @throws IllegalArgumentException if the target has another number of elements
    @Override
    public void initialize(Tensor target, CounterRandom random) {
        if (target.size() != values.size()) {
            throw new IllegalArgumentException(
                    "a parameter of shape " + target.shape() + " cannot begin with " + values.size() + " values");
        }
        for (int i = 0; i < target.size(); i++) {
            target.set(i, values.get(i));
        }
    }

    /// Returns how many there are.
    @Override
    public String toString() {
        return "Values[" + values.size() + ']';
    }
}

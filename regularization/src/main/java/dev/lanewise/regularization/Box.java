package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;

/// Keeps every element in an interval: w becomes min(max(w, minimum), maximum). The ends are rounded to float32.
///
/// Its [Clipping] counts elements, and its norm is the greatest |w|.
///
/// @param minimum the least value, finite
/// @param maximum the greatest value, finite and at least the minimum
public record Box(double minimum, double maximum) implements Constraint {
    /// Checks the ends.
    ///
    /// @throws IllegalArgumentException unless they are finite and in order
    public Box {
        if (!(minimum <= maximum && Float.isFinite((float) minimum) && Float.isFinite((float) maximum))) {
            throw new IllegalArgumentException(
                    "a box needs a finite least value up to a finite greatest one, but they are " + minimum + " and "
                            + maximum);
        }
    }

    /// Returns the constraint.
    public static Box of(double minimum, double maximum) {
        return new Box(minimum, maximum);
    }

    @Override
    public void project(Tensor parameter) {
        clamp(parameter, (float) minimum, (float) maximum);
    }

    @Override
    public void project(Tensor parameter, Clipping clipping) {
        int outside = 0;
        double greatest = 0;
        for (int i = 0; i < parameter.size(); i++) {
            float w = parameter.get(i);
            outside += w < (float) minimum || w > (float) maximum ? 1 : 0;
            greatest = Math.max(greatest, Math.abs(w));
        }
        clipping.note(outside, greatest);
        project(parameter);
    }

    static void clamp(Tensor parameter, float least, float most) {
        float[] w = parameter.array();
        for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
            float value = w[i] < least ? least : w[i];
            w[i] = value > most ? most : value;
        }
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Tensor;
import java.util.List;

/// A term that is added to the loss for the values of one parameter; never divided by the batch size.
///
/// A penalty whose strength follows a [Schedule] reads it at the step it is given; others ignore the step.
public interface Penalty {
    /// No penalty.
    Penalty NONE = new Penalty() {
        @Override
        public double value(Tensor parameter, long step) {
            return 0;
        }

        @Override
        public double addGradient(Tensor parameter, Tensor gradient, long step) {
            return 0;
        }

        @Override
        public boolean elementwise() {
            return true;
        }

        @Override
        public List<Penalty> terms() {
            return List.of();
        }

        @Override
        public String toString() {
            return "none";
        }
    };

    /// Returns the penalty of these values, summed in double.
    ///
    /// @param step the step of training, from 0
    double value(Tensor parameter, long step);

    /// Adds the gradient of [#value] to `gradient`, which has the same shape, and returns that value: one pass does
    /// both.
    ///
    /// @param step the step of training, from 0
    double addGradient(Tensor parameter, Tensor gradient, long step);

    /// Returns whether an element's gradient depends on that element alone, so that a parameter may be given in
    /// pieces, whose values add up; false unless overridden.
    default boolean elementwise() {
        return false;
    }

    /// Returns what no element of the gradient exceeds in magnitude, but for rounding, where the penalty has this
    /// value; infinite unless overridden. A bound spares the trainer the search of the gradient for infinities.
    ///
    /// @param value what [#value] or [#addGradient] has returned at this step; may be NaN or infinite
    /// @param step the step of training, from 0
    default double gradientBound(double value, long step) {
        return Double.POSITIVE_INFINITY;
    }

    /// Returns the terms that this penalty is the sum of, which are reported one by one; itself unless overridden.
    default List<Penalty> terms() {
        return List.of(this);
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// A term that is added to the loss for the values of one parameter; never divided by the batch size.
public interface Penalty {
    /// No penalty.
    Penalty NONE = new Penalty() {
        @Override
        public double value(Tensor parameter) {
            return 0;
        }

        @Override
        public void addGradient(Tensor parameter, Tensor gradient) {}

        @Override
        public boolean elementwise() {
            return true;
        }

        @Override
        public String toString() {
            return "none";
        }
    };

    /// Returns the penalty of these values, summed in double.
    double value(Tensor parameter);

    /// Adds the gradient of [#value(Tensor)] to `gradient`, which has the same shape.
    void addGradient(Tensor parameter, Tensor gradient);

    /// Returns whether an element's gradient depends on that element alone, so that a parameter may be given in
    /// pieces; false unless overridden.
    default boolean elementwise() {
        return false;
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Schedule;

/// Moves parameters against their gradients. It sees ranges of parallel arrays; whoever walks the model keeps what the
/// optimizer remembers.
public interface Optimizer {
    /// Returns the learning rate as a function of the step.
    Schedule learningRate();

    /// Returns how many numbers it remembers for every element (velocity, moments); they begin at 0.
    int slots();

    /// Returns how many numbers it needs for a step as a whole; they begin at 0.
    int coefficients();

    /// Computes the numbers of a step, once before its updates.
    ///
    /// @param step counted from 0
    /// @param rate the learning rate of this step: that of the schedule, times what a callback or a parameter group
    ///     makes of it
    /// @param coefficients those of the step before, overwritten
    void prepare(long step, double rate, double[] coefficients);

    /// Updates the elements `from` (inclusive) to `to` (exclusive). The arrays are parallel, so that one index
    /// serves all.
    ///
    /// Several threads may update different ranges at once, so an element's update must depend on that element
    /// and the coefficients alone, and write nothing else, unless [#wholeParameters()] are asked for.
    ///
    /// @param value the parameters
    /// @param gradient their gradients
    /// @param slots one array for each of [#slots()]
    /// @param coefficients as prepared
    void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients);

    /// Writes how far a step moves each element for a gradient of 1 that stays as it is: the rate, divided by what
    /// the optimizer scales the gradient by, once its momentum has settled. A proximal penalty is measured by it,
    /// so that where a weight rests at 0 its gradient is at most the penalty's strength.
    ///
    /// @param slots as [#update] has left them
    /// @param coefficients as the same update has left them
    /// @param stepSizes parallel to the slots; the elements `from` to `to` are overwritten
    /// @throws UnsupportedOperationException unless overridden
    default void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        throw new UnsupportedOperationException(
                "a proximal penalty needs an optimizer that gives its step sizes, but this one does not: " + this);
    }

    /// Returns the slot that every update adds to the parameter, the velocity, or −1 for none; −1 unless
    /// overridden.
    default int velocity() {
        return -1;
    }

    /// Returns whether an update must be given exactly one whole parameter, as for norms over it; false unless
    /// overridden.
    default boolean wholeParameters() {
        return false;
    }

    /// Returns the optimizer that moves this parameter: itself unless overridden. Asked once for every parameter
    /// when training begins; equal answers share their numbers of a step.
    default Optimizer forParameter(Parameter parameter) {
        return this;
    }
}

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
    /// @param value the parameters
    /// @param gradient their gradients
    /// @param slots one array for each of [#slots()]
    /// @param coefficients as prepared
    void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients);

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

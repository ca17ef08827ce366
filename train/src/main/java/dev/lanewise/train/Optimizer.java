package dev.lanewise.train;

/// Moves parameters against their gradients. It sees ranges of parallel arrays and knows nothing of networks; whoever
/// walks the model keeps what the optimizer remembers.
public interface Optimizer {
    /// Returns how many numbers it remembers for every element (velocity, moments); they begin at 0.
    int slots();

    /// Returns how many numbers it needs for a step as a whole; they begin at 0.
    int coefficients();

    /// Computes the numbers of a step, once before its updates.
    ///
    /// @param step counted from 0
    /// @param coefficients those of the step before, overwritten
    void prepare(long step, double[] coefficients);

    /// Updates the elements `from` (inclusive) to `to` (exclusive). The arrays are parallel, so that one index
    /// serves all.
    ///
    /// @param value the parameters
    /// @param gradient their gradients
    /// @param slots one array for each of [#slots()]
    /// @param coefficients as prepared
    void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients);
}

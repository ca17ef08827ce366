package dev.lanewise.train;

/// Huber's loss: ½·(y − t)² up to |y − t| = δ, and δ·|y − t| − ½·δ² beyond; the mean over the elements of a row.
///
/// @param delta δ above 0; 1 by default
public record Huber(double delta) implements ElementLoss {
    /// Checks δ.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public Huber {
        Ranges.positive("delta of Huber's loss", delta);
    }

    /// Returns the loss with this δ.
    public static Huber delta(double delta) {
        return new Huber(delta);
    }

    @Override
    public double value(double output, double target) {
        double away = Math.abs(output - target);
        return away <= delta ? 0.5 * away * away : delta * away - 0.5 * delta * delta;
    }

    @Override
    public double slope(double output, double target) {
        return Math.clamp(output - target, -delta, delta);
    }
}

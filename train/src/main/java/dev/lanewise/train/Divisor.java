package dev.lanewise.train;

/// What the weighted sum of a batch's losses is divided by. With weights that are all 1 the two are the same; otherwise
/// the choice changes the effective learning rate, and how much the data count beside the penalties.
public enum Divisor {
    /// The number of examples that count, Keras' default: Σ w·loss / n.
    EXAMPLES,
    /// The sum of their weights, Keras' `mean_with_sample_weight` and PyTorch's weighted mean: Σ w·loss / Σ w.
    WEIGHTS
}

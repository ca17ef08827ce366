package dev.lanewise.layers;

/// How a network runs; an argument of every run, remembered nowhere.
public enum Mode {
    /// Noise is off and batch norm uses its moving statistics.
    INFERENCE,
    /// Noise is on; batch norm uses the statistics of the batch and updates the moving ones.
    TRAINING,
    /// Noise is on and everything else as in inference: batch norm frozen, no state changed.
    MONTE_CARLO
}

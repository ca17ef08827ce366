package dev.lanewise.bench;

/// A contestant that multiplies matrices.
public interface MatmulContestant extends Contestant {
    /// Returns the product that the last run left, row by row.
    float[] result();
}

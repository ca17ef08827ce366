package dev.lanewise.layers;

/// What constraints have met since the last [#clear()]: how many units lay outside, and how far.
public final class Clipping {
    private long clipped;
    private double largest;

    /// Creates a record of nothing.
    public Clipping() {}

    /// Notes one projection.
    ///
    /// @param units how many units it has moved
    /// @param norm the largest norm of a unit before it
    public void note(int units, double norm) {
        clipped += units;
        largest = Math.max(largest, norm);
    }

    /// Returns how many units have been moved, summed over projections.
    public long clipped() {
        return clipped;
    }

    /// Returns the largest norm of a unit before its projection; 0 if there was none.
    public double largestNorm() {
        return largest;
    }

    /// Forgets everything.
    public void clear() {
        clipped = 0;
        largest = 0;
    }
}

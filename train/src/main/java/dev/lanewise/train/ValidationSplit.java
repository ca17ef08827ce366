package dev.lanewise.train;

/// Training data of which the last part is kept to validate with.
///
/// @param kept what is left to train with
/// @param left what is kept from training
record ValidationSplit(Dataset kept, Dataset left) {
    /// Splits the last examples off.
    ///
    /// @param fraction s in (0, 1): of n examples the first ⌊n·(1 − s)⌋ are kept
    /// @throws IllegalArgumentException if the data is not in memory, or no example would be left in one of the
    ///     parts
    static ValidationSplit of(DataSource source, double fraction) {
        if (!(source instanceof Dataset data)) {
            throw new IllegalArgumentException("only a Dataset can be split, but the data is a " + source);
        }
        int kept = (int) Math.floor(data.size() * (1 - fraction));
        if (kept == 0 || kept == data.size()) {
            throw new IllegalArgumentException("a validation split of " + fraction + " leaves " + kept + " of "
                    + data.size() + " examples to train on; both parts need at least 1");
        }
        return new ValidationSplit(data.rows(0, kept), data.rows(kept, data.size()));
    }
}

package dev.lanewise.examples.chapter;

import java.util.List;
import java.util.regex.Pattern;

/// What a whole run is to do.
///
/// @param quick whether it is a rough answer, with fewer rows, seeds and passes
/// @param seeds how many trainings of each variant
/// @param epochs of the default setting; the others have theirs in proportion
/// @param only which variants to train, by name
/// @param jobs how many trainings to run side by side
public record Setting(boolean quick, int seeds, int epochs, Pattern only, int jobs) {
    /// The seeds count from here.
    static final long FIRST_SEED = 42;

    /// Checks that something is left to do.
    ///
    /// @throws IllegalArgumentException if no variant has such a name
    public Setting {
        if (Experiments.all().stream()
                .noneMatch(variant -> only.matcher(variant.name()).find())) {
            throw new IllegalArgumentException("--only " + only + " leaves no experiment; there are "
                    + String.join(
                            ", ", Experiments.all().stream().map(Variant::name).toList()));
        }
    }

    private static final int QUICK_ROWS = 6_000;
    private static final int QUICK_PASSES = 20;
    private static final int PASSES = 100;

    /// Returns how many seeds there are if the user says nothing.
    ///
    /// @param quick whether a rough answer will do
    public static int defaultSeeds(boolean quick) {
        return quick ? 3 : 5;
    }

    /// Returns the variants.
    List<Variant> variants() {
        return Experiments.all().stream()
                .filter(variant -> only.matcher(variant.name()).find())
                .map(variant -> variant.scaled(epochs))
                .toList();
    }

    Images reduce(Images images) {
        return quick ? images.firstRows(QUICK_ROWS) : images;
    }

    int passes() {
        return quick ? QUICK_PASSES : PASSES;
    }

    /// Returns whether results can be compared with those of the book.
    boolean asTheBook() {
        return !quick && epochs == Experiments.EPOCHS;
    }
}

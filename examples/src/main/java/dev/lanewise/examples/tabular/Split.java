package dev.lanewise.examples.tabular;

import dev.lanewise.core.CounterRandom;

/// Deals rows out to three parts at random, with the same shares of every class, as they come by (selection sampling:
/// Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S).
///
/// Of a class with n rows, round(n·share) go to the test and to the validation part each. At most 20,000 rows go
/// to either: they are kept in memory, and more would tell little more.
final class Split {
    /// The most rows of the test part, and of the validation part.
    static final int MOST_HELD_OUT = 20_000;

    private static final int PURPOSE = 0x5b17;

    /// Where a row goes.
    enum Part {
        TRAINING,
        VALIDATION,
        TEST
    }

    private final CounterRandom random;
    private final long[] left;
    private final long[] test;
    private final long[] validation;
    private long position;

    /// Begins to deal.
    ///
    /// @param seed the parts follow from it
    /// @param rows of each class
    /// @param testShare the share of the rows to test with
    /// @param validationShare the share of the rows to validate with
    Split(long seed, long[] rows, double testShare, double validationShare) {
        random = CounterRandom.of(seed, PURPOSE, 0);
        left = rows.clone();
        long total = 0;
        for (long n : rows) {
            total += n;
        }
        test = new long[rows.length];
        validation = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            test[i] = Math.round(rows[i] * Math.min(testShare, (double) MOST_HELD_OUT / total));
            validation[i] = Math.min(
                    rows[i] - test[i], Math.round(rows[i] * Math.min(validationShare, (double) MOST_HELD_OUT / total)));
        }
    }

    /// Returns how many rows are still to come to a part.
    long size(Part part) {
        long size = 0;
        for (int i = 0; i < left.length; i++) {
            size += switch (part) {
                case TEST -> test[i];
                case VALIDATION -> validation[i];
                case TRAINING -> training(i);
            };
        }
        return size;
    }

    /// Returns the class with most training rows still to come, the first of several.
    int usualClass() {
        int usual = 0;
        for (int i = 1; i < left.length; i++) {
            usual = training(i) > training(usual) ? i : usual;
        }
        return usual;
    }

    private long training(int ofClass) {
        return left[ofClass] - test[ofClass] - validation[ofClass];
    }

    /// Returns where the next row goes.
    ///
    /// @param ofClass its class
    /// @throws IllegalStateException if no more rows of it were announced
    Part next(int ofClass) {
        if (left[ofClass] == 0) {
            throw new IllegalStateException("the file has changed while it was read");
        }
        double place = random.uniform(position++) * left[ofClass];
        left[ofClass]--;
        if (place < test[ofClass]) {
            test[ofClass]--;
            return Part.TEST;
        }
        if (place < test[ofClass] + validation[ofClass]) {
            validation[ofClass]--;
            return Part.VALIDATION;
        }
        return Part.TRAINING;
    }
}

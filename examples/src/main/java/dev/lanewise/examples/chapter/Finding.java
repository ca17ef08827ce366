package dev.lanewise.examples.chapter;

import java.util.List;

/// What the results say of one claim of the chapter. The verdict follows from the interval alone.
///
/// @param claim as the chapter has it
/// @param verdict what follows
/// @param evidence with the numbers
record Finding(String claim, Verdict verdict, List<String> evidence) {
    Finding {
        evidence = List.copyOf(evidence);
    }

    /// Whether a claim holds.
    enum Verdict {
        HOLDS("holds here"),
        DOES_NOT_HOLD("does not hold here"),
        UNDECIDED("undecided");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Which way a difference should be.
    enum Direction {
        ABOVE,
        BELOW
    }

    /// Returns the finding of a claim that a difference is above or below 0: it holds if the whole interval is on
    /// that side, does not if it is on the other, and is undecided where 0 lies within.
    static Finding of(String claim, Interval difference, Direction direction, String... evidence) {
        return new Finding(claim, verdict(difference, direction), List.of(evidence));
    }

    static Verdict verdict(Interval difference, Direction direction) {
        if (difference.lower() > 0) {
            return direction == Direction.ABOVE ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
        }
        if (difference.upper() < 0) {
            return direction == Direction.BELOW ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
        }
        return Verdict.UNDECIDED;
    }

    /// Returns the verdict of a claim with several parts: it holds if all do, does not if one does not.
    static Verdict all(List<Verdict> parts) {
        if (parts.contains(Verdict.DOES_NOT_HOLD)) {
            return Verdict.DOES_NOT_HOLD;
        }
        return parts.contains(Verdict.UNDECIDED) ? Verdict.UNDECIDED : Verdict.HOLDS;
    }
}

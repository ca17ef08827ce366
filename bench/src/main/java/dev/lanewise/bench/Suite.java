package dev.lanewise.bench;

import java.util.List;

/// A family of contests and how to read them.
interface Suite {
    /// Returns the contests, ordered as they are reported.
    List<Contest> contests(Settings settings);

    /// Prepares a contest in the fork that runs it.
    Problem open(Contest contest);

    /// The contestants of one contest, on the same data.
    interface Problem {
        /// Returns a contestant whose result was found right.
        ///
        /// @throws WrongResultException if it was not
        Contestant enter(String entry);
    }

    /// Returns the entry to which the others are compared.
    String baseline();

    /// Returns the arithmetic of one operation in FLOP, or 0 where a rate would say nothing.
    default double flop(Contest contest) {
        return 0;
    }

    /// Returns the unit that [#value] is in.
    String unit();

    /// Returns what is reported for a time.
    ///
    /// @param nanoseconds the time of one operation
    double value(Contest contest, double nanoseconds);

    /// Returns who runs an entry; where entries are variants of one contestant, that.
    default String contestant(String entry) {
        return entry;
    }

    /// Returns the name under which an entry of a contest is reported.
    default String caseName(Contest contest, String entry) {
        return contest.problem();
    }

    /// Returns whether bytes allocated by an operation are reported for the library's own entries.
    default boolean reportsAllocation() {
        return false;
    }
}

package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.List;

/// What one fork measures: contestants that take turns on one problem.
///
/// @param suite the name of the suite
/// @param problem what is computed, in the notation of the suite
/// @param threads how many threads each contestant may use
/// @param entries the contestants, without the peak, which always takes part
public record Contest(String suite, String problem, int threads, List<String> entries) {
    /// Copies the entries.
    public Contest {
        entries = List.copyOf(entries);
    }

    /// Returns all that take turns: the entries and the peak.
    List<String> turns() {
        var all = new ArrayList<>(entries);
        all.add(FmaPeak.NAME);
        return all;
    }

    /// Returns whose turn an iteration is: in order in even rounds, in reverse order in odd ones.
    int turn(int iteration) {
        int size = entries.size() + 1;
        int place = iteration % size;
        return iteration / size % 2 == 0 ? place : size - 1 - place;
    }
}

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

    /// Returns the contests of the library with each of the peers, or its alone if there are none.
    ///
    /// Each has forks of its own: two native libraries in one process may take each other's symbols, as OpenBLAS
    /// was seen to compute with oneMKL's.
    static List<Contest> withEach(List<String> peers, String suite, String problem, int threads) {
        return peers.isEmpty()
                ? List.of(new Contest(suite, problem, threads, List.of("lanewise")))
                : peers.stream()
                        .map(peer -> new Contest(suite, problem, threads, List.of("lanewise", peer)))
                        .toList();
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

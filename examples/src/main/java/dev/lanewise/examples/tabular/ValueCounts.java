package dev.lanewise.examples.tabular;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each value of a column occurs, in bounded memory (Misra and Gries, 1982).
///
/// When there is no room for a new value, the counts of all are lowered by one and those at 0 are forgotten. So the
/// count of n rows is too low by at most n/capacity, and a value that occurs more often is never forgotten. Counts are
/// exact while no more values than the capacity have been seen. Texts are told apart by their first 100 characters.
final class ValueCounts {
    private static final int LONGEST = 100;

    private final int capacity;
    private final Map<String, Long> counts = new HashMap<>();
    private boolean exact = true;

    ValueCounts(int capacity) {
        this.capacity = capacity;
    }

    /// Returns the text as it is counted: without white space around it, and not too long.
    static String key(String cell) {
        return Texts.cut(cell.strip(), LONGEST);
    }

    void add(String cell) {
        var key = key(cell);
        var count = counts.get(key);
        if (count != null) {
            counts.put(key, count + 1);
        } else if (counts.size() < capacity) {
            counts.put(key, 1L);
        } else {
            exact = false;
            counts.replaceAll((_, old) -> old - 1);
            counts.values().removeIf(left -> left == 0);
        }
    }

    /// Returns whether every value was seen to the end.
    boolean exact() {
        return exact;
    }

    /// Returns the number of different values still known.
    int size() {
        return counts.size();
    }

    /// Returns the values from the most to the least frequent, equally frequent ones by their text.
    List<Map.Entry<String, Long>> descending() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}

package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The scores of a suite, gathered fork by fork.
final class Scores {
    private final Suite suite;
    private final Map<List<String>, Score> scores = new LinkedHashMap<>();
    private final Set<String> failures = new LinkedHashSet<>();
    private boolean wrong;

    Scores(Suite suite) {
        this.suite = suite;
    }

    /// Adds what a fork found; each ratio compares two turns of the same round.
    void add(Contest contest, ContestRunner.Result result) {
        int peak = contest.entries().size();
        int baseline = contest.entries().indexOf(suite.baseline());
        double peakFlop = FmaPeak.flop(contest.threads());
        for (int turn = 0; turn < peak; turn++) {
            var entry = contest.entries().get(turn);
            if (!result.notes().failure(entry).isEmpty()) {
                fail(contest, entry, result.notes().failure(entry));
                continue;
            }
            var score = scores.computeIfAbsent(
                    List.of(suite.caseName(contest, entry), suite.contestant(entry)),
                    key -> new Score(contest, key.get(1), key.get(0)));
            for (int round = 0; round < result.nanoseconds()[turn].length; round++) {
                double time = result.nanoseconds()[turn][round];
                score.nanoseconds.add(time);
                score.peaks.add(peakFlop / result.nanoseconds()[peak][round]);
                if (turn != baseline && result.notes().failure(suite.baseline()).isEmpty()) {
                    score.ratios.add(time / result.nanoseconds()[baseline][round]);
                }
            }
            score.version = result.notes().version(entry);
            score.bytes = result.notes().bytes(entry);
        }
    }

    private void fail(Contest contest, String entry, String reason) {
        failures.add(entry + " left out of " + contest.problem() + ": " + reason);
        wrong |= suite.contestant(entry).equals("lanewise") || reason.startsWith(WrongResultException.class.getName());
    }

    /// Takes down that a contest as a whole came to nothing.
    void fail(Contest contest, String reason) {
        failures.add(contest.problem() + " of " + String.join(", ", contest.entries()) + " failed: " + reason);
        wrong |= contest.entries().size() == 1;
    }

    Suite suite() {
        return suite;
    }

    /// Returns the scores, those of one case one after another.
    List<Score> all() {
        var sorted = new ArrayList<Score>();
        var cases = new LinkedHashSet<String>();
        scores.values().forEach(score -> cases.add(score.caseName));
        for (var one : cases) {
            scores.values().stream().filter(score -> score.caseName.equals(one)).forEach(sorted::add);
        }
        return sorted;
    }

    /// Returns who was left out of what, and why.
    Set<String> failures() {
        return failures;
    }

    /// Returns whether the library itself failed or anyone's result was wrong.
    boolean wrong() {
        return wrong;
    }
}

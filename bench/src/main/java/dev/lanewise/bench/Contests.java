package dev.lanewise.bench;

import java.io.IOException;
import java.nio.file.Path;

/// Runs all contests of a suite. All of them run once before any runs again, so a slow minute of the machine does not
/// hit all forks of one.
final class Contests {
    private Contests() {}

    static Scores run(String name, Settings settings, Path folder) {
        var suite = Suites.named(name);
        var contests = suite.contests(settings).stream()
                .filter(contest -> settings.filter().matcher(contest.problem()).find())
                .toList();
        if (contests.isEmpty()) {
            throw new IllegalArgumentException("no case of " + name + " has anything like " + settings.filter());
        }
        var scores = new Scores(suite);
        var runner = new ContestRunner(settings, folder);
        int done = 0;
        for (int fork = 0; fork < settings.forks(); fork++) {
            for (var contest : contests) {
                done++;
                System.err.printf(
                        "%d/%d  %s %s: %s%n",
                        done,
                        settings.forks() * contests.size(),
                        name,
                        contest.problem(),
                        String.join(", ", contest.entries()));
                try {
                    scores.add(contest, runner.run(contest));
                } catch (IOException failed) {
                    scores.fail(contest, String.valueOf(failed.getMessage()));
                }
            }
        }
        return scores;
    }
}

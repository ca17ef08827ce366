package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Prints scores as a table of text.
final class ScoreTable {
    private ScoreTable() {}

    static String of(Scores scores) {
        var suite = scores.suite();
        boolean variants = scores.all().stream().allMatch(score -> score.contestant.equals("lanewise"));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "case",
                "contestant",
                suite.unit(),
                "spread",
                "of peak",
                variants ? "over " + suite.baseline() : "lanewise is",
                "B/op"));
        for (var score : scores.all()) {
            double flop = suite.flop(score.contest);
            rows.add(List.of(
                    score.caseName,
                    score.contestant,
                    figure(suite.value(score.contest, score.time())),
                    format("%.0f %%", 100 * score.spread()),
                    flop > 0 ? format("%.1f %%", 100 * flop / score.time() / score.peak()) : "",
                    ratio(scores, score, variants),
                    Double.isNaN(score.bytes) ? "" : format("%.0f", score.bytes)));
        }
        return TextTable.of(rows, 2) + footer(scores);
    }

    private static String ratio(Scores scores, Score score, boolean variants) {
        if (variants) {
            return score.ratios.isEmpty() ? "" : format("%+.1f %%", 100 * (score.ratio() - 1));
        }
        if (!score.ratios.isEmpty()) {
            return format("%.2f ×", score.ratio());
        }
        double best = scores.all().stream()
                .filter(other -> other.caseName.equals(score.caseName) && !other.ratios.isEmpty())
                .mapToDouble(Score::ratio)
                .min()
                .orElse(Double.NaN);
        return Double.isNaN(best) ? "" : format("%.2f × the best peer", best);
    }

    private static String footer(Scores scores) {
        var text = new StringBuilder();
        var versions = new LinkedHashMap<String, String>();
        for (var score : scores.all()) {
            if (!score.version.isEmpty()) {
                versions.put(score.contestant, score.version);
            }
        }
        versions.forEach((contestant, version) ->
                text.append(contestant).append(": ").append(version).append('\n'));
        scores.all().stream()
                .mapToDouble(Score::peak)
                .average()
                .ifPresent(peak -> text.append(
                        format("FMA peak of this run: %.1f GFLOP/s on %d threads%n", peak, threads(scores))));
        scores.failures().forEach(failure -> text.append(failure).append('\n'));
        return text.toString();
    }

    private static int threads(Scores scores) {
        return scores.all().getFirst().contest.threads();
    }

    /// Returns a number with four significant digits.
    static String figure(double value) {
        int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
        return format("%." + decimals + "f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

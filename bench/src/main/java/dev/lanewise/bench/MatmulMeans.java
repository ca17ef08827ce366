package dev.lanewise.bench;

import java.util.LinkedHashMap;
import java.util.Locale;

/// Geometric means of the ratios of matrix products, by group of shapes.
final class MatmulMeans {
    private MatmulMeans() {}

    static String of(Scores scores) {
        var sums = new LinkedHashMap<String, double[]>();
        for (var score : scores.all()) {
            if (!score.ratios.isEmpty()) {
                var sum =
                        sums.computeIfAbsent(group(score.caseName) + ", over " + score.contestant, _ -> new double[2]);
                sum[0] += Math.log(score.ratio());
                sum[1]++;
            }
        }
        var text = new StringBuilder();
        sums.forEach((group, sum) -> text.append(String.format(
                Locale.ROOT, "geometric mean of %2.0f, %s: %.3f ×%n", sum[1], group, Math.exp(sum[0] / sum[1]))));
        return text.toString();
    }

    private static String group(String name) {
        var parts = name.split("[x ]");
        int rows = Integer.parseInt(parts[0]);
        if (parts[1].equals(parts[0]) && parts[2].equals(parts[0])) {
            return "cubes";
        }
        if (parts[1].equals("10")) {
            return "10 units";
        }
        return rows == 1 ? "1 row" : rows < 128 ? "8 and 32 rows" : "128 rows and more";
    }
}

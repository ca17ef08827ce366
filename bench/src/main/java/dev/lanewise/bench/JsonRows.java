package dev.lanewise.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes scores as an array of flat rows: `benchmark`, `contestant`, `case`, `threads`, `value` (a median), `unit`,
/// `peak_gflops` where a rate is meant, and beside these `spread` (of the quartiles, over the median) and `version`.
/// Bytes allocated by an operation are rows of their own with the unit `B/op`.
final class JsonRows {
    private JsonRows() {}

    static List<Map<String, Object>> of(Scores scores) {
        var rows = new ArrayList<Map<String, Object>>();
        var suite = scores.suite();
        for (var score : scores.all()) {
            var row = row(
                    score.contest.suite(),
                    score.contestant,
                    score.caseName,
                    score.contest.threads(),
                    suite.value(score.contest, score.time()),
                    suite.unit());
            if (suite.flop(score.contest) > 0) {
                row.put("peak_gflops", score.peak());
            }
            row.put("spread", score.spread());
            row.put("version", score.version);
            rows.add(row);
            if (!Double.isNaN(score.bytes)) {
                rows.add(row(
                        score.contest.suite(),
                        score.contestant,
                        score.caseName,
                        score.contest.threads(),
                        score.bytes,
                        "B/op"));
            }
        }
        return rows;
    }

    static Map<String, Object> row(
            String benchmark, String contestant, String caseName, int threads, double value, String unit) {
        var row = new LinkedHashMap<String, Object>();
        row.put("benchmark", benchmark);
        row.put("contestant", contestant);
        row.put("case", caseName);
        row.put("threads", threads);
        row.put("value", value);
        row.put("unit", unit);
        return row;
    }

    /// Writes rows, one on a line.
    static void write(List<Map<String, Object>> rows, Path file) throws IOException {
        var mapper = JsonMapper.builder().build();
        var text = new StringBuilder("[");
        for (var row : rows) {
            text.append(text.length() == 1 ? "\n  " : ",\n  ").append(mapper.writeValueAsString(row));
        }
        Output.write(file, text.append("\n]\n").toString().getBytes(StandardCharsets.UTF_8));
    }
}

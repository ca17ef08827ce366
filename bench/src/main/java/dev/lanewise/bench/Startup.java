package dev.lanewise.bench;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The cold start: from the start of a JVM to its first step, its first epoch and full speed, on one thread, with and
/// without what the JDK offers against it. JMH measures what is warm, so this benchmark starts the JVMs itself, in
/// turns.
final class Startup {
    /// The name of the benchmark.
    static final String NAME = "startup";

    private static final double SECONDS = 3;

    private final Settings settings;
    private final Path cache;
    private final Path archive;

    Startup(Settings settings, Path folder) {
        this.settings = settings;
        cache = folder.resolve("lanewise.aot");
        archive = folder.resolve("lanewise.jsa");
    }

    /// Runs all ways to start, prints their medians and writes what is wanted.
    int run(@Nullable Path json, @Nullable Path png) throws IOException, InterruptedException {
        train("-XX:AOTCacheOutput=" + cache);
        train("-XX:ArchiveClassesAtExit=" + archive);
        var timelines = new LinkedHashMap<String, List<Timeline>>();
        for (int round = 0; round < settings.forks(); round++) {
            for (var way : ways().entrySet()) {
                System.err.println("round " + (round + 1) + "/" + settings.forks() + "  startup " + way.getKey());
                timelines
                        .computeIfAbsent(way.getKey(), _ -> new ArrayList<>())
                        .add(Timeline.parse(probe(way.getValue())));
            }
        }
        print(timelines);
        if (json != null) {
            JsonRows.write(rows(timelines), json);
        }
        if (png != null) {
            TimelineChart.write(timelines, png);
        }
        return 0;
    }

    private Map<String, String> ways() {
        var ways = new LinkedHashMap<String, String>();
        ways.put("default", "-Xshare:auto");
        ways.put("no-sharing", "-Xshare:off");
        ways.put("class-archive", "-XX:SharedArchiveFile=" + archive);
        ways.put("aot-cache", "-XX:AOTCache=" + cache);
        if (!settings.quick()) {
            ways.put("scalar-kernels", "-Dlanewise.kernels=scalar");
        }
        return ways;
    }

    private void train(String option) throws IOException, InterruptedException {
        System.err.println("a first run with " + option.replaceAll("=.*", ""));
        probe(option);
    }

    private List<String> probe(String option) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector"));
        command.addAll(ContestRunner.extraArguments());
        command.addAll(List.of(
                option,
                "-D" + StartupProbe.START + '=' + System.nanoTime(),
                "-cp",
                System.getProperty("java.class.path"),
                StartupProbe.class.getName(),
                Double.toString(settings.quick() ? SECONDS / 2 : SECONDS)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = process.inputReader()) {
            // The JVM prints remarks about its archives among the times.
            var said = lines.lines().toList();
            var times = said.stream().filter(line -> line.matches("[0-9.]+")).toList();
            if (process.waitFor() != 0 || times.size() < 2) {
                throw new IOException("the JVM for " + option + " failed: " + (said.isEmpty() ? "" : said.getLast()));
            }
            return times;
        }
    }

    private static Map<String, ToDoubleFunction<Timeline>> events() {
        var events = new LinkedHashMap<String, ToDoubleFunction<Timeline>>();
        events.put("main", Timeline::main);
        events.put("first step", Timeline::firstStep);
        events.put("first epoch", Timeline::firstEpoch);
        events.put("full speed", Timeline::fullSpeed);
        events.put("steps/s at full speed", Timeline::fullRate);
        return events;
    }

    private static double median(List<Timeline> timelines, ToDoubleFunction<Timeline> event) {
        return Score.quantile(
                new DoubleArrayList(timelines.stream().mapToDouble(event).toArray()), 0.5);
    }

    private static void print(Map<String, List<Timeline>> timelines) {
        var rows = new ArrayList<List<String>>();
        var header = new ArrayList<>(List.of("ms from the start of the JVM to"));
        header.addAll(timelines.keySet());
        rows.add(header);
        events().forEach((name, event) -> {
            var row = new ArrayList<>(List.of(name));
            timelines.values().forEach(all -> row.add(String.format(Locale.ROOT, "%.0f", median(all, event))));
            rows.add(row);
        });
        System.out.print(TextTable.of(rows, 1));
    }

    private static List<Map<String, Object>> rows(Map<String, List<Timeline>> timelines) {
        var rows = new ArrayList<Map<String, Object>>();
        timelines.forEach((way, all) -> events().forEach((name, event) -> {
            var unit = name.startsWith("steps") ? "steps/s" : "ms";
            rows.add(JsonRows.row(NAME, "lanewise", way + ' ' + name, 1, median(all, event), unit));
        }));
        return rows;
    }
}

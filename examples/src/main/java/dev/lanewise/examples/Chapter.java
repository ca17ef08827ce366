package dev.lanewise.examples;

import dev.lanewise.examples.chapter.ChapterRun;
import dev.lanewise.examples.chapter.Images;
import dev.lanewise.examples.chapter.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes every experiment of the textbook's chapter on regularization and a report with pictures.
@Command(
        name = "chapter",
        description = {
            "Makes every experiment of the chapter on Fashion-MNIST, several seeds each, and writes a report that"
                    + " opens in any browser.",
            "What is finished is kept: the same command goes on where an earlier one was stopped."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Chapter implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--quick",
            description = "a rough answer in minutes: 6,000 training images, 3 seeds, 20 Monte-Carlo passes")
    private boolean quick;

    @Option(names = "--seeds", description = "trainings of each experiment: 5 if not given, 3 with --quick")
    private @Nullable Integer seeds;

    @Option(
            names = "--epochs",
            description = "of the default setting; longer and shorter experiments in proportion",
            defaultValue = "20")
    private int epochs;

    @Option(
            names = "--only",
            description = "experiments whose name contains this regular expression",
            defaultValue = "",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private String only = "";

    @Option(names = "--threads", description = "trainings side by side, 0 for all processors", defaultValue = "0")
    private int threads;

    @Option(names = "--data", description = "folder with the four IDX files; found or fetched if not given")
    private @Nullable Path data;

    @Option(
            names = "--out",
            description = "folder for the report: chapter-result if not given, or chapter-quick-result")
    private @Nullable Path out;

    private Chapter() {}

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        check("--seeds", seeds == null ? Setting.defaultSeeds(quick) : seeds, 1, 1000);
        check("--epochs", epochs, 1, 1000);
        check("--threads", threads, 0, 1024);
        var setting = setting();
        var images = new Images(split(false), split(true), FashionMnistData.CLASSES);
        var folder = out == null ? Path.of(quick ? "chapter-quick-result" : "chapter-result") : out;
        var report = ChapterRun.run(setting, images, folder);
        System.out.println("took " + (System.nanoTime() - began) / 1_000_000_000 + " s; the report is "
                + report.toAbsolutePath().normalize().toUri());
        return 0;
    }

    private Setting setting() {
        int jobs = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        int count = seeds == null ? Setting.defaultSeeds(quick) : seeds;
        try {
            return new Setting(quick, count, epochs, Pattern.compile(only), jobs);
        } catch (PatternSyntaxException wrong) {
            throw wrong("--only must be a regular expression, but '" + only + "' is not: " + wrong.getDescription());
        } catch (IllegalArgumentException wrong) {
            throw wrong(wrong.getMessage());
        }
    }

    private Images.Split split(boolean standardize) throws IOException {
        var read = FashionMnistData.load(data, standardize);
        return new Images.Split(read.train(), read.validation(), read.test());
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option + " must be in [" + least + ", " + most + "], but is " + value);
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}

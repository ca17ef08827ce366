package dev.lanewise.examples.chapter;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Says what is done and what is left: a bar on a terminal, a line for every training anywhere else. Safe to use from
/// several threads.
final class Progress implements AutoCloseable {
    private static final int PARTS = 1000;

    private final int trainings;
    private final double work;
    private final long began = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private double done;
    private int finished;

    /// @param trainings how many are to be made
    /// @param work of all together
    Progress(int trainings, double work) {
        this.trainings = trainings;
        this.work = work;
        boolean terminal = System.console() != null && System.console().isTerminal();
        bar = terminal && trainings > 0
                ? new ProgressBarBuilder()
                        .setTaskName("training")
                        .setInitialMax(PARTS)
                        .setUnit("%", PARTS / 100)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(250)
                        .continuousUpdate()
                        .clearDisplayOnFinish()
                        .setConsumer(new ConsoleProgressBarConsumer(System.out))
                        .build()
                : null;
    }

    /// Counts some work as done.
    synchronized void add(double more) {
        done += more;
        if (bar != null) {
            bar.stepTo(Math.min(PARTS, Math.round(PARTS * done / work)));
        }
        showFinished();
    }

    private void showFinished() {
        if (bar != null) {
            bar.setExtraMessage(" " + finished + " of " + trainings + " trainings, " + left());
        }
    }

    /// Counts a training as finished.
    synchronized void finish(Result result) {
        finished++;
        showFinished();
        if (bar == null) {
            System.out.printf(
                    Locale.ROOT,
                    "%3d of %d  %-24s seed %d  test accuracy %.4f  %5.1f s  %s%n",
                    finished,
                    trainings,
                    result.variant(),
                    result.seed(),
                    result.test().accuracy(),
                    result.seconds(),
                    left());
        }
    }

    private String left() {
        double seconds = (System.nanoTime() - began) * 1e-9;
        if (done <= 0) {
            return "";
        }
        var left = Duration.ofSeconds(Math.round(seconds * Math.max(0, work - done) / done));
        return left.toMinutes() == 0
                ? left.toSeconds() + " s left"
                : String.format(Locale.ROOT, "%d:%02d min left", left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

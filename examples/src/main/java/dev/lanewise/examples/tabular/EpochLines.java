package dev.lanewise.examples.tabular;

import dev.lanewise.train.Callback;
import dev.lanewise.train.Event;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// A line for every epoch, and on a terminal a progress bar for epochs of many steps.
final class EpochLines implements Callback {
    private static final int MANY_STEPS = 2000;
    private static final int STEPS_BETWEEN_DRAWINGS = 64;

    private final String metric;
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private @Nullable ProgressBar bar;
    private int epochs;
    private long steps;
    private long began;

    EpochLines(String metric) {
        this.metric = metric;
    }

    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted start -> {
                epochs = start.epochs();
                steps = start.stepsPerEpoch();
                began = System.nanoTime();
            }
            case Event.StepEnded step -> draw(step);
            case Event.EpochEnded end -> report(end);
            case Event.StepFailed _, Event.FitEnded _ -> close();
        }
        return Answer.CONTINUE;
    }

    private void draw(Event.StepEnded step) {
        if (!terminal || steps < MANY_STEPS || step.step() % STEPS_BETWEEN_DRAWINGS != 0) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + (step.epoch() + 1) + '/' + epochs)
                    .setInitialMax(steps)
                    .continuousUpdate()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(System.out))
                    .build();
        }
        bar.stepTo(step.step());
    }

    private void report(Event.EpochEnded end) {
        close();
        var history = end.history();
        System.out.printf(
                Locale.ROOT,
                "epoch %3d/%d %7.1f s  loss %.4f  %s %.4g  val_loss %.4f  val_%s %.4g%n",
                end.epoch() + 1,
                epochs,
                (System.nanoTime() - began) * 1e-9,
                history.last("loss"),
                metric,
                history.last(metric),
                history.last("val_loss"),
                metric,
                history.last("val_" + metric));
    }

    private void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

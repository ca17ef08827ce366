package dev.lanewise.examples;

import dev.lanewise.train.Callback;
import dev.lanewise.train.Event;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar for every epoch on a terminal, and a line for every epoch anywhere.
final class EpochBars implements Callback {
    private static final int STEPS_BETWEEN_DRAWINGS = 32;

    private final boolean terminal =
            System.console() != null && System.console().isTerminal();
    private @Nullable ProgressBar bar;
    private int epochs;
    private long steps;
    private long began;

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
        if (!terminal) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + (step.epoch() + 1) + '/' + epochs)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .continuousUpdate()
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(System.out))
                    .build();
        }
        if (step.step() % STEPS_BETWEEN_DRAWINGS == 0) {
            bar.stepTo(step.step() + 1L);
            bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", step.loss()));
        }
    }

    private void report(Event.EpochEnded end) {
        close();
        var history = end.history();
        var seconds = (System.nanoTime() - began) * 1e-9;
        double penalty = history.last("penalty");
        System.out.printf(
                Locale.ROOT,
                "epoch %2d/%d %6.1f s  loss %.4f%s  accuracy %.4f  val_loss %.4f  val_accuracy %.4f%n",
                end.epoch() + 1,
                epochs,
                seconds,
                history.last("loss"),
                penalty == 0
                        ? ""
                        : String.format(Locale.ROOT, " (data %.4f, penalty %.4f)", history.last("data_loss"), penalty),
                history.last("accuracy"),
                history.last("val_loss"),
                history.last("val_accuracy"));
    }

    private void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

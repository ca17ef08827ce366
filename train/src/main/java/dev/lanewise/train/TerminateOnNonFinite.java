package dev.lanewise.train;

import org.jspecify.annotations.Nullable;

/// Ends a training, instead of letting it fail, when a gradient or the mean loss of the epoch so far is infinite or not
/// a number; logs why.
public final class TerminateOnNonFinite implements Callback {
    private static final System.Logger LOGGER = System.getLogger(TerminateOnNonFinite.class.getName());

    private @Nullable String reason;

    private TerminateOnNonFinite() {}

    /// Returns the callback.
    public static TerminateOnNonFinite callback() {
        return new TerminateOnNonFinite();
    }

    /// Returns why the training was ended, naming the first parameter whose gradient is not finite, or null if it
    /// was not.
    public @Nullable String reason() {
        return reason;
    }

    @Override
    public Answer on(Event event) {
        switch (event) {
            case Event.FitStarted _ -> reason = null;
            case Event.StepFailed failed -> reason = failed.failure().getMessage();
            case Event.StepEnded ended
            when !Double.isFinite(ended.loss()) ->
                reason = "the loss is " + ended.loss() + " after step " + ended.step() + " of epoch " + ended.epoch();
            case Event.StepEnded _, Event.EpochEnded _, Event.FitEnded _ -> {
                return Answer.CONTINUE;
            }
        }
        if (reason == null) {
            return Answer.CONTINUE;
        }
        LOGGER.log(System.Logger.Level.WARNING, "training ends: " + reason);
        return Answer.STOP;
    }
}

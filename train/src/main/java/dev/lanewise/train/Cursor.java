package dev.lanewise.train;

/// Where a training stands: in which epoch, and after how many of its steps.
final class Cursor {
    private int epoch;
    private long step;
    private boolean stopped;
    private boolean paused;

    Cursor(int epoch) {
        this.epoch = epoch;
    }

    int epoch() {
        return epoch;
    }

    /// Returns the steps of this epoch that have been made.
    long step() {
        return step;
    }

    /// Returns whether the training is to end before its last epoch, for good or not.
    boolean stopped() {
        return stopped || paused;
    }

    void endStep() {
        step++;
    }

    void endEpoch() {
        epoch++;
        step = 0;
    }

    /// Ends the training for good: resumed, it would end at once.
    void stop() {
        stopped = true;
    }

    /// Ends the training for now: resumed, it would go on.
    void pause() {
        paused = true;
    }

    void save(State state) {
        state.put("epoch", epoch);
        state.put("step", step);
        state.put("stopped", stopped ? 1 : 0);
    }

    /// Returns the change to what was saved.
    Runnable restored(State state) {
        int savedEpoch = (int) state.number("epoch");
        long savedStep = (long) state.number("step");
        boolean savedStopped = state.number("stopped") == 1;
        return () -> {
            epoch = savedEpoch;
            step = savedStep;
            stopped |= savedStopped;
        };
    }
}

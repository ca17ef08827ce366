package dev.lanewise.train;

/// Where a training stands: in which epoch, and after how many of its steps.
final class Cursor {
    private int epoch;
    private long step;
    private boolean stopped;

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

    /// Returns whether the training is to end before its last epoch.
    boolean stopped() {
        return stopped;
    }

    void endStep() {
        step++;
    }

    void endEpoch() {
        epoch++;
        step = 0;
    }

    void stop() {
        stopped = true;
    }
}

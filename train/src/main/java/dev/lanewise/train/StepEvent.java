package dev.lanewise.train;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A step of training in a flight recording.
@Name("dev.lanewise.Step")
@Label("Training Step")
@Category("Lanewise")
@StackTrace(false)
final class StepEvent extends Event {
    @Label("Step")
    long step;

    @Label("Rows")
    int rows;

    @Label("Mean Data Loss of the Batch")
    double loss;

    /// Ends what [#begin()] began, and records it if a recording runs.
    void record(long step, int rows, double loss) {
        end();
        if (shouldCommit()) {
            this.step = step;
            this.rows = rows;
            this.loss = loss;
            commit();
        }
    }
}

package dev.lanewise.train;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// The writing of a checkpoint in a flight recording.
@Name("dev.lanewise.Checkpoint")
@Label("Checkpoint")
@Category("Lanewise")
@StackTrace(false)
final class CheckpointEvent extends Event {
    @Label("File")
    String file = "";

    @Label("Written")
    boolean written;
}

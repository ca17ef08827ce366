/// Data, losses, optimizers, schedules, callbacks, the training step and the loop.
module dev.lanewise.train {
    requires transitive dev.lanewise.regularization;
    requires static org.jspecify;
    requires jdk.jfr;
    requires it.unimi.dsi.fastutil;

    exports dev.lanewise.train;
}

/// Training of models: data, losses, optimizers, schedules, callbacks, the step and the loop.
@NullMarked
package dev.lanewise.train;

import org.jspecify.annotations.NullMarked;

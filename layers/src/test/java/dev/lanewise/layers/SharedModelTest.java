package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SharedModelTest {
    private static final int THREADS = 8;
    private static final int ROWS = 300;
    private static final int OUTPUTS = 5;

    @Test
    void shouldPredictTheSameBitsOnEightThreadsAtOnce() throws Exception {
        predict(100, 0);
    }

    @Test
    @Tag("slow")
    void shouldPredictTheSameBitsOnEightThreadsForAMinute() throws Exception {
        predict(0, 60);
    }

    /// Every thread predicts batches of 1 to 300 rows from any row on, by the model itself and by a workspace of
    /// its own on one or two engine threads, and compares them with what one thread has predicted before.
    private static void predict(int least, int seconds) throws Exception {
        var model = Sequential.of(
                        Shape.of(23),
                        Dense.of(71).withActivation(Activations.ELU),
                        BatchNormalization.layer(),
                        Dense.of(OUTPUTS).withActivation(Activations.SOFTMAX))
                .build(5);
        var input = Tensor.zeros(Shape.of(ROWS, 23));
        CounterRandom.of(1, 100, 0).uniform(input, -1, 1);
        var expected = model.predict(input);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int thread = 0; thread < THREADS; thread++) {
                var random = new Random(thread);
                var workspace = new Workspace(model, Engine.ofThreads(1 + thread % 2), ROWS);
                tasks.add(() -> {
                    int count = 0;
                    for (; count < least || System.nanoTime() < end; count++) {
                        int from = random.nextInt(ROWS);
                        int to = from + 1 + random.nextInt(ROWS - from);
                        var rows = input.rows(from, to);
                        var output =
                                count % 2 == 0 ? model.predict(rows) : workspace.forward(rows, Mode.INFERENCE, 0, from);
                        assertArrayEquals(expected.rows(from, to).toArray(), output.toArray());
                    }
                    return count;
                });
            }
            int predictions = 0;
            for (var done : executor.invokeAll(tasks)) {
                predictions += done.get();
            }
            assertTrue(predictions >= THREADS * least);
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.layers.Codecs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a trainer was asked for, beside the model.
///
/// @param loss what is to become small
/// @param divisor what weighted losses are divided by
/// @param metrics what is reported beside the loss
/// @param optimizer what moves the parameters
/// @param clipping what is done to great gradients
/// @param average the average of weights to take, or null for none
/// @param accumulation how many batches make an update
/// @param engine what computes
/// @param codecs what describes network, loss and optimizer in checkpoints
record Setup(
        Loss loss,
        Divisor divisor,
        List<Metric> metrics,
        Optimizer optimizer,
        GradientClipping clipping,
        @Nullable WeightAverage average,
        int accumulation,
        Engine engine,
        Codecs codecs) {
    static Setup of(Loss loss, Optimizer optimizer) {
        return new Setup(
                loss,
                Divisor.EXAMPLES,
                List.of(Metrics.ACCURACY),
                optimizer,
                GradientClipping.NONE,
                null,
                1,
                Engine.singleThreaded(),
                TrainingCodecs.standard());
    }

    Setup withDivisor(Divisor other) {
        return new Setup(loss, other, metrics, optimizer, clipping, average, accumulation, engine, codecs);
    }

    Setup withMetrics(List<Metric> others) {
        return new Setup(loss, divisor, others, optimizer, clipping, average, accumulation, engine, codecs);
    }

    Setup withClipping(GradientClipping other) {
        return new Setup(loss, divisor, metrics, optimizer, other, average, accumulation, engine, codecs);
    }

    Setup withEngine(Engine other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, average, accumulation, other, codecs);
    }

    Setup withCodecs(Codecs other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, average, accumulation, engine, other);
    }

    Setup withAverage(WeightAverage other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, other, accumulation, engine, codecs);
    }

    Setup withAccumulation(int other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, average, other, engine, codecs);
    }
}

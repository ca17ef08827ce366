package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.layers.Codecs;
import java.util.List;

/// What a trainer was asked for, beside the model.
///
/// @param loss what is to become small
/// @param divisor what weighted losses are divided by
/// @param metrics what is reported beside the loss
/// @param optimizer what moves the parameters
/// @param clipping what is done to great gradients
/// @param engine what computes
/// @param codecs what describes network and optimizer in checkpoints
record Setup(
        Loss loss,
        Divisor divisor,
        List<Metric> metrics,
        Optimizer optimizer,
        GradientClipping clipping,
        Engine engine,
        Codecs codecs) {
    static Setup of(Loss loss, Optimizer optimizer) {
        return new Setup(
                loss,
                Divisor.EXAMPLES,
                List.of(Metrics.ACCURACY),
                optimizer,
                GradientClipping.NONE,
                Engine.singleThreaded(),
                TrainingCodecs.standard());
    }

    Setup withDivisor(Divisor other) {
        return new Setup(loss, other, metrics, optimizer, clipping, engine, codecs);
    }

    Setup withMetrics(List<Metric> others) {
        return new Setup(loss, divisor, others, optimizer, clipping, engine, codecs);
    }

    Setup withClipping(GradientClipping other) {
        return new Setup(loss, divisor, metrics, optimizer, other, engine, codecs);
    }

    Setup withEngine(Engine other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, other, codecs);
    }

    Setup withCodecs(Codecs other) {
        return new Setup(loss, divisor, metrics, optimizer, clipping, engine, other);
    }
}

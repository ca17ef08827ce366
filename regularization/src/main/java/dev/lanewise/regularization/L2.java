package dev.lanewise.regularization;

import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Schedule;

/// The penalty strength·Σw², with gradient 2·strength·w: no half, as in Keras.
///
/// What other libraries call L2 or weight decay differs by a factor of two, and in whether it is part of the gradient
/// (coupled) or moves the weight beside the optimizer (decoupled). The setting c that equals a strength of λ here:
///
/// | Setting c | Loss | A weight feels | Equal for |
/// |---|---|---|---|
/// | Keras `L2`, TensorFlow Java `L2`, DJL `L2WeightDecay` | c·Σw² | gradient 2c·w | c = λ |
/// | Deeplearning4j `l2` | ½c·Σw² | gradient c·w | c = 2λ |
/// | PyTorch `weight_decay` of SGD and Adam, DJL `optWeightDecays` | – | gradient c·w | c = 2λ |
/// | Flux `WeightDecay` | – | gradient c·w | c = 2λ |
/// | Smile `setWeightDecay` | – | w ← (1 − 2η·c)·w | c = λ for plain SGD alone |
/// | Keras `weight_decay`, `AdamW` | – | w ← w − η·c·w | c = 2λ for plain SGD alone |
/// | Deeplearning4j `WeightDecay` | – | w ← w − η·c·w | c = 2λ for plain SGD alone |
///
/// @param strength finite and at least 0 at every step; Keras has 0.01 as its default
public record L2(Schedule strength) implements Penalty {
    /// Checks the strength of the first step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public L2 {
        Strengths.at("L2", strength, 0);
    }

    /// Returns the penalty with this strength.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public static L2 of(double strength) {
        return new L2(Schedule.constant(strength));
    }

    @Override
    public double value(Tensor parameter, long step) {
        return Strengths.at("L2", strength, step) * Sums.squares(parameter);
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        double now = Strengths.at("L2", strength, step);
        return now * Sums.addScaled((float) (2 * now), parameter, gradient);
    }

    /// Returns 2·√(strength·value), since strength·w² is at most the value for every w; infinity where twice the
    /// strength, which multiplies the weights, is more than the greatest float.
    @Override
    public double gradientBound(double value, long step) {
        double now = Strengths.at("L2", strength, step);
        return 2 * now <= Float.MAX_VALUE ? 2 * Math.sqrt(now * value) : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

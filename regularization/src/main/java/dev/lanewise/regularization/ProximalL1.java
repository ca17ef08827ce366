package dev.lanewise.regularization;

import dev.lanewise.core.Functions;
import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ProximalPenalty;
import dev.lanewise.layers.Schedule;

/// The penalty strength·Σ|w| by soft thresholding after the optimizer's update instead of by its gradient: w becomes
/// sign(w)·max(|w| − strength·s, 0), where s is how far the optimizer moves that element for a gradient of 1.
///
/// Weights become exactly 0 and stay so while the gradient of the rest of the loss is at most the strength; where one
/// rests at another value, that gradient is the strength. This holds for momentum and adaptive optimizers alike, since
/// s is theirs (proximal gradient descent; Duchi et al., 2010, for adaptive ones).
///
/// @param strength finite and at least 0 at every step
public record ProximalL1(Schedule strength) implements ProximalPenalty {
    /// Checks the strength of the first step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public ProximalL1 {
        Strengths.at("proximal L1", strength, 0);
    }

    /// Returns the penalty with this strength.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public static ProximalL1 of(double strength) {
        return new ProximalL1(Schedule.constant(strength));
    }

    @Override
    public double value(Tensor parameter, long step) {
        return Strengths.at("proximal L1", strength, step) * Sums.absolutes(parameter);
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        return value(parameter, step);
    }

    /// Returns 0, as there is no gradient.
    @Override
    public double gradientBound(double value, long step) {
        return 0;
    }

    @Override
    public void shrink(Tensor parameter, Tensor stepSizes, long step) {
        float now = (float) Strengths.at("proximal L1", strength, step);
        Functions.softThreshold(parameter, stepSizes, now, parameter);
    }

    @Override
    public boolean elementwise() {
        return true;
    }
}

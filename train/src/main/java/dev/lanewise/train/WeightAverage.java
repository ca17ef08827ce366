package dev.lanewise.train;

/// An exponential moving average of the trained weights, which often predicts better than the last weights:
/// a ← m·a + (1 − m)·w after every update.
///
/// It is taken of weights after their projection, and projected itself wherever it is used, so that constraints hold
/// for averaged weights as for others. Keras (`use_ema`) averages the weights before their projection; without
/// constraints both are the same. Where several batches make an update it is taken after the update, in Keras after
/// every batch. Moving statistics of batch normalization are not averaged, as in Keras: they are those that the
/// unaveraged weights saw.
///
/// [Trainer#fit] validates with the averages, as Keras' `SwapEMAWeights` does: while callbacks hear that an epoch has
/// ended, and after training, the model holds them. In between training goes on with the weights themselves, and so
/// does one that is resumed from a checkpoint; another `fit` goes on from the averages.
///
/// @param momentum m in [0, 1); Keras' default is 0.99
/// @param biasCorrected how it begins: at the first weights, as in Keras, if false; at 0 if true, and then it is
///     divided by 1 − mᵗ after t updates where it is used, as Adam's moments are
/// @param overwriteEvery after how many updates the weights are set to the average, as Keras'
///     `ema_overwrite_frequency`; 0, as by default, for never
public record WeightAverage(double momentum, boolean biasCorrected, int overwriteEvery) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public WeightAverage {
        Ranges.share("the momentum of an average of weights", momentum);
        if (overwriteEvery < 0) {
            throw new IllegalArgumentException(
                    "there must be at least 0 updates between overwritings, but are " + overwriteEvery);
        }
    }

    /// Returns an average that begins at the first weights and never overwrites any.
    ///
    /// @param momentum m in [0, 1)
    public static WeightAverage momentum(double momentum) {
        return new WeightAverage(momentum, false, 0);
    }

    /// Returns one that begins at 0 and is corrected for that.
    public WeightAverage withBiasCorrection() {
        return new WeightAverage(momentum, true, overwriteEvery);
    }

    /// Returns one that the weights are set to after every so many updates.
    public WeightAverage overwritingEvery(int updates) {
        return new WeightAverage(momentum, biasCorrected, updates);
    }
}

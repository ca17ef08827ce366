package dev.lanewise.train;

/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019): [Adam] inside [DecoupledDecay]. Other betas, a
/// schedule or PyTorch's form come from `DecoupledDecay.of(Adam.learningRate(…)…, decay)`.
public final class AdamW {
    private AdamW() {}

    /// Returns the optimizer with Keras' defaults, a constant rate and Keras' decay of 0.004; PyTorch's is 0.01.
    ///
    /// @throws IllegalArgumentException unless the rate is finite and at least 0
    public static DecoupledDecay learningRate(double learningRate) {
        return DecoupledDecay.of(Adam.learningRate(learningRate), 0.004);
    }
}

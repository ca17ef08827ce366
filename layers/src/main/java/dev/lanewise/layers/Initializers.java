package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.VarianceScaling.Distribution;
import dev.lanewise.layers.VarianceScaling.Fan;

/// The initializers by name, as in Keras.
public enum Initializers implements Initializer {
    /// All 0.
    ZEROS((target, _) -> target.fill(0)),
    /// All 1.
    ONES((target, _) -> target.fill(1)),
    /// Uniform with variance 2 / (inputs + units); Glorot and Bengio, 2010. The default of Dense weights.
    GLOROT_UNIFORM(new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM)),
    /// Truncated normal with variance 2 / (inputs + units).
    GLOROT_NORMAL(new VarianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL)),
    /// Uniform with variance 2 / inputs; He et al., 2015. For ReLU and its kin.
    HE_UNIFORM(new VarianceScaling(2, Fan.IN, Distribution.UNIFORM)),
    /// Truncated normal with variance 2 / inputs.
    HE_NORMAL(new VarianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL)),
    /// Uniform with variance 1 / inputs; LeCun et al., 1998. For SELU.
    LECUN_UNIFORM(new VarianceScaling(1, Fan.IN, Distribution.UNIFORM)),
    /// Truncated normal with variance 1 / inputs.
    LECUN_NORMAL(new VarianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL));

    private final Initializer initializer;

    Initializers(Initializer initializer) {
        this.initializer = initializer;
    }

    @Override
    public void initialize(Tensor target, CounterRandom random) {
        initializer.initialize(target, random);
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Sequential;
import java.util.ArrayList;

/// The textbook's two summary tables as descriptions of networks (Géron, Hands-On Machine Learning, 2nd edition,
/// chapter 11); ordinary stacks that can be changed like any other.
///
/// | | default | self-normalizing |
/// |---|---|---|
/// | initializer | He | LeCun |
/// | activation | ELU | SELU |
/// | normalization | batch norm, before the activation | none; inputs must be standardized |
/// | regularization | early stopping, and L2 if needed | alpha dropout if needed |
/// | optimizer | momentum, RMSProp or Nadam | the same |
/// | schedule | 1cycle | 1cycle |
///
/// The last three rows are the trainer's.
public final class Recipes {
    private Recipes() {}

    /// Returns the default network: Flatten, for every hidden layer a linear dense layer without a bias, batch norm
    /// and ELU, and the output.
    ///
    /// @param input the shape of one example
    /// @param output the last layer
    /// @param hidden the units of the hidden layers, at least one layer
    /// @throws IllegalArgumentException if there is no hidden layer or one has no unit
    public static Sequential defaultNetwork(Shape input, Dense output, int... hidden) {
        var layers = start(hidden);
        for (int units : hidden) {
            // Batch norm subtracts the mean, so a bias before it would do nothing.
            layers.add(Dense.of(units).withInitializer(Initializers.HE_NORMAL).withBias(null));
            layers.add(BatchNormalization.layer());
            layers.add(ActivationLayer.of(Activations.ELU));
        }
        layers.add(output);
        return new Sequential(input, layers);
    }

    /// Returns the self-normalizing network without noise: Flatten, dense layers with SELU, and the output.
    ///
    /// @param input the shape of one example, whose elements should have mean 0 and deviation 1 over the training
    ///     data
    /// @param output the last layer
    /// @param hidden the units of the hidden layers, at least one layer
    /// @throws IllegalArgumentException if there is no hidden layer or one has no unit
    public static Sequential selfNormalizing(Shape input, Dense output, int... hidden) {
        return selfNormalizing(input, 0, output, hidden);
    }

    /// Returns the self-normalizing network with alpha dropout after every hidden layer.
    ///
    /// @param input the shape of one example, whose elements should have mean 0 and deviation 1 over the training
    ///     data
    /// @param rate the fraction dropped, as for [AlphaDropout]; 0 for no noise
    /// @param output the last layer
    /// @param hidden the units of the hidden layers, at least one layer
    /// @throws IllegalArgumentException if there is no hidden layer, one has no unit, or the rate is out of range
    public static Sequential selfNormalizing(Shape input, double rate, Dense output, int... hidden) {
        var noise = AlphaDropout.rate(rate);
        var layers = start(hidden);
        for (int units : hidden) {
            layers.add(Dense.of(units).withActivation(Activations.SELU).withInitializer(Initializers.LECUN_NORMAL));
            if (rate > 0) {
                layers.add(noise);
            }
        }
        layers.add(output);
        return new Sequential(input, layers);
    }

    private static ArrayList<Layer> start(int[] hidden) {
        if (hidden.length == 0) {
            throw new IllegalArgumentException("the recipes need at least 1 hidden layer, but have none");
        }
        var layers = new ArrayList<Layer>();
        layers.add(Flatten.layer());
        return layers;
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.AlphaDropout;
import dev.lanewise.regularization.Dropout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A classifier of images: Flatten, hidden layers of one kind, ten outputs with softmax.
///
/// @param hidden the units of the hidden layers
/// @param activation of the hidden layers; SELU goes with LeCun's initializer and standardized pixels, all others with
///     He's and pixels in [0, 1]
/// @param noise what is dropped; null for no noise
/// @param penalty on the hidden weights
/// @param outputPenalized whether the penalty is on the output's weights too
/// @param constraint on the hidden weights
/// @param batchNormalized whether batch norm comes before every activation, in place of a bias
/// @param standardized whether pixels have mean 0 and deviation 1
record Network(
        List<Integer> hidden,
        Activations activation,
        @Nullable Noise noise,
        Penalty penalty,
        boolean outputPenalized,
        Constraint constraint,
        boolean batchNormalized,
        boolean standardized) {
    private static final Shape IMAGE = Shape.of(28, 28);
    private static final int CLASSES = 10;

    /// What is dropped in front of the layers.
    ///
    /// @param input the rate in front of the first layer; 0 for none
    /// @param hidden the rate behind every hidden layer
    /// @param alpha whether it is alpha dropout
    record Noise(double input, double hidden, boolean alpha) {
        private Layer layer(double rate) {
            return alpha ? AlphaDropout.rate(rate) : Dropout.rate(rate);
        }
    }

    /// Returns a network without regularization.
    static Network of(Activations activation, Integer... hidden) {
        return new Network(
                List.of(hidden),
                activation,
                null,
                Penalty.NONE,
                false,
                Constraint.NONE,
                false,
                activation == Activations.SELU);
    }

    Network withDropout(double input, double behind) {
        return withNoise(new Noise(input, behind, false));
    }

    Network withAlphaDropout(double behind) {
        return withNoise(new Noise(0, behind, true));
    }

    Network withoutNoise() {
        return withNoise(null);
    }

    private Network withNoise(@Nullable Noise other) {
        return new Network(
                hidden, activation, other, penalty, outputPenalized, constraint, batchNormalized, standardized);
    }

    Network withPenalty(Penalty other, boolean onOutput) {
        return new Network(hidden, activation, noise, other, onOutput, constraint, batchNormalized, standardized);
    }

    Network withConstraint(Constraint other) {
        return new Network(hidden, activation, noise, penalty, outputPenalized, other, batchNormalized, standardized);
    }

    Network withBatchNorm() {
        return new Network(hidden, activation, noise, penalty, outputPenalized, constraint, true, standardized);
    }

    Network withStandardizedPixels() {
        return new Network(hidden, activation, noise, penalty, outputPenalized, constraint, batchNormalized, true);
    }

    private Network withoutBatchNorm() {
        return new Network(hidden, activation, noise, penalty, outputPenalized, constraint, false, standardized);
    }

    /// Returns the layers.
    Sequential description() {
        var layers = new ArrayList<Layer>();
        layers.add(Flatten.layer());
        if (noise != null) {
            // A rate of 0 draws nothing, but keeps the places, and so the masks, of the layers behind it.
            layers.add(noise.layer(noise.input()));
        }
        for (int units : hidden) {
            var dense = Dense.of(units)
                    .withInitializer(
                            activation == Activations.SELU ? Initializers.LECUN_NORMAL : Initializers.HE_NORMAL)
                    .withPenalty(penalty)
                    .withConstraint(constraint);
            if (batchNormalized) {
                layers.add(dense.withBias(null));
                layers.add(BatchNormalization.layer());
                layers.add(ActivationLayer.of(activation));
            } else {
                layers.add(dense.withActivation(activation));
            }
            if (noise != null) {
                layers.add(noise.layer(noise.hidden()));
            }
        }
        layers.add(Dense.of(CLASSES)
                .withActivation(Activations.SOFTMAX)
                .withPenalty(outputPenalized ? penalty : Penalty.NONE));
        return new Sequential(IMAGE, layers);
    }

    /// Returns the network with initial weights, those that all networks of the same layers share for a seed.
    Model build(long seed) {
        var model = description().build(seed);
        if (batchNormalized) {
            var paired = withoutBatchNorm().description().build(seed);
            for (var parameter : model.parameters()) {
                paired.parameters().stream()
                        .filter(other -> other.name().equals(parameter.name()))
                        .map(Parameter::value)
                        .forEach(parameter.value()::copyFrom);
            }
        }
        return model;
    }
}

package dev.lanewise.examples;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Initializer;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.AlphaDropout;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.train.OneCycle;
import dev.lanewise.train.Optimizer;
import dev.lanewise.train.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The networks of the chapter: Flatten, Dense 300, Dense 100, Dense 10 with softmax, and one way to regularize each.
enum Recipe {
    PLAIN,
    L1,
    L2,
    DROPOUT,
    ALPHA_DROPOUT,
    MAX_NORM,
    DEFAULT,
    SELF_NORMALIZING;

    private static final Shape IMAGE = Shape.of(28, 28);
    private static final double PEAK = 0.05;
    private static final double SELF_NORMALIZING_PEAK = 0.02;

    /// Returns the name as it stands on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the recipe with the name as it stands on the command line.
    static Recipe named(String name) {
        return Stream.of(values())
                .filter(recipe -> recipe.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "must be one of " + String.join(", ", new Names()) + ", but is '" + name + "'"));
    }

    /// The names of all recipes.
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Stream.of(values()).map(Recipe::toString).toList());
        }
    }

    /// Returns whether the network is made of SELU layers, which want standardized inputs.
    boolean selfNormalizing() {
        return this == ALPHA_DROPOUT || this == MAX_NORM || this == SELF_NORMALIZING;
    }

    /// Returns whether training ends when the validation loss no longer improves, with the best weights.
    boolean stopsEarly() {
        return this == DEFAULT || this == SELF_NORMALIZING;
    }

    /// Returns the network.
    ///
    /// @param strength of the penalty, for `l1` and `l2`: 1e-4 if null
    /// @param rate dropped, for `dropout` and `alpha-dropout`: 0.2 and 0.1 if null
    /// @throws IllegalArgumentException if a number is given to a recipe without it, or out of its range
    Sequential network(@Nullable Double strength, @Nullable Double rate) {
        Activation activation = selfNormalizing() ? Activations.SELU : Activations.ELU;
        Initializer initializer = selfNormalizing() ? Initializers.LECUN_NORMAL : Initializers.HE_NORMAL;
        var hidden = Dense.of(300).withActivation(activation).withInitializer(initializer);
        var output = Dense.of(10).withActivation(Activations.SOFTMAX);
        double lambda = chosen("--strength", strength, 1e-4, L1, L2);
        double dropped = chosen("--rate", rate, this == DROPOUT ? 0.2 : 0.1, DROPOUT, ALPHA_DROPOUT);
        return switch (this) {
            case PLAIN, SELF_NORMALIZING -> stack(List.of(hidden), output);
            case L1 -> stack(List.of(hidden.withPenalty(new L1(Schedule.constant(lambda)))), output);
            case L2 -> stack(List.of(hidden.withPenalty(new L2(Schedule.constant(lambda)))), output);
            case MAX_NORM -> stack(List.of(hidden.withConstraint(MaxNorm.perUnit(1))), output);
            case DROPOUT -> withNoise(Dropout.rate(dropped), true, hidden, output);
            case ALPHA_DROPOUT -> withNoise(AlphaDropout.rate(dropped), false, hidden, output);
            case DEFAULT -> {
                var linear = hidden.withActivation(Activations.LINEAR).withBias(null);
                yield stack(List.of(linear, BatchNormalization.layer(), ActivationLayer.of(Activations.ELU)), output);
            }
        };
    }

    private double chosen(String option, @Nullable Double given, double otherwise, Recipe... recipes) {
        if (given != null && !List.of(recipes).contains(this)) {
            throw new IllegalArgumentException(
                    option + " is for the recipes " + recipes[0] + " and " + recipes[1] + ", but this is " + this);
        }
        return given == null ? otherwise : given;
    }

    /// Returns the optimizer: momentum, and for the two summary recipes the 1cycle schedule over all steps.
    Optimizer optimizer(long steps) {
        var momentum = Sgd.learningRate(0.01).withMomentum(0.9);
        double peak = selfNormalizing() ? SELF_NORMALIZING_PEAK : PEAK;
        return stopsEarly() ? momentum.withLearningRate(OneCycle.book(peak, Math.max(2, steps))) : momentum;
    }

    private static Sequential stack(List<Layer> block, Dense output) {
        var layers = new ArrayList<Layer>();
        layers.add(Flatten.layer());
        for (int units : List.of(300, 100)) {
            for (var layer : block) {
                layers.add(layer instanceof Dense dense ? dense.withUnits(units) : layer);
            }
        }
        layers.add(output);
        return new Sequential(IMAGE, layers);
    }

    private static Sequential withNoise(Layer noise, boolean onInput, Dense hidden, Dense output) {
        var layers = new ArrayList<Layer>();
        layers.add(Flatten.layer());
        if (onInput) {
            layers.add(noise);
        }
        layers.addAll(List.of(hidden, noise, hidden.withUnits(100), noise, output));
        return new Sequential(IMAGE, layers);
    }
}

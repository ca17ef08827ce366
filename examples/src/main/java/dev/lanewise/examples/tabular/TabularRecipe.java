package dev.lanewise.examples.tabular;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.Recipes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The networks for tables: dense layers, and one way to regularize each.
enum TabularRecipe {
    PLAIN,
    L1,
    L2,
    DROPOUT,
    ALPHA_DROPOUT,
    MAX_NORM,
    DEFAULT,
    SELF_NORMALIZING;

    private static final double STRENGTH = 1e-3;
    private static final double RATE = 0.2;
    private static final double ALPHA_RATE = 0.1;

    /// Returns the name as it stands on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Returns the network.
    ///
    /// @param inputs how many there are
    /// @param hidden the units of the hidden layers
    /// @param output the last layer
    /// @param strength of the penalty, for `l1` and `l2`: 1e-3 if null
    /// @param rate dropped, for `dropout` and `alpha-dropout`: 0.2 and 0.1 if null
    /// @throws IllegalArgumentException if a number is given to a recipe without it, or out of its range
    Sequential network(int inputs, int[] hidden, Dense output, @Nullable Double strength, @Nullable Double rate) {
        double lambda = chosen("--strength", strength, STRENGTH, L1, L2);
        double dropped = chosen("--rate", rate, this == DROPOUT ? RATE : ALPHA_RATE, DROPOUT, ALPHA_DROPOUT);
        var input = Shape.of(inputs);
        var elu = Dense.of(1).withActivation(Activations.ELU).withInitializer(Initializers.HE_NORMAL);
        // He's weights would begin outside of a max-norm of 1.
        var selu = elu.withActivation(Activations.SELU).withInitializer(Initializers.LECUN_NORMAL);
        return switch (this) {
            case PLAIN -> stack(input, elu, 0, hidden, output);
            case L1 -> stack(input, elu.withPenalty(new L1(Schedule.constant(lambda))), 0, hidden, output);
            case L2 -> stack(input, elu.withPenalty(new L2(Schedule.constant(lambda))), 0, hidden, output);
            case MAX_NORM -> stack(input, selu.withConstraint(MaxNorm.perUnit(1)), 0, hidden, output);
            case DROPOUT -> stack(input, elu, dropped, hidden, output);
            case ALPHA_DROPOUT -> Recipes.selfNormalizing(input, dropped, output, hidden);
            case DEFAULT -> Recipes.defaultNetwork(input, output, hidden);
            case SELF_NORMALIZING -> Recipes.selfNormalizing(input, output, hidden);
        };
    }

    private double chosen(String option, @Nullable Double given, double otherwise, TabularRecipe... recipes) {
        if (given != null && !List.of(recipes).contains(this)) {
            throw new IllegalArgumentException(
                    option + " is for the recipes " + recipes[0] + " and " + recipes[1] + ", but this is " + this);
        }
        return given == null ? otherwise : given;
    }

    private static Sequential stack(Shape input, Dense layer, double rate, int[] hidden, Dense output) {
        // Checked even where it is 0 and leaves no layer.
        var noise = Dropout.rate(rate);
        var layers = new ArrayList<Layer>();
        for (int units : hidden) {
            layers.add(layer.withUnits(units));
            if (rate > 0) {
                layers.add(noise);
            }
        }
        layers.add(output);
        return new Sequential(input, layers);
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializer;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.LeakyRelu;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.VarianceScaling;
import dev.lanewise.regularization.Finding.Rule;
import dev.lanewise.regularization.LintedLayers.Step;
import java.util.List;
import java.util.Locale;

/// The linter's rules for a dense layer: how its weights begin, and what batch norm behind it makes void.
final class DenseRules {
    /// The greatest norm of the lines along an axis.
    private record Norm(double maximum, int axis) {
        static List<Norm> of(Constraint constraint) {
            return switch (constraint) {
                case MaxNorm norm -> List.of(new Norm(norm.maximum(), norm.axis()));
                case MinMaxNorm norm -> List.of(new Norm(norm.maximum(), norm.axis()));
                case Constraints.Sequence sequence ->
                    sequence.constraints().stream()
                            .flatMap(each -> of(each).stream())
                            .toList();
                default -> List.of();
            };
        }
    }

    private DenseRules() {}

    /// @param next the layers behind it
    static void check(Step step, Dense dense, List<Layer> next, List<Finding> findings) {
        initializer(step, dense, next, findings);
        for (var norm : Norm.of(dense.weight().constraint())) {
            norms(step, dense, norm, findings);
        }
        bias(step, dense, next, findings);
        penalty(step, dense, next, findings);
    }

    private static void initializer(Step step, Dense dense, List<Layer> next, List<Finding> findings) {
        var initializer = dense.weight().initializer();
        boolean selu = dense.activation() == Activations.SELU
                || dense.activation() == Activations.LINEAR
                        && !next.isEmpty()
                        && next.getFirst().equals(ActivationLayer.of(Activations.SELU));
        if (selu && known(initializer) && !leCun(initializer)) {
            findings.add(new Finding(
                    Rule.SELU_INITIALIZER,
                    step.where(),
                    "SELU keeps mean 0 and variance 1 for weights of variance 1 / inputs, but they begin with "
                            + initializer,
                    "use LECUN_NORMAL"));
        }
    }

    private static boolean known(Initializer initializer) {
        return initializer instanceof Initializers || initializer instanceof VarianceScaling;
    }

    private static boolean leCun(Initializer initializer) {
        return initializer == Initializers.LECUN_NORMAL
                || initializer == Initializers.LECUN_UNIFORM
                || initializer instanceof VarianceScaling scaling
                        && scaling.scale() == 1
                        && scaling.fan() == VarianceScaling.Fan.IN;
    }

    private static void norms(Step step, Dense dense, Norm norm, List<Finding> findings) {
        var initializer = dense.weight().initializer();
        double initial = meanNorm(initializer, Shape.of(step.input().size(), dense.units()), norm.axis);
        // A hundredth of play: norms that only scatter around the maximum are no contradiction.
        if (norm.maximum < 0.99 * initial) {
            findings.add(new Finding(
                    Rule.MAX_NORM_BELOW_INITIAL,
                    step.where(),
                    String.format(
                            Locale.ROOT,
                            "the weights of %s begin with a norm of about %.3g under %s, and a greatest norm of %s"
                                    + " takes the initializer's scale away before the first step",
                            norm.axis == 0 ? "a unit" : "an input",
                            initial,
                            initializer,
                            norm.maximum),
                    "use an initializer with a smaller variance, such as LECUN_NORMAL, or a greater maximum"));
        }
    }

    /// Returns the mean norm along an axis that an initializer gives.
    private static double meanNorm(Initializer initializer, Shape shape, int axis) {
        var weight = Tensor.zeros(shape);
        initializer.initialize(weight, CounterRandom.of(0, 0, 0));
        var line = Line.of(weight, axis);
        double sum = 0;
        for (int i = 0; i < line.count(); i++) {
            line.select(i);
            double squares = 0;
            for (int j = 0; j < line.length(); j++) {
                squares += (double) line.get(j) * line.get(j);
            }
            sum += Math.sqrt(squares);
        }
        return sum / line.count();
    }

    private static void bias(Step step, Dense dense, List<Layer> next, List<Finding> findings) {
        boolean normalized = !next.isEmpty() && next.getFirst() instanceof BatchNormalization;
        if (normalized && dense.activation() == Activations.LINEAR && dense.bias() != null) {
            findings.add(new Finding(
                    Rule.BIAS_BEFORE_BATCH_NORM,
                    step.where(),
                    "batch norm subtracts the mean, and with it the bias, whose gradient is 0",
                    "leave the bias out: withBias(null)"));
        }
    }

    private static void penalty(Step step, Dense dense, List<Layer> next, List<Finding> findings) {
        int i = 0;
        while (i < next.size() && next.get(i) instanceof ActivationLayer layer && keepsScale(layer.activation())) {
            i++;
        }
        boolean normalized = i < next.size() && next.get(i) instanceof BatchNormalization;
        if (normalized && keepsScale(dense.activation()) && dense.weight().penalty() != Penalty.NONE) {
            findings.add(new Finding(
                    Rule.PENALTY_BEFORE_BATCH_NORM,
                    step.where(),
                    "batch norm divides the scale of the weight out again, so "
                            + dense.weight().penalty()
                            + " does not make the function smoother but only raises the learning rate in effect",
                    "leave the penalty out here"));
        }
    }

    /// Returns whether f(c·x) = c·f(x) for c > 0, so that batch norm divides c out.
    private static boolean keepsScale(Activation activation) {
        return activation == Activations.LINEAR
                || activation == Activations.RELU
                || activation == Activations.LEAKY_RELU
                || activation instanceof LeakyRelu;
    }
}

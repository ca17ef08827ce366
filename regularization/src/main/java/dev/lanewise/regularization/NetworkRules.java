package dev.lanewise.regularization;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Initializer;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.VarianceScaling;
import dev.lanewise.regularization.Finding.Rule;
import dev.lanewise.regularization.LintedLayers.Step;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The linter's rules that need the description alone.
final class NetworkRules {
    /// A greater rate is more often a fraction kept than one dropped.
    private static final double GREATEST_USUAL_RATE = 0.5;

    private NetworkRules() {}

    static void check(LintedLayers layers, List<Finding> findings) {
        boolean selu = layers.selfNormalizing();
        var steps = layers.steps();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var dense = dense(step.layer());
            if (dense != null) {
                dense(step, dense, findings);
                beforeBatchNorm(step, dense, follower(steps, i), findings);
            }
            noise(step, selu, follower(steps, i), findings);
            if (selu && step.layer() instanceof BatchNormalization) {
                findings.add(new Finding(
                        Rule.SELU_BATCH_NORM,
                        step.where(),
                        "SELU layers keep mean 0 and variance 1 by themselves, and batch norm adds its own noise to"
                                + " that",
                        "leave batch norm out, or use ELU or ReLU with it"));
            }
        }
        if (layers.wholeNetwork() && !Double.isNaN(rate(steps.getLast().layer()))) {
            findings.add(new Finding(
                    Rule.NOISE_ON_OUTPUT,
                    steps.getLast().where(),
                    "noise on the network's output goes straight into the loss",
                    "put it before the last dense layer"));
        }
    }

    private static @Nullable Dense dense(Layer layer) {
        return switch (layer) {
            case Dense dense -> dense;
            case DropConnect connect -> connect.dense();
            default -> null;
        };
    }

    /// Returns the next layer that is not only a change of shape, if there is one.
    private static @Nullable Layer follower(List<Step> steps, int index) {
        int next = index + 1;
        while (next < steps.size() && steps.get(next).layer() instanceof Flatten) {
            next++;
        }
        return next < steps.size() ? steps.get(next).layer() : null;
    }

    private static void dense(Step step, Dense dense, List<Finding> findings) {
        var initializer = dense.weight().initializer();
        if (dense.activation() == Activations.SELU && known(initializer) && !leCun(initializer)) {
            findings.add(new Finding(
                    Rule.SELU_INITIALIZER,
                    step.where(),
                    "SELU keeps mean 0 and variance 1 for weights of variance 1 / inputs, but they begin with "
                            + initializer,
                    "use LECUN_NORMAL"));
        }
        if (dense.weight().constraint() instanceof MaxNorm norm) {
            double initial = meanNorm(initializer, step.input().size(), dense.units());
            // A hundredth of play: norms that only scatter around the maximum are no contradiction.
            if (norm.maximum() < 0.99 * initial) {
                findings.add(new Finding(
                        Rule.MAX_NORM_BELOW_INITIAL,
                        step.where(),
                        String.format(
                                Locale.ROOT,
                                "the weights of a unit begin with a norm of about %.3g under %s, and max-norm %s takes"
                                        + " the initializer's scale away before the first step",
                                initial,
                                initializer,
                                norm.maximum()),
                        "use an initializer with a smaller variance, such as LECUN_NORMAL, or a greater maximum"));
            }
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

    /// Returns the mean norm of the units' weights that an initializer gives.
    private static double meanNorm(Initializer initializer, int inputs, int units) {
        var weight = Tensor.zeros(Shape.of(inputs, units));
        initializer.initialize(weight, CounterRandom.of(0, 0, 0));
        double sum = 0;
        for (int unit = 0; unit < units; unit++) {
            double squares = 0;
            for (int i = 0; i < inputs; i++) {
                double w = weight.get(i * units + unit);
                squares += w * w;
            }
            sum += Math.sqrt(squares);
        }
        return sum / units;
    }

    private static void beforeBatchNorm(Step step, Dense dense, @Nullable Layer next, List<Finding> findings) {
        if (!(next instanceof BatchNormalization) || dense.activation() != Activations.LINEAR) {
            return;
        }
        if (dense.bias() != null) {
            findings.add(new Finding(
                    Rule.BIAS_BEFORE_BATCH_NORM,
                    step.where(),
                    "batch norm subtracts the mean, and with it the bias, whose gradient is 0",
                    "leave the bias out: withBias(null)"));
        }
        if (dense.weight().penalty() != Penalty.NONE) {
            findings.add(new Finding(
                    Rule.PENALTY_BEFORE_BATCH_NORM,
                    step.where(),
                    "batch norm divides the scale of the weight out again, so "
                            + dense.weight().penalty()
                            + " does not make the function smoother but only raises the learning rate in effect",
                    "leave the penalty out here"));
        }
    }

    private static void noise(Step step, boolean selu, @Nullable Layer next, List<Finding> findings) {
        var layer = step.layer();
        boolean alpha = layer instanceof AlphaDropout
                || layer instanceof McAlphaDropout
                || layer instanceof FeatureAlphaDropout;
        double rate = rate(layer);
        if (Double.isNaN(rate)) {
            return;
        }
        if (selu && !alpha && ordinary(layer)) {
            findings.add(new Finding(
                    Rule.SELU_DROPOUT,
                    step.where(),
                    "dropout of zeros changes mean and variance, which SELU layers need to be 0 and 1",
                    "use AlphaDropout with a rate of 0.05 to 0.1"));
        }
        if (!selu && alpha) {
            findings.add(new Finding(
                    Rule.ALPHA_DROPOUT_WITHOUT_SELU,
                    step.where(),
                    "alpha dropout puts SELU's least value in, which is an outlier for other activations",
                    "use Dropout, or SELU with LECUN_NORMAL"));
        }
        if (next instanceof BatchNormalization) {
            findings.add(new Finding(
                    Rule.DROPOUT_BEFORE_BATCH_NORM,
                    step.where(),
                    "noise raises the variance in training alone, so that batch norm's moving statistics are wrong in"
                            + " inference",
                    "put the noise behind the batch norm"));
        }
        if (rate > GREATEST_USUAL_RATE && !(layer instanceof GaussianNoise)) {
            findings.add(new Finding(
                    Rule.RATE_LIKE_KEEP_PROBABILITY,
                    step.where(),
                    String.format(
                            Locale.ROOT,
                            "a rate of %s drops %.0f %%; it looks like the fraction kept",
                            rate,
                            100 * rate),
                    String.format(Locale.ROOT, "give the fraction dropped, which is 1 - kept: %.3g", 1 - rate)));
        }
    }

    private static boolean ordinary(Layer layer) {
        return layer instanceof Dropout
                || layer instanceof McDropout
                || layer instanceof SpatialDropout
                || layer instanceof GaussianDropout;
    }

    /// Returns the rate of a noise layer, the deviation for [GaussianNoise], or NaN for any other layer and for
    /// noise that is off.
    private static double rate(Layer layer) {
        double rate = switch (layer) {
            case Dropout dropout -> dropout.rate();
            case McDropout dropout -> dropout.rate();
            case SpatialDropout dropout -> dropout.rate();
            case AlphaDropout dropout -> dropout.rate();
            case McAlphaDropout dropout -> dropout.rate();
            case FeatureAlphaDropout dropout -> dropout.rate();
            case GaussianDropout dropout -> dropout.rate();
            case GaussianNoise noise -> noise.deviation();
            default -> Double.NaN;
        };
        return rate == 0 ? Double.NaN : rate;
    }
}

package dev.lanewise.regularization;

import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Reshape;
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
                DenseRules.check(step, dense, followers(steps, i), findings);
            }
            noise(step, selu, followers(steps, i), findings);
            likeKeepProbability(step, findings);
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

    /// Returns the layers behind one but those that only change the shape.
    private static List<Layer> followers(List<Step> steps, int index) {
        return steps.subList(index + 1, steps.size()).stream()
                .map(Step::layer)
                .filter(layer -> !(layer instanceof Flatten || layer instanceof Reshape))
                .toList();
    }

    private static void noise(Step step, boolean selu, List<Layer> next, List<Finding> findings) {
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
        if (!next.isEmpty() && next.getFirst() instanceof BatchNormalization) {
            findings.add(new Finding(
                    Rule.DROPOUT_BEFORE_BATCH_NORM,
                    step.where(),
                    "noise raises the variance in training alone, so that batch norm's moving statistics are wrong in"
                            + " inference",
                    "put the noise behind the batch norm"));
        }
    }

    private static void likeKeepProbability(Step step, List<Finding> findings) {
        double rate = switch (step.layer()) {
            case DropConnect connect -> connect.rate();
            case StochasticDepth depth -> depth.rate();
            case GaussianNoise _ -> 0;
            default -> rate(step.layer());
        };
        if (rate > GREATEST_USUAL_RATE) {
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

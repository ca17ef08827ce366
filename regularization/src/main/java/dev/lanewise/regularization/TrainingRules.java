package dev.lanewise.regularization;

import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.regularization.Finding.Rule;
import java.util.List;
import java.util.Locale;

/// The linter's rules that need numbers of the training set-up.
final class TrainingRules {
    private static final double MEAN = 0.2;
    private static final double LEAST_DEVIATION = 0.8;
    private static final double GREATEST_DEVIATION = 1.25;

    private TrainingRules() {}

    static void check(Linter linter, List<Finding> findings) {
        var all = LintedLayers.of(linter.network());
        var inputs = linter.inputs();
        if (inputs != null && !standardized(inputs) && normalizesItself(all)) {
            findings.add(new Finding(
                    Rule.SELU_INPUTS,
                    "the inputs",
                    String.format(
                            Locale.ROOT,
                            "SELU layers need inputs of mean 0 and deviation 1, but they have %.3g and %.3g",
                            inputs.mean(),
                            inputs.deviation()),
                    "subtract the mean and divide by the deviation of the training data"));
        }
        var first = linter.firstStep();
        if (first != null && first.penalty() > first.dataLoss()) {
            findings.add(new Finding(
                    Rule.PENALTY_ABOVE_LOSS,
                    "the first step",
                    String.format(
                            Locale.ROOT,
                            "the penalty of %.3g is greater than the data loss of %.3g, so the weights shrink before"
                                    + " they learn",
                            first.penalty(),
                            first.dataLoss()),
                    "make the strengths smaller"));
        }
        if (linter.decoupledDecay() > 0) {
            decay(linter.decoupledDecay(), all, findings);
        }
    }

    private static boolean standardized(Linter.Inputs inputs) {
        return Math.abs(inputs.mean()) <= MEAN
                && inputs.deviation() >= LEAST_DEVIATION
                && inputs.deviation() <= GREATEST_DEVIATION;
    }

    /// Returns whether the network is made of SELU layers and does not begin with a normalization of its own.
    private static boolean normalizesItself(List<LintedLayers> all) {
        for (var step : all.getFirst().steps()) {
            if (step.layer() instanceof BatchNormalization) {
                return false;
            }
            if (step.layer() instanceof Dense) {
                break;
            }
        }
        return all.stream().anyMatch(LintedLayers::selfNormalizing);
    }

    private static void decay(double decay, List<LintedLayers> all, List<Finding> findings) {
        for (var layers : all) {
            for (var step : layers.steps()) {
                if (shrinks(step.layer())) {
                    findings.add(new Finding(
                            Rule.PENALTY_AND_DECAY,
                            step.where(),
                            "an L2 penalty and a decoupled decay of " + decay + " shrink the same weights twice",
                            "keep one of them"));
                }
            }
        }
    }

    private static boolean shrinks(Layer layer) {
        var penalty = layer instanceof Dense dense ? dense.weight().penalty() : null;
        return penalty instanceof L2 || penalty instanceof L1L2;
    }
}

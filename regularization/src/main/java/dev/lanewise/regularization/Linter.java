package dev.lanewise.regularization;

import dev.lanewise.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the description of a network, and what is known of its training, and names what works against itself.
///
/// Most rules need the description alone; those on inputs, losses and decay are looked at once their numbers are given.
/// Findings are warnings; [#requireClean()] makes them errors. Layers inside stacks, residual connections and
/// concatenations are read as well.
///
/// @param network the description
/// @param inputs mean and deviation of the training inputs; null if not known
/// @param firstStep the losses of the first step; null if not known
/// @param decoupledDecay the optimizer's decoupled weight decay; 0 for none
public record Linter(
        Sequential network,
        @Nullable Inputs inputs,
        @Nullable FirstStep firstStep,
        double decoupledDecay) {
    private static final System.Logger LOGGER = System.getLogger("dev.lanewise.regularization");

    /// What is known of the training inputs.
    ///
    /// @param mean over all elements
    /// @param deviation over all elements
    public record Inputs(double mean, double deviation) {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException unless both are finite and the deviation is at least 0
        public Inputs {
            if (!(Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException("inputs need a finite mean and a finite deviation of at least 0, but"
                        + " have " + mean + " and " + deviation);
            }
        }
    }

    /// What the first step of training reported.
    ///
    /// @param dataLoss the loss without penalties
    /// @param penalty the sum of all penalties
    public record FirstStep(double dataLoss, double penalty) {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException unless both are finite
        public FirstStep {
            if (!(Double.isFinite(dataLoss) && Double.isFinite(penalty))) {
                throw new IllegalArgumentException(
                        "the losses of the first step must be finite, but are " + dataLoss + " and " + penalty);
            }
        }
    }

    /// Checks the decay.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public Linter {
        if (!(decoupledDecay >= 0 && Double.isFinite(decoupledDecay))) {
            throw new IllegalArgumentException(
                    "a decoupled decay must be finite and at least 0, but is " + decoupledDecay);
        }
    }

    /// Returns a linter that knows the description alone.
    public static Linter of(Sequential network) {
        return new Linter(network, null, null, 0);
    }

    /// Returns a copy that knows mean and deviation of the training inputs.
    public Linter withInputs(double mean, double deviation) {
        return new Linter(network, new Inputs(mean, deviation), firstStep, decoupledDecay);
    }

    /// Returns a copy that knows the losses of the first step.
    public Linter withFirstStep(double dataLoss, double penalty) {
        return new Linter(network, inputs, new FirstStep(dataLoss, penalty), decoupledDecay);
    }

    /// Returns a copy that knows the optimizer's decoupled weight decay.
    public Linter withDecoupledDecay(double decay) {
        return new Linter(network, inputs, firstStep, decay);
    }

    /// Returns what was found, in the order of the layers.
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        LintedLayers.of(network).forEach(layers -> NetworkRules.check(layers, findings));
        TrainingRules.check(this, findings);
        return List.copyOf(findings);
    }

    /// Logs a warning for each finding and returns them.
    public List<Finding> warn() {
        var findings = findings();
        findings.forEach(finding -> LOGGER.log(System.Logger.Level.WARNING, finding.toString()));
        return findings;
    }

    /// Throws if there is a finding.
    ///
    /// @throws IllegalArgumentException with one line for each of them
    public void requireClean() {
        var findings = findings();
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(findings.stream()
                    .map(Finding::toString)
                    .collect(Collectors.joining("\n", "the network contradicts itself:\n", "")));
        }
    }
}

package dev.lanewise.regularization;

/// One contradiction that the [Linter] found.
///
/// @param rule what is contradicted
/// @param where the place in the network, such as `layer 3 (Dense)`, or the training set-up
/// @param reason what is there and why it works against itself
/// @param remedy what to do instead
public record Finding(Rule rule, String where, String reason, String remedy) {
    /// What the linter looks for.
    public enum Rule {
        /// A SELU layer whose weights do not begin with variance 1 / inputs.
        SELU_INITIALIZER,
        /// Dropout that moves mean and variance in a network of SELU layers.
        SELU_DROPOUT,
        /// Batch norm in a network of SELU layers, which normalize themselves.
        SELU_BATCH_NORM,
        /// Inputs of a network of SELU layers that are not standardized.
        SELU_INPUTS,
        /// Alpha dropout without SELU.
        ALPHA_DROPOUT_WITHOUT_SELU,
        /// Dropout right before batch norm.
        DROPOUT_BEFORE_BATCH_NORM,
        /// A bias that batch norm subtracts again.
        BIAS_BEFORE_BATCH_NORM,
        /// A penalty on a weight whose scale batch norm takes out again.
        PENALTY_BEFORE_BATCH_NORM,
        /// A max-norm that scales the weights down before the first step.
        MAX_NORM_BELOW_INITIAL,
        /// A rate that is rather the fraction kept.
        RATE_LIKE_KEEP_PROBABILITY,
        /// Noise on the network's output.
        NOISE_ON_OUTPUT,
        /// A penalty that is greater than the data loss at the first step.
        PENALTY_ABOVE_LOSS,
        /// An L2 penalty together with decoupled weight decay.
        PENALTY_AND_DECAY
    }

    /// Returns the finding in one line.
    @Override
    public String toString() {
        return rule + " at " + where + ": " + reason + "; " + remedy;
    }
}

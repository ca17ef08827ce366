package dev.lanewise.train;

/// The focal loss of a yes or no (Lin et al., 2017), as Keras writes it: (1 − q)^γ times the binary cross-entropy, with
/// q = y·p + (1 − y)·(1 − p) the probability of what is right; the mean over the elements of a row. Easy examples count
/// little.
///
/// For logits p is their sigmoid; in the cross-entropy it is clipped to [1e-7, 1 − 1e-7].
///
/// @param logits whether the outputs are logits; false by default
/// @param gamma γ, at least 0; 2 by default
/// @param balance α in (0, 1): a further factor, α where y is 1 and 1 − α where it is 0; 0 for none, the default
/// @param labelSmoothing s in [0, 1): targets become y·(1 − s) + s / 2; 0 by default
public record BinaryFocalCrossentropy(boolean logits, double gamma, double balance, double labelSmoothing)
        implements ElementLoss {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public BinaryFocalCrossentropy {
        Ranges.notNegative("gamma of a focal loss", gamma);
        Ranges.share("alpha of a focal loss", balance);
        Ranges.share("label smoothing", labelSmoothing);
    }

    /// Returns the loss of probabilities, with γ = 2.
    public static BinaryFocalCrossentropy ofProbabilities() {
        return new BinaryFocalCrossentropy(false, 2, 0, 0);
    }

    /// Returns the loss of logits, with γ = 2.
    public static BinaryFocalCrossentropy ofLogits() {
        return new BinaryFocalCrossentropy(true, 2, 0, 0);
    }

    /// Returns a copy with another γ.
    public BinaryFocalCrossentropy withGamma(double other) {
        return new BinaryFocalCrossentropy(logits, other, balance, labelSmoothing);
    }

    /// Returns a copy that balances the classes; Keras' α is 0.25.
    public BinaryFocalCrossentropy withBalance(double other) {
        return new BinaryFocalCrossentropy(logits, gamma, other, labelSmoothing);
    }

    /// Returns a copy with label smoothing.
    public BinaryFocalCrossentropy withLabelSmoothing(double other) {
        return new BinaryFocalCrossentropy(logits, gamma, balance, other);
    }

    @Override
    public double value(double output, double target) {
        double y = Targets.smooth(target, labelSmoothing, 2);
        double p = logits ? Targets.sigmoid(output) : output;
        return weight(y) * StrictMath.pow(wrong(p, y), gamma) * crossentropy(p, y);
    }

    @Override
    public double slope(double output, double target) {
        double y = Targets.smooth(target, labelSmoothing, 2);
        double p = logits ? Targets.sigmoid(output) : output;
        double wrong = wrong(p, y);
        double focus = gamma == 0 ? 0 : gamma * StrictMath.pow(wrong, gamma - 1) * (1 - 2 * y);
        double ofCrossentropy = Targets.inside(p) ? (p - y) / (p * (1 - p)) : 0;
        double slope = focus * crossentropy(p, y) + StrictMath.pow(wrong, gamma) * ofCrossentropy;
        return weight(y) * slope * (logits ? p * (1 - p) : 1);
    }

    private double weight(double y) {
        return balance == 0 ? 1 : y * balance + (1 - y) * (1 - balance);
    }

    private static double wrong(double p, double y) {
        return 1 - (y * p + (1 - y) * (1 - p));
    }

    private static double crossentropy(double p, double y) {
        double clipped = Targets.clip(p);
        return -y * StrictMath.log(clipped) - (1 - y) * StrictMath.log(1 - clipped);
    }
}

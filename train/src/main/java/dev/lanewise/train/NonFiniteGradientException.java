package dev.lanewise.train;

/// Thrown when a step meets a gradient that is infinite or not a number; the weights are those before the step.
public final class NonFiniteGradientException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NonFiniteGradientException(String parameter, long step, double loss) {
        super("the gradient of " + parameter + " is not finite in step " + step + ", where the loss is " + loss
                + "; the weights are those before that step. A smaller learning rate or scaled inputs usually help");
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Schedule;
import java.util.Set;
import java.util.function.Predicate;

/// Weight decay beside an optimizer (Loshchilov and Hutter, 2019): w ← w − η·λ·w with the step's rate η, then the
/// optimizer's own update of the result, as Keras and PyTorch's AdamW do.
///
/// This is no penalty: it adds nothing to the loss and does not pass through the moments. Only for plain gradient
/// descent does it equal an `L2` of λ/2.
///
/// @param optimizer what moves the weights
/// @param decay λ, at least 0
/// @param excluded the parameters that do not decay; none by default, as in Keras
public record DecoupledDecay(Optimizer optimizer, double decay, Predicate<Parameter> excluded) implements Optimizer {
    /// Parameters by their role.
    record Roles(Set<String> roles) implements Predicate<Parameter> {
        @Override
        public boolean test(Parameter parameter) {
            return roles.contains(parameter.name().substring(parameter.name().lastIndexOf('/') + 1));
        }
    }

    /// Checks the decay.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public DecoupledDecay {
        Ranges.notNegative("the decoupled decay", decay);
    }

    /// Returns an optimizer that lets all parameters decay.
    public static DecoupledDecay of(Optimizer optimizer, double decay) {
        return new DecoupledDecay(optimizer, decay, new Roles(Set.of()));
    }

    /// Returns a copy that spares some parameters.
    public DecoupledDecay excluding(Predicate<Parameter> other) {
        return new DecoupledDecay(optimizer, decay, other);
    }

    /// Returns a copy that spares the parameters with these roles: `bias` is that of `dense_1/bias`.
    public DecoupledDecay excluding(String... roles) {
        return excluding(new Roles(Set.of(roles)));
    }

    @Override
    public Schedule learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public int slots() {
        return optimizer.slots();
    }

    /// Returns one more than the optimizer's own, the last.
    @Override
    public int coefficients() {
        return optimizer.coefficients() + 1;
    }

    @Override
    public boolean wholeParameters() {
        return optimizer.wholeParameters();
    }

    @Override
    public Optimizer forParameter(Parameter parameter) {
        var own = optimizer.forParameter(parameter);
        return excluded.test(parameter) ? own : of(own, decay);
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        optimizer.prepare(step, rate, coefficients);
        coefficients[optimizer.coefficients()] = rate * decay;
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        float rate = (float) -coefficients[optimizer.coefficients()];
        for (int i = from; i < to; i++) {
            value[i] = Math.fma(rate, value[i], value[i]);
        }
        optimizer.update(value, gradient, slots, from, to, coefficients);
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        optimizer.stepSizes(slots, from, to, coefficients, stepSizes);
    }

    @Override
    public int velocity() {
        return optimizer.velocity();
    }
}

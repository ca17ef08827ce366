package dev.lanewise.train;

import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// An optimizer for each group of parameters, with its own rate, decay and other numbers:
///
/// ```java
/// ParameterGroups.of(AdamW.learningRate(1e-3))
///         .with(parameter -> parameter.name().startsWith("dense_1/"), Sgd.learningRate(0.01))
///         .withRateFactor(parameter -> parameter.name().endsWith("/bias"), 2);
/// ```
///
/// A parameter belongs to the first group that takes it, and to `others` if none does.
///
/// @param groups in order of precedence
/// @param others moves all remaining parameters; its learning rate is the one that is reported
public record ParameterGroups(List<Group> groups, Optimizer others) implements Optimizer {
    /// Some parameters and what moves them.
    ///
    /// @param members whether a parameter belongs to the group
    /// @param optimizer what moves them
    public record Group(Predicate<Parameter> members, Optimizer optimizer) {}

    /// Copies the list.
    public ParameterGroups {
        groups = List.copyOf(groups);
    }

    /// Returns one optimizer for all parameters.
    public static ParameterGroups of(Optimizer others) {
        return new ParameterGroups(List.of(), others);
    }

    /// Returns a copy in which these parameters, unless an earlier group takes them, have their own optimizer.
    public ParameterGroups with(Predicate<Parameter> members, Optimizer optimizer) {
        var more = new ArrayList<>(groups);
        more.add(new Group(members, optimizer));
        return new ParameterGroups(more, others);
    }

    /// Returns a copy in which these parameters, unless an earlier group takes them, are moved as the others, by a
    /// multiple of their rate.
    ///
    /// @throws IllegalArgumentException unless the factor is finite and at least 0
    public ParameterGroups withRateFactor(Predicate<Parameter> members, double factor) {
        return with(members, new RateFactor(others, factor));
    }

    @Override
    public Optimizer forParameter(Parameter parameter) {
        for (var group : groups) {
            if (group.members().test(parameter)) {
                return group.optimizer().forParameter(parameter);
            }
        }
        return others.forParameter(parameter);
    }

    @Override
    public Schedule learningRate() {
        return others.learningRate();
    }

    @Override
    public int slots() {
        return others.slots();
    }

    @Override
    public int coefficients() {
        return others.coefficients();
    }

    @Override
    public void prepare(long step, double rate, double[] coefficients) {
        others.prepare(step, rate, coefficients);
    }

    @Override
    public void update(float[] value, float[] gradient, float[][] slots, int from, int to, double[] coefficients) {
        others.update(value, gradient, slots, from, to, coefficients);
    }

    @Override
    public boolean wholeParameters() {
        return others.wholeParameters();
    }

    @Override
    public void stepSizes(float[][] slots, int from, int to, double[] coefficients, float[] stepSizes) {
        others.stepSizes(slots, from, to, coefficients, stepSizes);
    }

    @Override
    public int velocity() {
        return others.velocity();
    }
}

package dev.lanewise.layers;

import org.jspecify.annotations.Nullable;

/// What a layer's parameter is to be: how it begins, and the policies that hang on it.
///
/// @param initializer gives the first values
/// @param penalty the term it adds to the loss
/// @param constraint the set it is kept in
public record ParameterSpec(Initializer initializer, Penalty penalty, Constraint constraint) {
    /// Returns a parameter with this initializer, no penalty and no constraint.
    public static ParameterSpec of(Initializer initializer) {
        return new ParameterSpec(initializer, Penalty.NONE, Constraint.NONE);
    }

    /// Returns a copy with another initializer.
    public ParameterSpec withInitializer(Initializer other) {
        return new ParameterSpec(other, penalty, constraint);
    }

    /// Returns a copy with another penalty.
    public ParameterSpec withPenalty(Penalty other) {
        return new ParameterSpec(initializer, other, constraint);
    }

    /// Returns a copy with another constraint.
    public ParameterSpec withConstraint(Constraint other) {
        return new ParameterSpec(initializer, penalty, other);
    }

    /// Returns what is left in a network that only predicts: no penalty, no constraint, and zeros to begin with,
    /// since the values are there already.
    ParameterSpec forInference() {
        return of(Initializers.ZEROS);
    }

    static @Nullable ParameterSpec forInference(@Nullable ParameterSpec spec) {
        return spec == null ? null : spec.forInference();
    }
}

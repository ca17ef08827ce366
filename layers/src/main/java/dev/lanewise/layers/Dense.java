package dev.lanewise.layers;

import dev.lanewise.core.Columns;
import dev.lanewise.core.Functions;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// A densely connected layer: y = f(x·W + b), with W of (inputs, units) and b of (units), as Keras' `Dense`.
///
/// The input of an example may have any shape; it is read as one row of its elements. Backward, with dz = f'(z)·dy:
/// dW = xᵀ·dz, db = Σ dz over the rows, dx = dz·Wᵀ.
///
/// @param units the number of outputs, at least 1
/// @param activation f; linear by default
/// @param weight the weight: Glorot-uniform by default
/// @param bias the bias: zeros by default; null for none
public record Dense(
        int units,
        Activation activation,
        ParameterSpec weight,
        @Nullable ParameterSpec bias) implements Layer {
    /// Checks the number of units.
    ///
    /// @throws IllegalArgumentException if there is none
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("a dense layer needs at least 1 unit, but has " + units);
        }
    }

    /// Returns a linear layer with the default initializers.
    public static Dense of(int units) {
        return new Dense(
                units,
                Activations.LINEAR,
                ParameterSpec.of(Initializers.GLOROT_UNIFORM),
                ParameterSpec.of(Initializers.ZEROS));
    }

    /// Returns a copy with another number of units.
    public Dense withUnits(int other) {
        return new Dense(other, activation, weight, bias);
    }

    /// Returns a copy with another activation.
    public Dense withActivation(Activation other) {
        return new Dense(units, other, weight, bias);
    }

    /// Returns a copy with another initializer of the weight.
    public Dense withInitializer(Initializer other) {
        return new Dense(units, activation, weight.withInitializer(other), bias);
    }

    /// Returns a copy with a penalty on the weight.
    public Dense withPenalty(Penalty other) {
        return new Dense(units, activation, weight.withPenalty(other), bias);
    }

    /// Returns a copy with a constraint on the weight.
    public Dense withConstraint(Constraint other) {
        return new Dense(units, activation, weight.withConstraint(other), bias);
    }

    /// Returns a copy with another bias, or without one for null.
    public Dense withBias(@Nullable ParameterSpec other) {
        return new Dense(units, activation, weight, other);
    }

    /// Returns a copy with a penalty on the bias.
    ///
    /// @throws IllegalArgumentException if there is no bias
    public Dense withBiasPenalty(Penalty other) {
        return withBias(existingBias().withPenalty(other));
    }

    /// Returns a copy with a constraint on the bias.
    ///
    /// @throws IllegalArgumentException if there is no bias
    public Dense withBiasConstraint(Constraint other) {
        return withBias(existingBias().withConstraint(other));
    }

    private ParameterSpec existingBias() {
        if (bias == null) {
            throw new IllegalArgumentException("a policy for the bias needs a bias, but this layer has none: " + this);
        }
        return bias;
    }

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(units);
    }

    @Override
    public void declare(Shape input, Declarations declarations) {
        declarations.parameter("weight", Shape.of(input.size(), units), weight);
        if (bias != null) {
            declarations.parameter("bias", Shape.of(units), bias);
        }
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        var linear = activation == Activations.LINEAR ? slot.output() : slot.buffer(0);
        Products.multiply(slot.engine(), input, slot.parameter(0), bias == null ? null : slot.parameter(1), linear);
        if (activation != Activations.LINEAR) {
            activation.apply(linear, slot.output());
        }
        return slot.output();
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var dz = outputGradient;
        if (activation != Activations.LINEAR) {
            dz = slot.buffer(1);
            activation.gradient(slot.buffer(0), output, outputGradient, dz);
        }
        if (!slot.frozen()) {
            Products.multiplyTransposedLeft(slot.engine(), input, dz, slot.gradient(0));
            if (bias != null) {
                Columns.sum(slot.engine(), dz, slot.gradient(1));
            }
            boundGradients(slot, input, dz);
        }
        if (!slot.needsInputGradient()) {
            return dz;
        }
        Products.multiplyTransposedRight(slot.engine(), dz, slot.parameter(0), slot.inputGradient());
        return slot.inputGradient();
    }

    /// Bounds the gradients where that reads less than they are: |Σ x·dz| ≤ rows · max |x| · max |dz|, and twice
    /// that with all roundings of up to 2²³ rows, since (1 + 2⁻²⁴)^rows < 2.
    private void boundGradients(Slot slot, Tensor input, Tensor dz) {
        if (input.rows() < units) {
            double ofSum = 2.0 * dz.rows() * Functions.largestMagnitude(dz);
            slot.boundGradient(0, ofSum * Functions.largestMagnitude(input));
            if (bias != null) {
                slot.boundGradient(1, ofSum);
            }
        }
    }

    @Override
    public Layer forInference() {
        return new Dense(units, activation, weight.forInference(), ParameterSpec.forInference(bias));
    }
}

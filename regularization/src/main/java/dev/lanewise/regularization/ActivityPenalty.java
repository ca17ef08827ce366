package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Sums;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Slot;

/// Puts a penalty on the output of the layer before it, divided by the number of rows, and passes that output on:
/// Keras' `activity_regularizer` and, for an L1L2, `ActivityRegularization`.
///
/// As in Keras it is part of the loss in training and in evaluation. Backward, with n rows: dx = dy + ∇penalty(x)/n.
///
/// @param penalty the penalty of a whole batch, such as an [L1] for sparse activations
public record ActivityPenalty(Penalty penalty) implements Layer {
    /// Returns the layer with this penalty.
    public static ActivityPenalty of(Penalty penalty) {
        return new ActivityPenalty(penalty);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public Tensor forward(Slot slot, Tensor input) {
        return input;
    }

    @Override
    public Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient) {
        var sum = slot.inputGradient();
        var ofPenalty = slot.buffer(0);
        ofPenalty.fill(0);
        penalty.addGradient(output, ofPenalty, slot.step());
        sum.copyFrom(outputGradient);
        Sums.addScaled(1f / output.rows(), ofPenalty, sum);
        return sum;
    }

    @Override
    public Penalty outputPenalty() {
        return penalty;
    }

    @Override
    public Layer forInference() {
        return Identity.layer();
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;

/// One step of a network, described by an immutable value; it holds no numbers of its own.
///
/// A description can be used in several places and networks, and every place has numbers of its own. What belongs to a
/// place (its parameters, buffers and random numbers, and the places of the layers inside it) comes with the [Slot] of
/// each call.
public interface Layer {
    /// Returns the shape of one example's output.
    ///
    /// @param input the shape of one example
    /// @throws IllegalArgumentException if the layer cannot take that shape
    Shape outputShape(Shape input);

    /// Declares the parameters that this layer needs for an input shape, in the order in which
    /// [Slot#parameter(int)] numbers them; none unless overridden.
    default void declare(Shape input, Declarations declarations) {}

    /// Computes the output for a batch.
    ///
    /// @param input one example a row; stays as it is until backward has run
    /// @return [Slot#output()], filled, or the input itself where the layer changes nothing
    Tensor forward(Slot slot, Tensor input);

    /// Writes the gradients of the layer's parameters and returns the gradient with respect to its input.
    ///
    /// @param input what forward was given
    /// @param output what forward returned
    /// @param outputGradient the gradient of the loss with respect to the output; not to be written to
    /// @return [Slot#inputGradient()], filled, or the output's gradient where the layer changes nothing; what is
    ///     returned is ignored if [Slot#needsInputGradient()] is false
    Tensor backward(Slot slot, Tensor input, Tensor output, Tensor outputGradient);

    /// Takes over what the last run in training mode has found, as moving statistics; called once the step's
    /// update has been made, and never after a step that failed. Nothing unless overridden.
    default void updateState(Slot slot) {}

    /// Returns whether this layer adds noise in a mode; false unless overridden.
    default boolean random(Mode mode) {
        return false;
    }

    /// Returns what is left of this layer in a network that only predicts: a layer that gives the same in inference
    /// mode, without noise, penalties and constraints; itself unless overridden.
    default Layer forInference() {
        return this;
    }

    /// Returns the penalty on this layer's output, of which the loss has the part by the number of rows, in
    /// training and in evaluation; backward adds its gradient. None unless overridden.
    default Penalty outputPenalty() {
        return Penalty.NONE;
    }

    /// Receives what a layer declares: its parameters, and the layers inside it in the order in which
    /// [Slot#forward(int, Tensor)] numbers them.
    interface Declarations {
        /// Declares a parameter that the optimizer moves.
        void parameter(String role, Shape shape, ParameterSpec spec);

        /// Declares numbers that belong to the network but are not trained, such as moving statistics.
        void state(String role, Shape shape, Initializer initializer);

        /// Declares a layer inside this one that reads what this one reads.
        void branch(Layer inner);

        /// Declares a layer inside this one that reads the output of the one declared before it; the first
        /// reads what this one reads.
        void chain(Layer inner);

        /// Says that nothing of what is declared from now on, inside or here, is trained.
        void freeze();
    }
}

package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Concatenate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Residual;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Stack;
import java.util.ArrayList;
import java.util.List;

/// Layers that follow one another, as the linter reads them: stacks are taken apart, and what branches off becomes a
/// sequence of its own.
///
/// @param steps in order
/// @param wholeNetwork whether these are the outermost layers, so that the last gives the network's output
record LintedLayers(List<Step> steps, boolean wholeNetwork) {
    /// One layer.
    ///
    /// @param layer the layer, without the stacks and frozen layers around it
    /// @param input the shape of an example before it
    /// @param where how a finding names it
    record Step(Layer layer, Shape input, String where) {}

    /// Returns the network's sequence, and those of its branches.
    static List<LintedLayers> of(Sequential network) {
        var all = new ArrayList<LintedLayers>();
        read(network, network.input(), "", true, all);
        return all;
    }

    private static void read(Layer layer, Shape input, String prefix, boolean whole, List<LintedLayers> all) {
        var steps = new ArrayList<Step>();
        all.add(new LintedLayers(steps, whole));
        append(layer, input, prefix, steps, all);
    }

    private static void append(Layer layer, Shape input, String prefix, List<Step> steps, List<LintedLayers> all) {
        var where = prefix + "layer " + steps.size() + " (" + layer.getClass().getSimpleName() + ')';
        switch (layer) {
            case Sequential sequential -> appendAll(sequential.layers(), input, prefix, steps, all);
            case Stack stack -> appendAll(stack.layers(), input, prefix, steps, all);
            case Frozen frozen -> append(frozen.layer(), input, prefix, steps, all);
            case Residual residual -> {
                steps.add(new Step(layer, input, where));
                read(new Stack(residual.layers()), input, where + " / ", false, all);
                if (residual.projection() != null) {
                    read(residual.projection(), input, where + " / projection / ", false, all);
                }
            }
            case Concatenate concatenate -> {
                steps.add(new Step(layer, input, where));
                for (var branch : concatenate.branches()) {
                    read(branch, input, where + " / ", false, all);
                }
            }
            default -> steps.add(new Step(layer, input, where));
        }
    }

    private static void appendAll(
            List<Layer> layers, Shape input, String prefix, List<Step> steps, List<LintedLayers> all) {
        var shape = input;
        for (var layer : layers) {
            append(layer, shape, prefix, steps, all);
            shape = layer.outputShape(shape);
        }
    }

    /// Returns whether SELU stands in this sequence.
    boolean selfNormalizing() {
        return steps.stream().anyMatch(step -> switch (step.layer) {
            case Dense dense -> dense.activation() == Activations.SELU;
            case DropConnect connect -> connect.dense().activation() == Activations.SELU;
            case ActivationLayer activation -> activation.activation() == Activations.SELU;
            default -> false;
        });
    }
}

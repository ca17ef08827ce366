package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Workspace;
import org.jspecify.annotations.Nullable;

/// What a trainer computes in, kept between runs: a workspace with room for the greatest batch so far, and the
/// gradient of its output.
final class Buffers {
    private final Model model;
    private final Activation leftOut;
    private final Engine engine;
    private @Nullable Workspace workspace;
    private @Nullable Tensor outputGradient;
    private @Nullable Tensor activated;

    /// @param leftOut the last activation of the network, if the model is without it, or [Activations#LINEAR]
    Buffers(Model model, Activation leftOut, Engine engine) {
        this.model = model;
        this.leftOut = leftOut;
        this.engine = engine;
    }

    /// Returns the workspace, made anew only where it has too little room.
    Workspace workspaceFor(int rows) {
        if (workspace == null || workspace.maximumRows() < rows) {
            workspace = new Workspace(model, engine, Math.max(rows, Evaluator.ROWS));
        }
        return workspace;
    }

    /// Returns memory of the output's shape.
    Tensor gradientFor(Tensor output) {
        if (outputGradient == null || !outputGradient.shape().equals(output.shape())) {
            outputGradient = Tensor.zeros(output.shape());
        }
        return outputGradient;
    }

    /// Returns the output of the last run.
    Tensor lastOutput() {
        return workspaceFor(1).value(model.layers().size());
    }

    /// Returns what the network gives, with the activation that the model is without.
    Tensor outputOfActivation(Tensor output) {
        if (leftOut == Activations.LINEAR) {
            return output;
        }
        if (activated == null || !activated.shape().equals(output.shape())) {
            activated = Tensor.zeros(output.shape());
        }
        leftOut.apply(output, activated);
        return activated;
    }

    /// Returns the number of columns of an output.
    int outputColumns() {
        return model.shape(model.layers().size()).size();
    }
}

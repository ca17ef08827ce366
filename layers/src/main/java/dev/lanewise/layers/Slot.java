package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One place in a network during runs: the parameters of the layer that stands there, its buffers, and what this run
/// is.
///
/// Buffers are made on first use for the workspace's greatest batch and kept; for a smaller batch they are views.
public final class Slot {
    private static final int NOISE = 2;

    private final Workspace workspace;
    private final List<Parameter> parameters;
    private final Shape outputShape;
    private final Shape inputShape;
    private final boolean needsInputGradient;
    private final CounterRandom random;

    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Tensor> vectors = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final Buffer output;
    private final Buffer inputGradient;
    private @Nullable Tensor lastReshaped;
    private @Nullable Tensor reshaped;

    Slot(Workspace workspace, Model model, int place) {
        this.workspace = workspace;
        parameters = model.parametersOf(place);
        inputShape = model.shape(place);
        outputShape = model.shape(place + 1);
        needsInputGradient = place > model.firstTrainedLayer();
        random = CounterRandom.of(model.seed(), NOISE, place);
        output = new Buffer(outputShape);
        inputGradient = new Buffer(inputShape);
    }

    /// Returns the threads and scratch memory to compute with.
    public Engine engine() {
        return workspace.engine();
    }

    /// Returns the mode of this run.
    public Mode mode() {
        return workspace.mode();
    }

    /// Returns the step of training, or the pass of a Monte-Carlo prediction.
    public long step() {
        return workspace.step();
    }

    /// Returns the global index of the batch's first row.
    public long firstRow() {
        return workspace.firstRow();
    }

    /// Returns the random numbers of this place.
    public CounterRandom random() {
        return random;
    }

    /// Returns the values of a declared parameter.
    public Tensor parameter(int index) {
        return parameters.get(index).value();
    }

    /// Returns the gradient of a declared parameter, to be overwritten in backward.
    public Tensor gradient(int index) {
        if (gradients.isEmpty()) {
            for (var parameter : parameters) {
                var value = parameter.value();
                gradients.add(Tensor.wrap(workspace.gradients(), value.offset(), value.shape()));
            }
        }
        return gradients.get(index);
    }

    /// Returns the tensor that forward fills.
    public Tensor output() {
        return output.rows(workspace.rows());
    }

    /// Returns the tensor that backward fills with the gradient of the input.
    public Tensor inputGradient() {
        return inputGradient.rows(workspace.rows());
    }

    /// Returns whether anything before this place is trained.
    public boolean needsInputGradient() {
        return needsInputGradient;
    }

    /// Returns memory of the output's shape that lasts from forward to backward.
    public Tensor buffer(int index) {
        while (buffers.size() <= index) {
            buffers.add(new Buffer(outputShape));
        }
        return buffers.get(index).rows(workspace.rows());
    }

    /// Returns memory of one row of the output that lasts from forward to backward.
    public Tensor vector(int index) {
        while (vectors.size() <= index) {
            vectors.add(Tensor.zeros(Shape.of(outputShape.size())));
        }
        return vectors.get(index);
    }

    /// Returns a view of a batch in which every example has the output's shape.
    public Tensor reshaped(Tensor input) {
        if (reshaped == null || lastReshaped != input) {
            lastReshaped = input;
            reshaped = input.reshape(outputShape.batch(input.rows()));
        }
        return reshaped;
    }

    private final class Buffer {
        private final Shape row;
        private @Nullable Tensor all;
        private @Nullable Tensor view;

        Buffer(Shape row) {
            this.row = row;
        }

        Tensor rows(int rows) {
            if (view != null && view.rows() == rows) {
                return view;
            }
            if (all == null) {
                all = Tensor.zeros(row.batch(workspace.maximumRows()));
            }
            view = rows == all.rows() ? all : all.rows(0, rows);
            return view;
        }
    }
}

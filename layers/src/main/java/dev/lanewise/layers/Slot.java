package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One place in a network during runs: the parameters of the layer that stands there, its buffers, the slots of the
/// layers inside it, and what this run is.
///
/// Buffers are made on first use for the workspace's greatest batch and kept; for a smaller batch they are views.
public final class Slot {
    private static final int NOISE = 2;

    private final Workspace workspace;
    private final Place place;
    private final Slot[] inner;
    private final boolean needsInputGradient;
    private final boolean runsBack;
    private final CounterRandom random;
    private final int firstParameter;

    private final List<Buffer> buffers = new ArrayList<>();
    private final List<@Nullable Tensor> vectors = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final List<Tensor> parameterLikes = new ArrayList<>();
    private final Views views = new Views();
    private final PassViews inputs = new PassViews();
    private final Shape lastAxis;
    private final Buffer output;
    private final Buffer inputGradient;
    private final Buffer outputGradient;
    private @Nullable Tensor lastInput;
    private @Nullable Tensor lastOutput;

    Slot(Workspace workspace, Place place, boolean needsInputGradient) {
        this.workspace = workspace;
        this.place = place;
        this.needsInputGradient = needsInputGradient;
        runsBack = needsInputGradient || place.trained();
        random = CounterRandom.of(workspace.model().seed(), NOISE, place.number());
        var own = place.parameters();
        firstParameter = own.isEmpty() ? 0 : workspace.model().parameters().indexOf(own.getFirst());
        var shape = place.output();
        lastAxis = Shape.of(shape.rank() == 0 ? 1 : shape.length(shape.rank() - 1));
        output = new Buffer(shape);
        inputGradient = new Buffer(place.input());
        outputGradient = new Buffer(shape);
        inner = new Slot[place.inner().size()];
        boolean needs = needsInputGradient;
        for (int i = 0; i < inner.length; i++) {
            var next = place.inner().get(i);
            needs = next.chained() ? needs || place.inner().get(i - 1).trained() : needsInputGradient;
            inner[i] = new Slot(workspace, next, needs);
        }
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
        return place.parameters().get(index).value();
    }

    /// Returns the gradient of a declared parameter, to be overwritten in backward; where this place is
    /// [#frozen()] it is left as it is.
    public Tensor gradient(int index) {
        if (gradients.isEmpty()) {
            for (var parameter : place.parameters()) {
                var value = parameter.value();
                gradients.add(Tensor.wrap(workspace.gradients(), value.offset(), value.shape()));
            }
        }
        boundGradient(index, Double.POSITIVE_INFINITY);
        return gradients.get(index);
    }

    /// Says that no element of a gradient just written exceeds a bound in magnitude, which spares the trainer the
    /// search for infinities if the bound, with that of penalties, is at most half the greatest float. Asking for
    /// the gradient again takes the bound back, since it may be written to.
    ///
    /// @param index counts the declared parameters
    /// @param bound NaN and infinity say nothing
    public void boundGradient(int index, double bound) {
        workspace.boundGradient(firstParameter + index, bound);
    }

    /// Returns the tensor that forward fills.
    public Tensor output() {
        return output.now();
    }

    /// Returns the tensor that backward fills with the gradient of the input.
    public Tensor inputGradient() {
        return inputGradient.now();
    }

    /// Returns whether anything before this place is trained.
    public boolean needsInputGradient() {
        return needsInputGradient;
    }

    /// Returns whether this place is kept as it is in training: no gradients of its parameters are needed.
    public boolean frozen() {
        return place.frozen();
    }

    /// Returns memory of the output's shape that lasts from forward to backward.
    public Tensor buffer(int index) {
        while (buffers.size() <= index) {
            buffers.add(new Buffer(place.output()));
        }
        return buffers.get(index).now();
    }

    /// Returns memory of some numbers that lasts from forward to backward; an index always has the same size.
    public Tensor vector(int index, int size) {
        while (vectors.size() <= index) {
            vectors.add(null);
        }
        var vector = vectors.get(index);
        if (vector == null) {
            vector = Tensor.zeros(Shape.of(size));
            vectors.set(index, vector);
        }
        return vector;
    }

    /// Returns a vector with room for a number for each of the [#lines(Tensor)] of a batch.
    public Tensor lineVector(int index) {
        return vector(index, workspace.maximumRows() * (place.output().size() / lastAxis.size()));
    }

    /// Returns memory of the shape of a parameter that lasts from forward to backward, with anything in it.
    ///
    /// @param parameter counts the declared parameters
    public Tensor likeParameter(int parameter) {
        while (parameterLikes.size() <= parameter) {
            parameterLikes.add(Tensor.zeros(parameter(parameterLikes.size()).shape()));
        }
        return parameterLikes.get(parameter);
    }

    /// Returns a view of a batch of the output's shape whose rows are its lines along the last axis; a batch of
    /// rows stays what it is.
    public Tensor lines(Tensor batch) {
        return place.output().rank() < 2 ? batch : views.of(batch, lastAxis);
    }

    /// Returns a view of a batch in which every example has the output's shape.
    public Tensor reshaped(Tensor input) {
        return views.of(input, place.output());
    }

    /// Returns a view of a gradient in which every example has the input's shape.
    public Tensor reshapedBack(Tensor gradient) {
        return views.of(gradient, place.input());
    }

    /// Runs a batch through a layer inside this one.
    ///
    /// @param index counts the declared layers
    /// @return what that layer returns
    public Tensor forward(int index, Tensor input) {
        return inner[index].run(input);
    }

    /// Runs the gradient of the last run back through a layer inside this one; where neither that layer nor what is
    /// before it is trained, nothing is computed.
    ///
    /// @param index counts the declared layers
    /// @return the gradient with respect to that layer's input; ignored if nothing before it is trained
    public Tensor backward(int index, Tensor gradient) {
        return inner[index].runBack(gradient);
    }

    /// Returns the shape of one example of an inner layer's output.
    public Shape innerShape(int index) {
        return inner[index].place.output();
    }

    /// Returns memory for the gradient of an inner layer's output.
    public Tensor innerGradient(int index) {
        return inner[index].outputGradient.now();
    }

    Tensor run(Tensor input) {
        lastInput = input;
        boolean passByPass =
                workspace.passes() > 1 && !workspace.inPass() && place.layer().random(workspace.mode());
        var result = passByPass ? runPassByPass(input) : place.layer().forward(this, input);
        lastOutput = result;
        return result;
    }

    /// Computes the rows of every pass by themselves, from the same rows for all passes where there are no others.
    private Tensor runPassByPass(Tensor input) {
        boolean same = input.rows() == workspace.rows();
        var all = output();
        for (int pass = 0; pass < workspace.passes(); pass++) {
            workspace.enter(pass);
            var result = place.layer().forward(this, same ? input : inputs.of(input, pass, workspace.rows()));
            if (result != output()) {
                output().copyFrom(result);
            }
        }
        workspace.leavePass();
        return all;
    }

    Tensor runBack(Tensor gradient) {
        if (lastInput == null || lastOutput == null) {
            throw new IllegalStateException("backward needs a run forward before it: " + place.name());
        }
        return runsBack ? place.layer().backward(this, lastInput, lastOutput, gradient) : gradient;
    }

    void updateState() {
        if (!place.frozen()) {
            place.layer().updateState(this);
        }
        for (var slot : inner) {
            slot.updateState();
        }
    }

    /// Returns the penalties on the last outputs here and inside.
    double outputPenalty() {
        var penalty = place.layer().outputPenalty();
        double sum = lastOutput == null ? 0 : penalty.value(lastOutput, step());
        for (var slot : inner) {
            sum += slot.outputPenalty();
        }
        return sum;
    }

    /// Returns what reached an inner layer in the last run, or for their number what the last one gave.
    Tensor value(int index) {
        return index < inner.length ? inner[index].reached() : known(inner[index - 1].lastOutput);
    }

    /// Returns what reached this place in the last run.
    Tensor reached() {
        return known(lastInput);
    }

    private Tensor known(@Nullable Tensor value) {
        if (value == null) {
            throw new IllegalStateException("nothing has run through " + place.name() + " yet");
        }
        return value;
    }

    Place place() {
        return place;
    }

    Slot[] inner() {
        return inner;
    }

    private final class Buffer {
        private final Shape row;
        private final PassViews passes = new PassViews();
        private @Nullable Tensor all;
        private @Nullable Tensor view;

        Buffer(Shape row) {
            this.row = row;
        }

        /// Returns the rows of this run, or those of the pass that runs now.
        Tensor now() {
            var batch = rows(workspace.rows() * workspace.passes());
            return workspace.inPass() ? passes.of(batch, workspace.pass(), workspace.rows()) : batch;
        }

        private Tensor rows(int rows) {
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

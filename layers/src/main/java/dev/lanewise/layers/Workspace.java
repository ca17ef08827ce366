package dev.lanewise.layers;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// Runs a model: owns the buffers of every place, what forward keeps for backward, and the gradients.
///
/// Long-lived and for one thread at a time; several may share a model. After the first run with a number of rows a run
/// allocates nothing.
public final class Workspace {
    private static final int NO_PASS = -1;

    private final Model model;
    private final Engine engine;
    private final int maximumRows;
    private final Slot network;
    private final Chain chain;
    private final double[] gradientBounds;
    private float[] gradients = {};
    private Mode mode = Mode.INFERENCE;
    private long step;
    private long firstRow;
    private int rows;
    private int passes = 1;
    private int pass = NO_PASS;

    /// Creates the workspace of one thread.
    ///
    /// @param model the network to run
    /// @param engine the threads and scratch memory to use
    /// @param maximumRows the greatest batch
    /// @throws IllegalArgumentException if there is not at least one row
    public Workspace(Model model, Engine engine, int maximumRows) {
        this(model, engine, maximumRows, false);
    }

    /// Creates a workspace that computes the gradient of the network's input as well, if asked to.
    Workspace(Model model, Engine engine, int maximumRows, boolean needsInputGradient) {
        if (maximumRows < 1) {
            throw new IllegalArgumentException("a workspace needs room for at least 1 row, but got " + maximumRows);
        }
        this.model = model;
        this.engine = engine;
        this.maximumRows = maximumRows;
        gradientBounds = new double[model.parameters().size()];
        network = new Slot(this, model.network(), needsInputGradient);
        chain = Chain.of(network);
    }

    /// Runs a batch through all layers.
    ///
    /// @param input one example a row
    /// @param mode how to run
    /// @param step the step of training or the pass of a Monte-Carlo prediction; noise follows from it
    /// @param firstRow the global index of the first row; noise follows from it
    /// @return the output, one row an example: a buffer of this workspace that the next run overwrites
    /// @throws IllegalArgumentException if the examples have the wrong shape or are too many
    public Tensor forward(Tensor input, Mode mode, long step, long firstRow) {
        return forward(input, 0, mode, step, firstRow);
    }

    /// Runs a batch through the layers from a place on, given what reaches that place.
    ///
    /// @param place the index of the first layer to run, or the number of layers to run none
    /// @throws IllegalArgumentException if there is no such place, or the rows of the input do not have the shape
    ///     that reaches it, or are too many
    public Tensor forward(Tensor input, int place, Mode mode, long step, long firstRow) {
        if (place < 0 || place > model.layers().size()) {
            throw new IllegalArgumentException(
                    "the place to run from must be in [0, " + model.layers().size() + "], but is " + place);
        }
        begin(input, model.shape(place), mode, step, 1, firstRow);
        var value = input;
        for (int i = place; i < model.layers().size(); i++) {
            value = network.forward(i, value);
        }
        return value;
    }

    /// Returns what reached the first layer that is random in Monte-Carlo mode, in the last run: what all passes
    /// have in common. Stacks are taken apart, so that layer may be inside one.
    ///
    /// @throws IllegalStateException if no layer is random, or nothing was run yet
    public Tensor reachedNoise() {
        return chain.reachedNoise();
    }

    /// Runs several Monte-Carlo passes over the same examples at once, given [what reaches the first random
    /// layer][#reachedNoise()]: random layers run pass by pass, all others once for the rows of all passes, so that
    /// the products of few examples are those of many rows. The bits are those of single passes.
    ///
    /// @param first the number of the first pass
    /// @param count how many passes
    /// @return the outputs: the rows of the first pass, then those of the next; the next run overwrites them
    /// @throws IllegalArgumentException if no layer is random, the rows do not have the shape that reaches the
    ///     first one that is, or those of all passes are too many
    public Tensor forwardPasses(Tensor input, long first, int count, long firstRow) {
        if (count < 1 || !chain.hasNoise()) {
            throw new IllegalArgumentException("at least 1 pass must begin at a random layer, but " + count
                    + " are to begin in " + model.layers());
        }
        begin(input, chain.shapeAtNoise(), Mode.MONTE_CARLO, first, count, firstRow);
        return chain.runFromNoise(input);
    }

    private void begin(Tensor input, Shape shape, Mode mode, long step, int passes, long firstRow) {
        if (input.columns() != shape.size()) {
            throw new IllegalArgumentException(
                    "examples need the shape " + shape + " here, but the batch has shape " + input.shape());
        }
        if ((long) input.rows() * passes > maximumRows) {
            throw new IllegalArgumentException("this workspace has room for " + maximumRows + " rows, but "
                    + (passes == 1 ? "" : passes + " passes of ") + "the batch has " + input.rows());
        }
        this.mode = mode;
        this.step = step;
        this.firstRow = firstRow;
        this.passes = passes;
        pass = NO_PASS;
        rows = input.rows();
    }

    /// Runs the gradient of the last forward run back through all layers and leaves the gradients of the
    /// parameters in [#gradients()].
    ///
    /// @param outputGradient the gradient of the loss with respect to the output
    /// @throws IllegalStateException if that run was of several passes
    public void backward(Tensor outputGradient) {
        inputGradient(outputGradient);
    }

    /// Runs back as [#backward] does and returns the gradient of the input, which is not computed unless this
    /// workspace was asked to.
    Tensor inputGradient(Tensor outputGradient) {
        if (passes > 1) {
            throw new IllegalStateException("backward follows a run of one pass, but the last was of " + passes);
        }
        Arrays.fill(gradientBounds, Double.POSITIVE_INFINITY);
        return Stack.backward(network, model.layers().size(), outputGradient);
    }

    /// Lets layers take over what the last run has found, such as moving statistics.
    ///
    /// @throws IllegalStateException if that run was not in training mode
    public void updateState() {
        if (mode != Mode.TRAINING) {
            throw new IllegalStateException("state follows from runs in mode TRAINING, but the last was in " + mode);
        }
        network.updateState();
    }

    /// Returns the sum of the penalties that layers have on their outputs in the last run, divided by its rows,
    /// those of all passes.
    public double outputPenalty() {
        return network.outputPenalty() / ((long) rows * passes);
    }

    /// Returns what reached a place in the last run: the input for 0, the output for the number of layers.
    public Tensor value(int place) {
        return network.value(place);
    }

    /// Returns the gradients, parallel to [Model#values()]; made on first use.
    public float[] gradients() {
        if (gradients.length == 0) {
            gradients = new float[model.values().length];
        }
        return gradients;
    }

    /// Returns what no element of a parameter's gradient exceeds in magnitude after the last run back; infinite
    /// where the layer has not said.
    ///
    /// @param parameter counts [Model#parameters()]
    public double gradientBound(int parameter) {
        return gradientBounds[parameter];
    }

    void boundGradient(int parameter, double bound) {
        gradientBounds[parameter] = bound;
    }

    /// Returns the model that this workspace runs.
    public Model model() {
        return model;
    }

    Engine engine() {
        return engine;
    }

    /// Returns the greatest number of rows of a batch.
    public int maximumRows() {
        return maximumRows;
    }

    Mode mode() {
        return mode;
    }

    long step() {
        return pass == NO_PASS ? step : step + pass;
    }

    long firstRow() {
        return firstRow;
    }

    /// Returns the rows of one pass.
    int rows() {
        return rows;
    }

    /// Returns how many passes this run makes at once.
    int passes() {
        return passes;
    }

    /// Returns whether what runs now computes one of several passes, not all of them.
    boolean inPass() {
        return pass != NO_PASS;
    }

    /// Returns which of them, from 0.
    int pass() {
        return pass;
    }

    /// Lets what runs next compute one of the passes alone.
    void enter(int one) {
        pass = one;
    }

    /// Lets what runs next compute all passes.
    void leavePass() {
        pass = NO_PASS;
    }
}

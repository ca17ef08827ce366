package dev.lanewise.layers;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A built network: a description and its parameters, which are slices of one array. It keeps nothing of a run, so any
/// number of threads may run it at once while nobody trains it.
public final class Model {
    private static final int INITIAL_VALUES = 1;

    private final Sequential description;
    private final Place network;
    private final float[] values;
    private final long seed;

    private Model(Sequential description, Place network, float[] values, long seed) {
        this.description = description;
        this.network = network;
        this.values = values;
        this.seed = seed;
    }

    static Model build(Sequential description, long seed) {
        var declared = PlaceDeclarations.of(description);
        var values = new float[declared.size()];
        var model = new Model(description, declared.place(values), values, seed);
        var initializers = declared.initializers();
        int index = 0;
        for (var parameter : model.parameters()) {
            initializers.get(index).initialize(parameter.value(), CounterRandom.of(seed, INITIAL_VALUES, index));
            hold(parameter);
            index++;
        }
        return model;
    }

    /// Projects a parameter, and tries on a copy what does not hold yet, so that no policy meets a shape later that
    /// it cannot take.
    private static void hold(Parameter parameter) {
        var value = parameter.value();
        boolean now = parameter.constraint().holdsAtBuild();
        parameter.constraint().project(now ? value : Tensor.of(value.shape(), value.toArray()));
        parameter.penalty().value(value, 0);
    }

    /// Returns a network with these values, projected where their constraints want it.
    ///
    /// @throws IllegalArgumentException unless the tensors are the parameters by name and shape
    static Model restore(Sequential description, long seed, Map<String, Tensor> tensors) {
        var declared = PlaceDeclarations.of(description);
        var found = new ArrayList<String>();
        tensors.forEach((name, tensor) -> found.add(name + ' ' + tensor.shape()));
        if (!Set.copyOf(found).equals(Set.copyOf(declared.names()))) {
            var missing = new ArrayList<>(declared.names());
            missing.removeAll(found);
            found.removeAll(declared.names());
            throw new IllegalArgumentException(
                    "the tensors are not those of the network: missing " + missing + ", not known " + found);
        }
        var values = new float[declared.size()];
        var model = new Model(description, declared.place(values), values, seed);
        for (var parameter : model.parameters()) {
            parameter.value().copyFrom(tensors.get(parameter.name()));
            hold(parameter);
        }
        return model;
    }

    /// Returns a network with these values, one array a parameter in order.
    static Model of(Sequential description, long seed, List<float[]> numbers) {
        var declared = PlaceDeclarations.of(description);
        var values = new float[declared.size()];
        var model = new Model(description, declared.place(values), values, seed);
        for (int i = 0; i < numbers.size(); i++) {
            var value = model.parameters().get(i).value();
            value.copyFrom(Tensor.wrap(numbers.get(i), 0, value.shape()));
        }
        return model;
    }

    /// Returns a network with a copy of the values that only predicts: without noise, penalties, constraints and
    /// frozen layers it gives the same as this one in inference mode.
    ///
    /// @throws IllegalArgumentException if a layer's form for inference has other parameters than the layer
    public Model forInference() {
        var reduced = description.forInference();
        var declared = PlaceDeclarations.of(reduced);
        var copy = values.clone();
        var model = new Model(reduced, declared.place(copy), copy, seed);
        var shapes = model.parameters().stream()
                .map(parameter -> parameter.value().shape())
                .toList();
        if (!shapes.equals(parameters().stream()
                .map(parameter -> parameter.value().shape())
                .toList())) {
            throw new IllegalArgumentException("the form for inference needs the same parameters, but has "
                    + declared.names() + " instead of "
                    + PlaceDeclarations.of(description).names());
        }
        return model;
    }

    /// Returns the description that this model was built from.
    public Sequential description() {
        return description;
    }

    /// Returns the layers in order.
    public List<Layer> layers() {
        return description.layers();
    }

    /// Returns all parameters in order.
    public List<Parameter> parameters() {
        return network.allParameters();
    }

    /// Returns whether a layer of this network has a penalty on its output.
    public boolean penalizesOutputs() {
        return network.penalizesOutput();
    }

    /// Returns the array that all parameters are slices of; writing to it changes the network.
    public float[] values() {
        return values;
    }

    /// Returns the seed that the initial values came from and that noise follows.
    public long seed() {
        return seed;
    }

    /// Returns the shape of an example before the layer at a place; the output's for the number of layers.
    public Shape shape(int place) {
        return place == network.inner().size()
                ? network.output()
                : network.inner().get(place).input();
    }

    /// Returns a model of other layers over the same values, such as one without its final activation or with some
    /// layers [Frozen]; penalties and constraints are those of the other layers.
    ///
    /// @param layers declaring parameters of the same names and shapes in the same order as this model's
    /// @throws IllegalArgumentException if the parameters would differ
    public Model withLayers(List<Layer> layers) {
        var other = new Sequential(description.input(), layers);
        var declared = PlaceDeclarations.of(other);
        if (!declared.names().equals(PlaceDeclarations.of(description).names())) {
            throw new IllegalArgumentException("the layers " + layers + " do not have the parameters of this model: "
                    + declared.names() + " instead of "
                    + PlaceDeclarations.of(description).names());
        }
        return new Model(other, declared.place(values), values, seed);
    }

    /// Returns the outputs for a batch in inference mode, computed on the calling thread in blocks of 256 rows.
    ///
    /// @param input one example a row
    /// @throws IllegalArgumentException if the examples have the wrong shape
    public Tensor predict(Tensor input) {
        var workspace = new Workspace(this, Engine.singleThreaded(), Math.min(256, input.rows()));
        var output = Tensor.zeros(network.output().batch(input.rows()));
        for (int from = 0; from < input.rows(); from += 256) {
            int to = Math.min(from + 256, input.rows());
            output.rows(from, to).copyFrom(workspace.forward(input.rows(from, to), Mode.INFERENCE, 0, from));
        }
        return output;
    }

    /// Returns the SHA-256 over all parameters in order as little-endian float32, in hexadecimal: two models with
    /// equal hashes have the same bits.
    public String sha256() {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /// Returns a table of the layers with output shape and number of parameters, as Keras' `summary`.
    public String summary() {
        return ModelSummary.of(this);
    }

    Place network() {
        return network;
    }
}

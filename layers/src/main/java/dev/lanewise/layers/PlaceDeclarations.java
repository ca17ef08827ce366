package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the layer at one place declares, named and put in order.
final class PlaceDeclarations implements Layer.Declarations {
    private record Declaration(String name, Shape shape, ParameterSpec spec, boolean trainable) {}

    private final Layer layer;
    private final String name;
    private final Shape input;
    private final Shape output;
    private final boolean chained;
    private final List<Declaration> declared = new ArrayList<>();
    private final List<PlaceDeclarations> inner = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private boolean frozen;

    private PlaceDeclarations(Layer layer, String name, Shape input, boolean chained, boolean frozen) {
        this.layer = layer;
        this.name = name;
        this.input = input;
        this.chained = chained;
        this.frozen = frozen;
        output = layer.outputShape(input);
        layer.declare(input, this);
    }

    /// Returns what a whole network declares.
    static PlaceDeclarations of(Sequential network) {
        return new PlaceDeclarations(network, "", network.input(), false, false);
    }

    @Override
    public void parameter(String role, Shape shape, ParameterSpec spec) {
        declared.add(new Declaration(path(role), shape, spec, !frozen));
    }

    @Override
    public void state(String role, Shape shape, Initializer initializer) {
        declared.add(new Declaration(path(role), shape, ParameterSpec.of(initializer), false));
    }

    @Override
    public void branch(Layer layer) {
        inner.add(new PlaceDeclarations(layer, innerName(layer), input, false, frozen));
    }

    @Override
    public void chain(Layer layer) {
        var before = inner.isEmpty() ? input : inner.getLast().output;
        inner.add(new PlaceDeclarations(layer, innerName(layer), before, !inner.isEmpty(), frozen));
    }

    @Override
    public void freeze() {
        frozen = true;
    }

    private String path(String part) {
        return name.isEmpty() ? part : name + '/' + part;
    }

    private String innerName(Layer layer) {
        var named = layer;
        while (named instanceof Frozen frozenLayer) {
            named = frozenLayer.layer();
        }
        var kind = named.getClass().getSimpleName();
        return path(kind.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                + '_'
                + counts.merge(kind, 1, Integer::sum));
    }

    /// Returns the number of elements of all parameters.
    ///
    /// @throws IllegalArgumentException if they do not fit one array
    int size() {
        long size = longSize();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a network can have at most " + (Integer.MAX_VALUE - 8) + " parameters, but this one has " + size);
        }
        return (int) size;
    }

    private long longSize() {
        long size = 0;
        for (var declaration : declared) {
            size += declaration.shape.size();
        }
        for (var place : inner) {
            size += place.longSize();
        }
        return size;
    }

    /// Returns the network's places, its parameters as slices of `values`.
    Place place(float[] values) {
        // The layers of a network are numbered first, so that what is inside one does not move the noise of others.
        var cursor = new Cursor(values, 0, inner.size());
        var places = new ArrayList<Place>();
        for (int i = 0; i < inner.size(); i++) {
            places.add(inner.get(i).place(cursor, i));
        }
        return new Place(layer, name, input, output, List.of(), List.copyOf(places), chained, frozen, -1);
    }

    private Place place(Cursor cursor, int number) {
        var parameters = new ArrayList<Parameter>();
        for (var declaration : declared) {
            var value = Tensor.wrap(cursor.values, cursor.offset, declaration.shape);
            cursor.offset += value.size();
            var spec = declaration.spec;
            parameters.add(
                    new Parameter(declaration.name, value, spec.penalty(), spec.constraint(), declaration.trainable));
        }
        var places = new ArrayList<Place>();
        for (var place : inner) {
            places.add(place.place(cursor, cursor.number++));
        }
        return new Place(
                layer, name, input, output, List.copyOf(parameters), List.copyOf(places), chained, frozen, number);
    }

    /// Returns the names and shapes of all parameters in order.
    List<String> names() {
        var all = new ArrayList<String>();
        declared.forEach(declaration -> all.add(declaration.name + ' ' + declaration.shape));
        inner.forEach(place -> all.addAll(place.names()));
        return all;
    }

    /// Returns the initializers of all parameters in order.
    List<Initializer> initializers() {
        var all = new ArrayList<Initializer>();
        declared.forEach(declaration -> all.add(declaration.spec.initializer()));
        inner.forEach(place -> all.addAll(place.initializers()));
        return all;
    }

    private static final class Cursor {
        final float[] values;
        int offset;
        int number;

        Cursor(float[] values, int offset, int number) {
            this.values = values;
            this.offset = offset;
            this.number = number;
        }
    }
}

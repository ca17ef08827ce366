package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// What the layers of a network declare, named and put in order.
final class ModelDeclarations {
    private record Declaration(String name, Shape shape, ParameterSpec spec, boolean trainable) {}

    private final List<List<Declaration>> places = new ArrayList<>();

    ModelDeclarations(Sequential description) {
        var shapes = description.shapes();
        var counts = new HashMap<String, Integer>();
        for (int place = 0; place < description.layers().size(); place++) {
            var layer = description.layers().get(place);
            var kind = layer.getClass().getSimpleName();
            var name = kind.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                    + '_'
                    + counts.merge(kind, 1, Integer::sum);
            var declared = new ArrayList<Declaration>();
            layer.declare(shapes.get(place), new Layer.Declarations() {
                @Override
                public void parameter(String role, Shape shape, ParameterSpec spec) {
                    declared.add(new Declaration(name + '/' + role, shape, spec, true));
                }

                @Override
                public void state(String role, Shape shape, Initializer initializer) {
                    declared.add(new Declaration(name + '/' + role, shape, ParameterSpec.of(initializer), false));
                }
            });
            places.add(declared);
        }
    }

    int size() {
        long size = 0;
        for (var declared : places) {
            for (var declaration : declared) {
                size += declaration.shape.size();
            }
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "a network can have at most " + (Integer.MAX_VALUE - 8) + " parameters, but this one has " + size);
        }
        return (int) size;
    }

    List<List<Parameter>> parameters(float[] values) {
        var result = new ArrayList<List<Parameter>>();
        int offset = 0;
        for (var declared : places) {
            var parameters = new ArrayList<Parameter>();
            for (var declaration : declared) {
                parameters.add(new Parameter(
                        declaration.name,
                        Tensor.wrap(values, offset, declaration.shape),
                        declaration.spec.penalty(),
                        declaration.spec.constraint(),
                        declaration.trainable));
                offset += declaration.shape.size();
            }
            result.add(List.copyOf(parameters));
        }
        return List.copyOf(result);
    }

    Initializer initializer(int index) {
        return places.stream().flatMap(List::stream).toList().get(index).spec.initializer();
    }
}

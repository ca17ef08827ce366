package dev.lanewise.layers;

import java.util.ArrayList;
import java.util.List;

/// Makes networks smaller that only predict.
public final class Folding {
    private Folding() {}

    /// Returns a network for inference in which every batch norm that follows a linear dense layer is part of that
    /// layer: with s = γ/√(σ² + ε), its weight becomes W·s per unit and its bias (b − μ)·s + β.
    ///
    /// The outputs are equal but for rounding. What is not for inference, such as noise between the two, is left
    /// out first; other batch norms stay.
    public static Model foldBatchNormalization(Model model) {
        var numbers = new ArrayList<float[]>();
        var network = model.forInference().network();
        var layers = chain(network.inner(), numbers);
        return Model.of(new Sequential(model.description().input(), layers), model.seed(), numbers);
    }

    private static List<Layer> chain(List<Place> places, List<float[]> numbers) {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (place.layer() instanceof Dense dense
                    && dense.activation() == Activations.LINEAR
                    && i + 1 < places.size()
                    && places.get(i + 1).layer() instanceof BatchNormalization normalization) {
                fold(dense, place, normalization, places.get(++i), numbers);
                layers.add(dense.withBias(ParameterSpec.of(Initializers.ZEROS)));
            } else {
                layers.add(inside(place, numbers));
            }
        }
        return layers;
    }

    private static Layer inside(Place place, List<float[]> numbers) {
        place.parameters().forEach(parameter -> numbers.add(parameter.value().toArray()));
        var inner = place.inner();
        return switch (place.layer()) {
            case Sequential stack -> new Sequential(stack.input(), chain(inner, numbers));
            case Stack _ -> new Stack(chain(inner, numbers));
            case Residual residual -> {
                int length = residual.layers().size();
                var layers = chain(inner.subList(0, length), numbers);
                yield new Residual(layers, residual.projection() == null ? null : inside(inner.get(length), numbers));
            }
            case Concatenate _ ->
                new Concatenate(
                        inner.stream().map(branch -> inside(branch, numbers)).toList());
            default -> {
                for (var other : inner) {
                    other.allParameters()
                            .forEach(parameter -> numbers.add(parameter.value().toArray()));
                }
                yield place.layer();
            }
        };
    }

    private static void fold(
            Dense dense, Place place, BatchNormalization normalization, Place following, List<float[]> numbers) {
        var weight = place.parameters().get(0).value();
        var statistics = following.parameters().reversed();
        var bias = new float[dense.units()];
        var scaled = weight.toArray();
        for (int j = 0; j < bias.length; j++) {
            double gamma = normalization.gamma() == null ? 1 : value(following, 0, j);
            double beta = normalization.beta() == null ? 0 : value(following, normalization.gamma() == null ? 0 : 1, j);
            double scale = gamma / Math.sqrt(statistics.get(0).value().get(j) + normalization.epsilon());
            double before = dense.bias() == null ? 0 : value(place, 1, j);
            bias[j] = (float) ((before - statistics.get(1).value().get(j)) * scale + beta);
            for (int i = j; i < scaled.length; i += bias.length) {
                scaled[i] = (float) (scaled[i] * scale);
            }
        }
        numbers.add(scaled);
        numbers.add(bias);
    }

    private static float value(Place place, int parameter, int index) {
        return place.parameters().get(parameter).value().get(index);
    }
}

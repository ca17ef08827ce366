package dev.lanewise.layers;

import java.util.Locale;

/// Prints a model as a table.
final class ModelSummary {
    private ModelSummary() {}

    static String of(Model model) {
        var text = new StringBuilder();
        line(text, "layer", "output", "parameters");
        text.append("─".repeat(78)).append('\n');
        for (var place : model.network().inner()) {
            place(text, place, "");
        }
        int trained = 0;
        for (var parameter : model.parameters()) {
            trained += parameter.trainable() ? parameter.value().size() : 0;
        }
        int total = model.values().length;
        text.append("─".repeat(78)).append('\n');
        text.append(String.format(
                Locale.ROOT, "%,d parameters, %,d of them trained, %,d bytes%n", total, trained, 4L * total));
        return text.toString();
    }

    private static void place(StringBuilder text, Place place, String indentation) {
        int size = place.parameters().stream()
                .mapToInt(parameter -> parameter.value().size())
                .sum();
        boolean container = !place.inner().isEmpty();
        line(
                text,
                indentation + describe(place.layer()),
                place.output().toString(),
                container && size == 0 ? "" : String.format(Locale.ROOT, "%,d", size));
        for (var inner : place.inner()) {
            place(text, inner, indentation + "  ");
        }
    }

    private static void line(StringBuilder text, String layer, String output, String parameters) {
        text.append(String.format(Locale.ROOT, "%-50s %-14s %12s%n", layer, output, parameters));
    }

    private static String describe(Layer layer) {
        return switch (layer) {
            case Frozen(var inner) -> describe(inner) + " (frozen)";
            case Dense dense -> {
                var weight = dense.weight();
                yield "Dense " + dense.units() + ' ' + dense.activation()
                        + (weight.penalty() == Penalty.NONE ? "" : " " + weight.penalty())
                        + (weight.constraint() == Constraint.NONE ? "" : " " + weight.constraint());
            }
            case Stack _, Residual _, Concatenate _, Sequential _ ->
                layer.getClass().getSimpleName();
            default -> layer.toString();
        };
    }
}

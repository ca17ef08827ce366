package dev.lanewise.layers;

import java.util.Locale;

/// Prints a model as a table.
final class ModelSummary {
    private ModelSummary() {}

    static String of(Model model) {
        var text = new StringBuilder();
        line(text, "layer", "output", "parameters");
        text.append("─".repeat(78)).append('\n');
        int trained = 0;
        int total = 0;
        for (int place = 0; place < model.layers().size(); place++) {
            int size = 0;
            for (var parameter : model.parametersOf(place)) {
                size += parameter.value().size();
                trained += parameter.trainable() ? parameter.value().size() : 0;
            }
            total += size;
            line(
                    text,
                    describe(model.layers().get(place)),
                    model.shape(place + 1).toString(),
                    String.format(Locale.ROOT, "%,d", size));
        }
        text.append("─".repeat(78)).append('\n');
        text.append(String.format(
                Locale.ROOT, "%,d parameters, %,d of them trained, %,d bytes%n", total, trained, 4L * total));
        return text.toString();
    }

    private static void line(StringBuilder text, String layer, String output, String parameters) {
        text.append(String.format(Locale.ROOT, "%-50s %-14s %12s%n", layer, output, parameters));
    }

    private static String describe(Layer layer) {
        if (layer instanceof Dense dense) {
            var weight = dense.weight();
            return "Dense " + dense.units() + ' ' + dense.activation()
                    + (weight.penalty() == Penalty.NONE ? "" : " " + weight.penalty())
                    + (weight.constraint() == Constraint.NONE ? "" : " " + weight.constraint());
        }
        return layer.toString();
    }
}

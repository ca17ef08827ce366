package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import dev.lanewise.layers.Activations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Mean and deviation of the activations by depth.
final class DepthFigures {
    private DepthFigures() {}

    private record Line(String name, List<Result.Moments> moments) {
        double[] means() {
            return moments.stream().mapToDouble(Result.Moments::mean).toArray();
        }

        double[] deviations() {
            return moments.stream().mapToDouble(Result.Moments::deviation).toArray();
        }
    }

    /// Returns the figures, if the deep networks are among the results.
    static List<Figure> all(Results results, Images images) {
        if (!results.has("deep-selu")) {
            return List.of();
        }
        return Stream.concat(atBeginning(images).stream(), afterTraining(results).stream())
                .toList();
    }

    private static List<Figure> atBeginning(Images images) {
        var some = images.standardized().validation().features();
        var rows = some.rows(0, Math.min(500, some.rows()));
        return figures(
                "beginning",
                "At the beginning",
                List.of(
                        new Line("SELU, LeCun", Depth.atBeginning(Activations.SELU, rows)),
                        new Line("ELU, He", Depth.atBeginning(Activations.ELU, rows)),
                        new Line("ReLU, He", Depth.atBeginning(Activations.RELU, rows)),
                        new Line("tanh, He", Depth.atBeginning(Activations.TANH, rows))));
    }

    private static List<Figure> afterTraining(Results results) {
        var lines = new ArrayList<Line>();
        for (var name : List.of("deep-selu", "deep-elu")) {
            results.first(name)
                    .ifPresent(result -> lines.add(new Line(
                            name.equals("deep-selu") ? "SELU, LeCun" : "ELU, He",
                            Objects.requireNonNull(result.portrait()).activations())));
        }
        return lines.isEmpty() ? List.of() : figures("trained", "After training", lines);
    }

    private static List<Figure> figures(String name, String title, List<Line> lines) {
        int layers = lines.getFirst().moments().size();
        var depth = Axis.linear("hidden layer", 1, Math.max(2, layers));
        double[] means = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.means()))
                .map(mean -> Math.clamp(mean, -2, 3))
                .toArray();
        var mean = Plot.of(title + ": mean activation", depth, Axis.around("mean", means));
        var deviation = Plot.of(title + ": deviation of the activations", depth, Axis.logarithmic("deviation", 0.2, 5));
        double[] xs = CurveFigures.epochs(layers);
        for (int i = 0; i < lines.size(); i++) {
            mean.legend(lines.get(i).name(), Paint.series(i), false);
            mean.curve(xs, lines.get(i).means(), Paint.series(i), false);
            deviation.legend(lines.get(i).name(), Paint.series(i), false);
            deviation.curve(xs, lines.get(i).deviations(), Paint.series(i), false);
        }
        return List.of(
                new Figure("depth-" + name + "-mean", mean.drawing()),
                new Figure("depth-" + name + "-deviation", deviation.drawing()));
    }
}

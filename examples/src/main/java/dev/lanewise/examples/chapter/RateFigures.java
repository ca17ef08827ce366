package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Axis;
import dev.lanewise.examples.drawing.Mark.Anchor;
import dev.lanewise.examples.drawing.Paint;
import dev.lanewise.examples.drawing.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The search for the learning rate, and 1cycle against constant rates.
final class RateFigures {
    private static final double BOOK_PEAK = 0.1;

    private RateFigures() {}

    static List<Figure> search(Results results) {
        return results.of("book-one-cycle-search").stream()
                .limit(1)
                .map(result -> search(Objects.requireNonNull(result.search())))
                .toList();
    }

    private static Figure search(Result.Search search) {
        double[] rates = search.rates();
        double most = 1.1 * search.smoothed()[0];
        var plot = Plot.of(
                "The search for the learning rate",
                Axis.logarithmic("learning rate", rates[0], rates[rates.length - 1]),
                Axis.linear("loss of a batch", 0, Math.max(most, 1)));
        plot.legend("each batch", Paint.GRID, false)
                .legend("smoothed", Paint.BLUE, false)
                .legend("a tenth of the best", Paint.ORANGE, true)
                .legend("the book's peak", Paint.GREEN, true);
        plot.curve(rates, search.losses(), Paint.GRID, false);
        plot.curve(rates, search.smoothed(), Paint.BLUE, false);
        upright(plot, BOOK_PEAK, most, Paint.GREEN);
        upright(plot, search.peak(), most, Paint.ORANGE);
        return new Figure("search", plot.drawing());
    }

    private static void upright(Plot plot, double rate, double height, Paint paint) {
        plot.curve(new double[] {rate, rate}, new double[] {0, height}, paint, true);
        plot.text(rate, 0.04 * height, Text.number(rate, 3), Anchor.START, paint);
    }

    /// Returns the validation accuracy by epoch for the schedules.
    static List<Figure> schedules(Results results) {
        var names = Stream.of("book-constant-0.01", "book-constant-0.1", "book-one-cycle", "book-one-cycle-search")
                .filter(results::has)
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        var curves = new ArrayList<double[]>();
        names.forEach(name -> curves.add(CurveFigures.mean(results.of(name), "val_accuracy")));
        double[] all = curves.stream().flatMapToDouble(Arrays::stream).toArray();
        var y = Axis.around("validation accuracy", all).inPercent();
        var plot = Plot.of(
                "1cycle against constant rates", Axis.linear("epoch", 1, Math.max(2, curves.getFirst().length)), y);
        for (int i = 0; i < names.size(); i++) {
            plot.legend(results.variant(names.get(i)).title().replace("batch 128, ", ""), Paint.series(i), false);
            plot.curve(CurveFigures.epochs(curves.get(i).length), curves.get(i), Paint.series(i), false);
        }
        return List.of(new Figure("schedules", plot.drawing()));
    }
}

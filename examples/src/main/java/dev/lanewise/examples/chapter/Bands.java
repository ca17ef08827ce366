package dev.lanewise.examples.chapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// The numbers that the textbook prints for its settings, each from one run with one seed, beside ours. Accuracies
/// should be within a point, losses within a tenth.
///
/// @param results of the run
record Bands(Results results) {
    private static final double POINT = 0.01;
    private static final double TENTH = 0.1;

    /// One number of the book.
    ///
    /// @param experiment of the book
    /// @param what is measured
    /// @param book what the book prints
    /// @param ours over the seeds
    /// @param least of our seeds
    /// @param greatest of our seeds
    /// @param last the values of the last five epochs of all seeds, for what is of an epoch; else empty
    /// @param accuracy whether it is an accuracy
    record Row(
            String experiment,
            String what,
            double book,
            Interval ours,
            double least,
            double greatest,
            List<Double> last,
            boolean accuracy) {
        /// Returns half the width of the band.
        double half() {
            return accuracy ? POINT : TENTH * book;
        }

        Row withLast(List<Double> other) {
            return new Row(experiment, what, book, ours, least, greatest, other, accuracy);
        }

        boolean within() {
            return Math.abs(ours.mean() - book) <= half();
        }

        /// Returns why a number is not within the band, as far as the numbers themselves tell.
        String reason() {
            if (within()) {
                return "";
            }
            boolean better = accuracy == ours.mean() > book;
            var by = accuracy
                    ? Text.number(100 * Math.abs(ours.mean() - book), 2) + " points"
                    : Text.number(Math.abs(ours.mean() - book), 4);
            var start = (better ? "better" : "worse") + " by " + by;
            if (least - half() <= book && book <= greatest + half()) {
                return start + ", but single seeds differ so much that the book's one run could be another of them";
            }
            if (!last.isEmpty()) {
                double lowest = Collections.min(last);
                double highest = Collections.max(last);
                var range = ": over the last five epochs and all seeds it goes from " + Bands.text(accuracy, lowest)
                        + " to " + Bands.text(accuracy, highest);
                return lowest - half() <= book && book <= highest + half()
                        ? start + ", but a constant rate makes it jump from epoch to epoch as much" + range
                        : start + ", more than epochs and seeds differ" + range;
            }
            return start + (least == greatest ? " with one seed" : " with every seed: chance does not explain it");
        }
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        add(rows, "book-l2", "epoch 1: loss", 3.1224, false, result -> result.at("loss", 1));
        add(rows, "book-l2", "epoch 1: accuracy", 0.7748, true, result -> result.at("accuracy", 1));
        add(rows, "book-l2", "epoch 1: validation loss", 1.8602, false, result -> result.at("val_loss", 1));
        add(rows, "book-l2", "epoch 1: validation accuracy", 0.8264, true, result -> result.at("val_accuracy", 1));
        add(rows, "book-l2", "epoch 2: loss", 1.4263, false, result -> result.at("loss", 2));
        add(rows, "book-l2", "epoch 2: accuracy", 0.8159, true, result -> result.at("accuracy", 2));
        add(rows, "book-l2", "epoch 2: validation loss", 1.1269, false, result -> result.at("val_loss", 2));
        add(rows, "book-l2", "epoch 2: validation accuracy", 0.8182, true, result -> result.at("val_accuracy", 2));
        last(rows, "book-dropout", 0.3903, 0.8552, 0.3453, 0.8732);
        add(
                rows,
                "book-dropout",
                "training loss without noise",
                0.3082,
                false,
                result -> result.train().loss());
        add(
                rows,
                "book-dropout",
                "training accuracy without noise",
                0.8849,
                true,
                result -> result.train().accuracy());
        add(
                rows,
                "book-dropout",
                "test loss",
                0.3629,
                false,
                result -> result.test().loss());
        add(
                rows,
                "book-dropout",
                "test accuracy",
                0.8700,
                true,
                result -> result.test().accuracy());
        add(
                rows,
                "book-dropout",
                "test accuracy, Monte-Carlo",
                0.8717,
                true,
                result -> Objects.requireNonNull(result.passes()).mean().accuracy());
        last(rows, "book-max-norm", 0.3169, 0.8809, 0.3907, 0.8578);
        return rows;
    }

    private void last(
            List<Row> rows, String name, double loss, double accuracy, double validationLoss, double validation) {
        lastEpoch(rows, name, "epoch 10: loss", loss, false, "loss");
        lastEpoch(rows, name, "epoch 10: accuracy", accuracy, true, "accuracy");
        lastEpoch(rows, name, "epoch 10: validation loss", validationLoss, false, "val_loss");
        lastEpoch(rows, name, "epoch 10: validation accuracy", validation, true, "val_accuracy");
    }

    static String text(boolean accuracy, double number) {
        return accuracy ? Text.percent(number, 2) : Text.number(number, 4);
    }

    private void lastEpoch(List<Row> rows, String name, String what, double book, boolean accuracy, String column) {
        add(rows, name, what, book, accuracy, result -> result.at(column, 10));
        if (!rows.isEmpty() && results.has(name)) {
            var row = rows.removeLast();
            var last = results.of(name).stream()
                    .flatMapToDouble(
                            result -> Arrays.stream(result.column(column)).skip(5))
                    .boxed()
                    .toList();
            rows.add(row.withLast(last));
        }
    }

    private void add(
            List<Row> rows, String name, String what, double book, boolean accuracy, ToDoubleFunction<Result> number) {
        if (results.setting().asTheBook() && results.has(name)) {
            double[] ours =
                    results.of(name).stream().mapToDouble(number).sorted().toArray();
            rows.add(new Row(
                    results.variant(name).title(),
                    what,
                    book,
                    Interval.of(ours),
                    ours[0],
                    ours[ours.length - 1],
                    List.of(),
                    accuracy));
        }
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.examples.chapter.Finding.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// What the results say of the chapter's claims about dropout.
///
/// @param results of the run
record DropoutFindings(Results results) {
    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        for (var name : List.of("dropout-0.2", "book-dropout")) {
            if (results.has(name)) {
                trainingAboveValidation(findings, name);
            }
        }
        if (results.has("dropout-0.2", "plain")) {
            overfitting(findings);
            ensemble(findings);
            monteCarlo(findings);
        }
        if (results.has("alpha-0.1", "selu-dropout-0.1")) {
            alpha(findings);
        }
        return findings;
    }

    private void trainingAboveValidation(List<Finding> findings, String name) {
        ToDoubleFunction<Result> running = result -> last(result, "data_loss");
        ToDoubleFunction<Result> validation = result -> last(result, "val_data_loss");
        ToDoubleFunction<Result> clean = result -> result.train().loss();
        var above = results.interval(name, result -> running.applyAsDouble(result) - validation.applyAsDouble(result));
        var cause = results.interval(name, result -> running.applyAsDouble(result) - clean.applyAsDouble(result));
        var title = results.variant(name).title();
        findings.add(new Finding(
                "Under dropout the training loss that is printed lies above the validation loss, and the clean training"
                        + " loss does not (" + title + ")",
                Finding.all(List.of(
                        Finding.verdict(above, Direction.ABOVE),
                        Finding.verdict(
                                results.interval(
                                        name, result -> clean.applyAsDouble(result) - validation.applyAsDouble(result)),
                                Direction.BELOW))),
                List.of(
                        "last epoch: "
                                + Text.number(results.interval(name, running).mean(), 4)
                                + " while training, "
                                + Text.number(results.interval(name, validation).mean(), 4)
                                + " in validation: " + Say.number(above, 4),
                        "the same training images without noise: "
                                + Text.number(results.interval(name, clean).mean(), 4)
                                + "; what was printed is above that by " + Say.number(cause, 4))));
    }

    private static double last(Result result, String column) {
        double[] values = result.column(column);
        return values[values.length - 1];
    }

    private void overfitting(List<Finding> findings) {
        var say = new Say(results);
        var names = new ArrayList<>(results.beginning("dropout-0"));
        names.addAll(results.beginning("dropout-hidden-"));
        var best = results.best(names);
        findings.add(Finding.of(
                "Dropout raises the accuracy (" + results.variant(best).title()
                        + ", the best of all rates in validation)",
                results.difference(best, "plain", Say.accuracy()),
                Direction.ABOVE,
                say.accuracies(best, "plain")));
        var gap = results.difference("dropout-0.2", "plain", Result::gap);
        findings.add(Finding.of(
                "Dropout narrows the gap between training and validation",
                gap,
                Direction.BELOW,
                "validation loss minus training loss: " + Text.number(say.mean("dropout-0.2", Result::gap), 4)
                        + " with dropout 0.2, " + Text.number(say.mean("plain", Result::gap), 4) + " without: "
                        + Say.number(gap, 4)));
    }

    private static Result.Passes passes(Result result) {
        return Objects.requireNonNull(result.passes());
    }

    private void ensemble(List<Finding> findings) {
        var name = "dropout-0.2";
        var loss = results.interval(
                name,
                result -> passes(result).mean().loss() - passes(result).one().loss());
        var accuracy = results.interval(
                name,
                result ->
                        passes(result).mean().accuracy() - passes(result).one().accuracy());
        var distance = results.interval(name, result -> passes(result).distance());
        findings.add(new Finding(
                "A network with dropout is an ensemble of thinned networks: their mean is better than one of them",
                Finding.all(
                        List.of(Finding.verdict(accuracy, Direction.ABOVE), Finding.verdict(loss, Direction.BELOW))),
                List.of(
                        "mean of all passes against one thinned pass: accuracy " + Say.points(accuracy) + ", NLL "
                                + Say.number(loss, 4),
                        "the single prediction without noise stands for that mean: the two differ in where they put "
                                + Text.percent(distance.mean(), 1) + " of the probability")));
    }

    private void monteCarlo(List<Finding> findings) {
        for (var name : List.of("dropout-0.2", "book-dropout")) {
            if (!results.has(name)) {
                continue;
            }
            var title = " (" + results.variant(name).title() + ")";
            var confidence = results.interval(
                    name,
                    result -> passes(result).mean().confidence() - result.test().confidence());
            findings.add(Finding.of(
                    "Monte-Carlo dropout lowers the confidence" + title,
                    confidence,
                    Direction.BELOW,
                    "mean confidence "
                            + Text.percent(mean(name, result -> result.test().confidence()), 2) + " → "
                            + Text.percent(
                                    mean(name, result -> passes(result).mean().confidence()), 2) + ": "
                            + Say.points(confidence)));
            var accuracy = results.interval(
                    name,
                    result -> passes(result).mean().accuracy() - result.test().accuracy());
            findings.add(Finding.of(
                    "Monte-Carlo dropout raises the accuracy" + title,
                    accuracy,
                    Direction.ABOVE,
                    "test accuracy "
                            + Text.percent(mean(name, result -> result.test().accuracy()), 2) + " → "
                            + Text.percent(
                                    mean(name, result -> passes(result).mean().accuracy()), 2) + ": "
                            + Say.points(accuracy)));
            findings.add(honest(name, title));
        }
    }

    private Finding honest(String name, String title) {
        var loss = results.interval(
                name, result -> passes(result).mean().loss() - result.test().loss());
        var ece = results.interval(
                name, result -> passes(result).mean().ece() - result.test().ece());
        return new Finding(
                "Monte-Carlo dropout makes the probabilities more honest" + title,
                Finding.all(List.of(Finding.verdict(loss, Direction.BELOW), Finding.verdict(ece, Direction.BELOW))),
                List.of("NLL " + Say.number(loss, 4) + ", ECE " + Say.points(ece) + "; to hold, both must fall"));
    }

    private double mean(String name, ToDoubleFunction<Result> number) {
        return results.interval(name, number).mean();
    }

    private void alpha(List<Finding> findings) {
        findings.add(Finding.of(
                "Self-normalizing networks want alpha dropout instead of dropout",
                results.difference("alpha-0.1", "selu-dropout-0.1", Say.accuracy()),
                Direction.ABOVE,
                new Say(results).accuracies("alpha-0.1", "selu-dropout-0.1")));
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.examples.chapter.Finding.Direction;
import java.util.ArrayList;
import java.util.List;

/// What the results say of the chapter's claims about penalties and max-norm.
///
/// @param results of the run
record WeightFindings(Results results) {
    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        if (!results.has("plain")) {
            return findings;
        }
        if (results.has("l1-1e-4")) {
            sparse(findings);
        }
        if (results.has("l2-1e-3")) {
            shrinkage(findings);
        }
        penalties(findings);
        var balls = results.beginning("max-norm-");
        if (!balls.isEmpty()) {
            maxNorm(findings, balls);
        }
        if (results.has("dropout-max-norm", "dropout-0.2")) {
            findings.add(Finding.of(
                    "Dropout is better together with max-norm",
                    results.difference("dropout-max-norm", "dropout-0.2", Say.accuracy()),
                    Direction.ABOVE,
                    new Say(results).accuracies("dropout-max-norm", "dropout-0.2")));
        }
        return findings;
    }

    private void sparse(List<Finding> findings) {
        var small = results.difference(
                "l1-1e-4", "plain", result -> result.firstWeights().small());
        var evidence = new ArrayList<String>();
        evidence.add("share of first-layer weights below 0.001: " + share("l1-1e-4", false) + " with ℓ1 1e-4, "
                + share("plain", false) + " without: " + Say.points(small));
        evidence.add("exactly 0 are " + share("l1-1e-4", true)
                + " of them: a gradient step passes 0 by, and only the proximal step stops there"
                + (results.has("l1-proximal-1e-4")
                        ? " (" + share("l1-proximal-1e-4", true) + " exact zeros, test accuracy "
                                + Say.points(results.difference("l1-proximal-1e-4", "plain", Say.accuracy())) + ")"
                        : ""));
        findings.add(new Finding("ℓ1 drives most weights to zero", majority("l1-1e-4", small), List.copyOf(evidence)));
    }

    /// Most weights means more than half, and more than without.
    private Finding.Verdict majority(String name, Interval more) {
        var half = results.interval(name, result -> result.firstWeights().small() - 0.5);
        return Finding.all(List.of(Finding.verdict(more, Direction.ABOVE), Finding.verdict(half, Direction.ABOVE)));
    }

    private String share(String name, boolean exact) {
        return Text.percent(
                results.interval(
                                name,
                                result -> exact
                                        ? result.firstWeights().zeros()
                                        : result.firstWeights().small())
                        .mean(),
                1);
    }

    private void shrinkage(List<Finding> findings) {
        var size = results.difference("l2-1e-3", "plain", WeightFindings::size);
        var zeros = results.interval("l2-1e-3", result -> result.firstWeights().zeros());
        boolean none = zeros.mean() == 0;
        findings.add(new Finding(
                "ℓ2 shrinks the weights, but makes none zero",
                Finding.all(List.of(
                        Finding.verdict(size, Direction.BELOW),
                        none ? Finding.Verdict.HOLDS : Finding.Verdict.DOES_NOT_HOLD)),
                List.of("root of the mean square in the first layer: "
                        + Text.number(
                                results.interval("l2-1e-3", WeightFindings::size)
                                        .mean(),
                                4) + " with ℓ2 1e-3, "
                        + Text.number(
                                results.interval("plain", WeightFindings::size).mean(), 4) + " without: "
                        + Say.number(size, 4) + "; exact zeros " + Text.percent(zeros.mean(), 2))));
    }

    private static double size(Result result) {
        return Math.sqrt(result.firstWeights().meanSquare());
    }

    private void penalties(List<Finding> findings) {
        var say = new Say(results);
        for (var kind : List.of("l1-", "l2-1e")) {
            var names = results.beginning(kind).stream()
                    .filter(name -> !name.equals("l1-l2"))
                    .toList();
            if (!names.isEmpty()) {
                var best = results.best(names);
                findings.add(Finding.of(
                        (kind.equals("l1-") ? "ℓ1" : "ℓ2") + " raises the accuracy ("
                                + results.variant(best).title() + ", the best in validation)",
                        results.difference(best, "plain", Say.accuracy()),
                        Direction.ABOVE,
                        say.accuracies(best, "plain")));
            }
        }
    }

    private void maxNorm(List<Finding> findings, List<String> balls) {
        var say = new Say(results);
        var best = results.best(balls);
        var book = "max-norm-1.0";
        if (results.has(book)) {
            findings.add(Finding.of(
                    "Max-norm reduces overfitting (" + say.title(book) + ", as in the book)",
                    results.difference(book, "plain", Result::gap),
                    Direction.BELOW,
                    "gap between validation and training loss: "
                            + Say.number(results.difference(book, "plain", Result::gap), 4) + " against nothing",
                    say.accuracies(book, "plain")));
        }
        var penalties = results.beginning("l2-1e");
        if (!penalties.isEmpty()) {
            var other = results.best(penalties);
            findings.add(Finding.of(
                    "Max-norm is worth more than ℓ2 (" + results.variant(best).title() + " against "
                            + results.variant(other).title() + ", each the best of its kind in validation)",
                    results.difference(best, other, Say.accuracy()),
                    Direction.ABOVE,
                    say.accuracies(best, other),
                    "NLL "
                            + Say.number(
                                    results.difference(
                                            best, other, result -> result.test().loss()),
                                    4) + ", gap " + Say.number(results.difference(best, other, Result::gap), 4)));
        }
    }
}

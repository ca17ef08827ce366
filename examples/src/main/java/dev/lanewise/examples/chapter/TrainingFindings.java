package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.examples.chapter.Finding.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// What the results say of the chapter's claims about training, depth and ensembles.
///
/// @param results of the run
/// @param targets of the test images
record TrainingFindings(Results results, Tensor targets) {
    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        deepEnsemble(findings);
        if (results.has("early-stopping", "plain-30")) {
            earlyStopping(findings);
        }
        if (results.has("book-one-cycle", "book-constant-0.1")) {
            cycle(findings);
        }
        if (results.has("batch-norm", "plain")) {
            batchNorm(findings);
        }
        if (results.has("deep-selu", "deep-elu")) {
            depth(findings);
        }
        var say = new Say(results);
        for (var recipe : List.of("default-recipe", "self-normalizing")) {
            if (results.has(recipe, "plain")) {
                findings.add(Finding.of(
                        "The summary's recipe is better than the plain network (" + say.title(recipe) + ")",
                        results.difference(recipe, "plain", Say.accuracy()),
                        Direction.ABOVE,
                        say.accuracies(recipe, "plain")));
            }
        }
        return findings;
    }

    private void deepEnsemble(List<Finding> findings) {
        var plain = Pool.members(results, "plain", Result::probabilities);
        var dropped = Pool.members(results, "dropout-0.2", Result::meanProbabilities);
        if (plain.size() < 2 || dropped.size() != plain.size()) {
            return;
        }
        var ensemble = Pool.mean(plain);
        var whole = Scores.of(ensemble, targets);
        double[] losses = new double[dropped.size()];
        double[] accuracies = new double[dropped.size()];
        for (int i = 0; i < losses.length; i++) {
            var scores = Scores.of(dropped.get(i), targets);
            losses[i] = scores.loss() - whole.loss();
            accuracies[i] = scores.accuracy() - whole.accuracy();
        }
        findings.add(Finding.of(
                "Monte-Carlo dropout, an ensemble for the price of one training, is as accurate as an ensemble of "
                        + plain.size() + " networks",
                // What has to be shown is that it is not worse: half a point of accuracy is the margin.
                Interval.of(IntStream.range(0, accuracies.length)
                        .mapToDouble(i -> accuracies[i] + 0.005)
                        .toArray()),
                Direction.ABOVE,
                "accuracy against the ensemble " + Say.points(Interval.of(accuracies))
                        + " (as accurate: not half a point below), NLL " + Say.number(Interval.of(losses), 4)
                        + "; the intervals are over the dropout networks, the ensemble is one"));
    }

    private void earlyStopping(List<Finding> findings) {
        var say = new Say(results);
        var loss = results.difference(
                "early-stopping", "plain-30", result -> result.test().loss());
        findings.add(Finding.of(
                "Early stopping saves from overfitting",
                loss,
                Direction.BELOW,
                "test NLL "
                        + Text.number(
                                say.mean(
                                        "early-stopping",
                                        result -> result.test().loss()),
                                4) + " after "
                        + Text.number(say.mean("early-stopping", Result::epochs), 1) + " epochs, "
                        + Text.number(
                                say.mean("plain-30", result -> result.test().loss()), 4) + " after "
                        + Text.number(say.mean("plain-30", Result::epochs), 0) + ": " + Say.number(loss, 4),
                say.accuracies("early-stopping", "plain-30")));
    }

    private void cycle(List<Finding> findings) {
        var say = new Say(results);
        var best = results.best(List.of("book-constant-0.01", "book-constant-0.1"));
        findings.add(Finding.of(
                "1cycle is better than a constant rate after as many epochs (" + say.title(best)
                        + " is the better constant one in validation)",
                results.difference("book-one-cycle", best, Say.accuracy()),
                Direction.ABOVE,
                say.accuracies("book-one-cycle", best)));
    }

    private void batchNorm(List<Finding> findings) {
        var first = results.difference("batch-norm", "plain", result -> result.at("val_accuracy", 1));
        findings.add(Finding.of(
                "Batch norm learns faster: it is ahead after the first epoch",
                first,
                Direction.ABOVE,
                "validation accuracy after the first epoch: " + Say.points(first) + " against nothing",
                new Say(results).accuracies("batch-norm", "plain")));
    }

    private void depth(List<Finding> findings) {
        var say = new Say(results);
        var evidence = new ArrayList<String>();
        for (var name : List.of("deep-selu", "deep-elu")) {
            results.first(name).ifPresent(result -> {
                var last =
                        Objects.requireNonNull(result.portrait()).activations().getLast();
                evidence.add(say.title(name) + ": behind the last hidden layer mean " + Text.number(last.mean(), 2)
                        + " and deviation " + Text.number(last.deviation(), 2) + " after training (seed "
                        + result.seed() + ")");
            });
        }
        evidence.addFirst(say.accuracies("deep-selu", "deep-elu"));
        findings.add(new Finding(
                "Deep stacks of dense layers do better with SELU and LeCun's initializer than with ELU and He's",
                Finding.verdict(results.difference("deep-selu", "deep-elu", Say.accuracy()), Direction.ABOVE),
                evidence));
    }
}

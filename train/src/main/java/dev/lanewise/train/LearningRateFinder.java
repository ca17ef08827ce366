package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;

/// Looks for a good learning rate (Smith, 2017): trains for some steps while the rate grows by the same factor from
/// step to step, notes the loss of every batch, and puts everything back as it was: weights, moving statistics, the
/// optimizer's state and all counters.
///
/// The loss is smoothed by an average with the factor `smoothing`, corrected for its beginning at 0. The run ends early
/// where the smoothed loss exceeds `divergence` times its least so far, or a gradient is not finite. A loss that may be
/// negative, such as a likelihood's, ends it where it has risen above its least m by (`divergence` − 1)·|m|, which is
/// the same above 0.
///
/// @param from the first rate, above 0; 1e-5 by default
/// @param to the last rate, above the first; 10 by default
/// @param steps how many, at least 3; 200 by default
/// @param smoothing in [0, 1); 0.9 by default
/// @param divergence above 1; 4 by default
public record LearningRateFinder(double from, double to, int steps, double smoothing, double divergence) {
    private static final int SHUFFLE = 4;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public LearningRateFinder {
        Ranges.positive("the first rate of a search", from);
        Ranges.share("the smoothing of a search", smoothing);
        if (!(to > from && Double.isFinite(to))) {
            throw new IllegalArgumentException("the rates of a search must ascend, but go from " + from + " to " + to);
        }
        if (steps < 3) {
            throw new IllegalArgumentException("a search needs at least 3 steps, but has " + steps);
        }
        if (!(divergence > 1)) {
            throw new IllegalArgumentException("the divergence of a search must be above 1, but is " + divergence);
        }
    }

    /// Returns a search in this many steps.
    public static LearningRateFinder steps(int steps) {
        return new LearningRateFinder(1e-5, 10, steps, 0.9, 4);
    }

    /// Returns a copy with other first and last rates.
    public LearningRateFinder between(double first, double last) {
        return new LearningRateFinder(first, last, steps, smoothing, divergence);
    }

    /// Trains with growing rates and leaves the trainer and its model as they were. The optimizer's schedule, which
    /// must give a rate above 0, and the ratios between parameter groups do not matter or stay.
    ///
    /// @param data gone through in an order that follows from the model's seed, again and again if it is short
    /// @param batchSize examples a step
    /// @return the curve up to where it ended
    public LearningRateCurve run(Trainer trainer, DataSource data, int batchSize) {
        var saved = new State();
        trainer.save(saved);
        var before = trainer.restored(saved.copy());
        var rates = new DoubleArrayList();
        var losses = new DoubleArrayList();
        var smoothed = new DoubleArrayList();
        try {
            for (int pass = 0; rates.size() < steps; pass++) {
                int made = rates.size();
                if (!runPass(trainer, data, batchSize, pass, rates, losses, smoothed) || rates.size() == made) {
                    break;
                }
            }
        } finally {
            before.run();
        }
        return new LearningRateCurve(rates.toDoubleArray(), losses.toDoubleArray(), smoothed.toDoubleArray());
    }

    /// Goes through the data once; returns whether to go on.
    private boolean runPass(
            Trainer trainer,
            DataSource data,
            int batchSize,
            int pass,
            DoubleArrayList rates,
            DoubleArrayList losses,
            DoubleArrayList smoothed) {
        var order = CounterRandom.of(trainer.model().seed(), SHUFFLE, pass);
        try (var batches = data.open(new Reading(batchSize, 0, order))) {
            for (var batch = batches.next(); batch != null && rates.size() < steps; batch = batches.next()) {
                int step = rates.size();
                double rate = from * StrictMath.exp(StrictMath.log(to / from) * step / (steps - 1));
                trainer.scaleLearningRate(rate / trainer.learningRate());
                double loss = trainer.stepper().make(batch.features(), batch.targets(), batch.weights(), true);
                rates.add(rate);
                losses.add(loss);
                smoothed.add(smooth(losses));
                if (diverges(smoothed)) {
                    return false;
                }
            }
            return true;
        } catch (NonFiniteGradientException _) {
            return false;
        }
    }

    private double smooth(DoubleArrayList losses) {
        double average = 0;
        double weight = 0;
        for (int i = 0; i < losses.size(); i++) {
            average = smoothing * average + (1 - smoothing) * losses.getDouble(i);
            weight = smoothing * weight + (1 - smoothing);
        }
        return average / weight;
    }

    private boolean diverges(DoubleArrayList smoothed) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < smoothed.size(); i++) {
            least = Math.min(least, smoothed.getDouble(i));
        }
        double rise = smoothed.getDouble(smoothed.size() - 1) - least;
        return !(rise <= (divergence - 1) * Math.abs(least));
    }
}

package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Sgd;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/// A training step of the network 784-300-100-10: ELU in the hidden layers, dropout before each dense layer, softmax
/// with cross-entropy, gradient descent with momentum.
///
/// For the check there is no dropout, since every library draws other masks; the losses of the first steps then
/// agree. For the timing the learning rate is so small that the weights hardly move: training on one batch for
/// minutes would otherwise end in gradients of 1e−40, whose cost says nothing.
///
/// @param batch examples a step
/// @param threads threads a contestant may use
/// @param rate the fraction that dropout drops
/// @param learningRate of the optimizer
/// @param momentum of the optimizer
/// @param features batch × 784, in [0, 1)
/// @param labels one class an example
/// @param weights weight (inputs × units, row by row) and bias of each layer in turn
public record StepProblem(
        int batch,
        int threads,
        double rate,
        double learningRate,
        double momentum,
        float[] features,
        int[] labels,
        List<float[]> weights) {
    /// Lengths of the input, the hidden layers and the output.
    public static final List<Integer> SIZES = List.of(784, 300, 100, 10);

    private static final double MOMENTUM = 0.9;
    private static final int CHECKED_STEPS = 3;

    /// Returns the arithmetic of a step's products in FLOP: forward, and both gradients of each layer but the
    /// first, whose input needs none.
    static double flop(int batch) {
        return 2.0 * batch * (784 * 300 * 2 + 300 * 100 * 3 + 100 * 10 * 3);
    }

    static StepProblem forCheck(int batch, int threads) {
        return of(batch, threads, 0, 0.01);
    }

    static StepProblem forTiming(int batch, int threads) {
        return of(batch, threads, 0.2, 1e-6);
    }

    /// Returns the same problem without dropout.
    StepProblem withoutDropout() {
        return new StepProblem(batch, threads, 0, learningRate, momentum, features, labels, weights);
    }

    private static StepProblem of(int batch, int threads, double rate, double learningRate) {
        var features = new float[batch * SIZES.getFirst()];
        CounterRandom.of(1, 0, 0).uniform(Tensor.wrap(features, 0, Shape.of(features.length)), 0, 1);
        var labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i * 7 % 10;
        }
        var weights = model(0, Penalty.NONE, Constraint.NONE).parameters().stream()
                .map(parameter -> parameter.value().toArray())
                .toList();
        return new StepProblem(batch, threads, rate, learningRate, MOMENTUM, features, labels, weights);
    }

    /// Returns the network with its initial weights, which do not depend on the arguments unless the constraint
    /// changes them.
    static Model model(double rate, Penalty penalty, Constraint constraint) {
        var hidden = Dense.of(300)
                .withActivation(Activations.ELU)
                .withInitializer(Initializers.HE_NORMAL)
                .withPenalty(penalty)
                .withConstraint(constraint);
        var layers = new ArrayList<Layer>();
        for (var dense : List.of(hidden, hidden.withUnits(100), Dense.of(10).withActivation(Activations.SOFTMAX))) {
            if (rate > 0) {
                layers.add(Dropout.rate(rate));
            }
            layers.add(dense);
        }
        return new Sequential(Shape.of(784), layers).build(1);
    }

    /// Returns the library's own step.
    ///
    /// @param nesterov whether the momentum looks ahead
    StepContestant ours(Penalty penalty, Constraint constraint, boolean nesterov) {
        var model = model(rate, penalty, constraint);
        var momentum = Sgd.learningRate(learningRate).withMomentum(this.momentum);
        var trainer = Trainer.of(
                        model, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, nesterov ? momentum.withNesterov() : momentum)
                .withThreads(threads);
        return new Ours(trainer, Tensor.wrap(features, 0, Shape.of(batch, 784)), targets());
    }

    private Tensor targets() {
        var targets = Tensor.zeros(Shape.of(batch));
        for (int i = 0; i < batch; i++) {
            targets.set(i, labels[i]);
        }
        return targets;
    }

    private record Ours(Trainer trainer, Tensor features, Tensor targets) implements StepContestant {
        @Override
        public double step() {
            return trainer.step(features, targets);
        }

        @Override
        public String version() {
            return Suites.LANEWISE_VERSION;
        }
    }

    /// Checks that the losses of the first steps of a contestant are the library's.
    ///
    /// A loss is the end of chains of 784 + 300 + 100 terms, each rounded, and every step adds as many to what the
    /// weights carry, so loss number s may be off by s·1184·u·(1 + loss) with the unit roundoff u, in either.
    ///
    /// @throws WrongResultException if they differ by more
    void check(String name, StepContestant contestant, boolean nesterov) {
        try (var ours = ours(Penalty.NONE, Constraint.NONE, nesterov)) {
            for (int step = 1; step <= CHECKED_STEPS; step++) {
                double expected = ours.step();
                double got = contestant.step();
                double bound = 2 * step * 1184 * 0x1p-24 * (1 + expected);
                if (!(Math.abs(got - expected) <= bound)) {
                    throw new WrongResultException("the loss of " + name + "'s step " + step + " is " + got + ", not "
                            + expected + ", and rounding explains no more than " + bound);
                }
            }
        }
    }
}

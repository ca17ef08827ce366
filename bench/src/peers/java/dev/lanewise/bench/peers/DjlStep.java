package dev.lanewise.bench.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lanewise.bench.StepContestant;
import dev.lanewise.bench.StepProblem;
import java.nio.FloatBuffer;

/// PyTorch through the Deep Java Library: its trainer, with a memory scope a step.
final class DjlStep implements StepContestant {
    private final Model model;
    private final Trainer trainer;
    private final NDArray features;
    private final NDArray labels;

    DjlStep(StepProblem problem) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(problem.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        model = Model.newInstance("step", "PyTorch");
        model.setBlock(network(problem));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) problem.learningRate()))
                        .optMomentum((float) problem.momentum())
                        .build()));
        trainer.initialize(new Shape(problem.batch(), 784));
        setWeights(problem);
        NDManager manager = trainer.getManager();
        features = manager.create(problem.features(), new Shape(problem.batch(), 784));
        var classes = new long[problem.batch()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = problem.labels()[i];
        }
        labels = manager.create(classes);
    }

    private static SequentialBlock network(StepProblem problem) {
        var network = new SequentialBlock();
        for (int layer = 0; layer < 3; layer++) {
            if (problem.rate() > 0) {
                network.add(Dropout.builder().optRate((float) problem.rate()).build());
            }
            network.add(
                    Linear.builder().setUnits(StepProblem.SIZES.get(layer + 1)).build());
            if (layer < 2) {
                network.add(list -> Activation.elu(list, 1));
            }
        }
        return network;
    }

    private void setWeights(StepProblem problem) {
        int place = 0;
        for (var parameter : model.getBlock().getParameters().values()) {
            float[] ours = problem.weights().get(place);
            // A linear layer keeps units × inputs.
            float[] theirs = place % 2 == 1 ? ours : transposed(ours, StepProblem.SIZES.get(place / 2));
            parameter.getArray().set(FloatBuffer.wrap(theirs));
            place++;
        }
    }

    private static float[] transposed(float[] matrix, int rows) {
        int columns = matrix.length / rows;
        var transposed = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % columns * rows + i / columns] = matrix[i];
        }
        return transposed;
    }

    @Override
    public double step() {
        return step(true);
    }

    @Override
    public void run() {
        step(false);
    }

    private double step(boolean fetch) {
        try (var scope = trainer.getManager().newSubManager();
                var collector = trainer.newGradientCollector()) {
            features.tempAttach(scope);
            labels.tempAttach(scope);
            var output = trainer.forward(new NDList(features), new NDList(labels));
            var loss = trainer.getLoss().evaluate(new NDList(labels), output);
            collector.backward(loss);
            double value = fetch ? loss.getFloat() : 0;
            trainer.step();
            return value;
        }
    }

    @Override
    public String version() {
        var engine = trainer.getManager().getEngine();
        return engine.getEngineName() + ' ' + engine.getVersion() + " through DJL 0.36.0";
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}

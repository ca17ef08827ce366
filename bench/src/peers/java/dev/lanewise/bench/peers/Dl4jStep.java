package dev.lanewise.bench.peers;

import dev.lanewise.bench.StepContestant;
import dev.lanewise.bench.StepProblem;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/// DeepLearning4j. It has no momentum but Nesterov's.
final class Dl4jStep implements StepContestant {
    private final MultiLayerNetwork network;
    private final INDArray features;
    private final INDArray targets;

    Dl4jStep(StepProblem problem) {
        Nd4j.getEnvironment().setMaxThreads(problem.threads());
        Nd4j.getEnvironment().setMaxMasterThreads(problem.threads());
        var layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(problem.learningRate(), problem.momentum()))
                .list();
        for (int layer = 0; layer < 3; layer++) {
            layers.layer(layer(problem, layer));
        }
        network = new MultiLayerNetwork(layers.build());
        network.init();
        for (int layer = 0; layer < 3; layer++) {
            int inputs = StepProblem.SIZES.get(layer);
            int units = StepProblem.SIZES.get(layer + 1);
            network.getLayer(layer).setParam("W", array(problem.weights().get(2 * layer), inputs, units));
            network.getLayer(layer).setParam("b", array(problem.weights().get(2 * layer + 1), 1, units));
        }
        features = array(problem.features(), problem.batch(), 784);
        targets = Nd4j.zeros(problem.batch(), 10);
        for (int i = 0; i < problem.batch(); i++) {
            targets.putScalar(i, problem.labels()[i], 1);
        }
    }

    private static INDArray array(float[] values, int rows, int columns) {
        return Nd4j.create(values, new long[] {rows, columns}, 'c');
    }

    private static FeedForwardLayer layer(StepProblem problem, int layer) {
        int inputs = StepProblem.SIZES.get(layer);
        int units = StepProblem.SIZES.get(layer + 1);
        // The argument of its dropout is the fraction kept, and 0 stands for none.
        double kept = problem.rate() > 0 ? 1 - problem.rate() : 0;
        return layer < 2
                ? new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(units)
                        .activation(Activation.ELU)
                        .dropOut(kept)
                        .build()
                : new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(inputs)
                        .nOut(units)
                        .activation(Activation.SOFTMAX)
                        .dropOut(kept)
                        .build();
    }

    @Override
    public boolean nesterov() {
        return true;
    }

    @Override
    public double step() {
        network.fit(features, targets);
        return network.score();
    }

    @Override
    public void run() {
        network.fit(features, targets);
    }

    @Override
    public String version() {
        return "DeepLearning4j 1.0.0-M2.1, BLAS threads "
                + Nd4j.getEnvironment().maxMasterThreads();
    }
}

package dev.lanewise.bench.peers;

import dev.lanewise.bench.StepContestant;
import dev.lanewise.bench.StepProblem;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// TensorFlow Java in graph mode: one call of the session a step.
final class TensorFlowStep implements StepContestant {
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> input;
    private final Placeholder<TFloat32> targets;
    private final Operand<TFloat32> loss;
    private final Op update;
    private final TFloat32 features;
    private final TFloat32 classes;

    TensorFlowStep(StepProblem problem) {
        var tf = Ops.create(graph);
        input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(problem.batch(), 784)));
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(problem.batch(), 10)));
        var variables = new ArrayList<Variable<TFloat32>>();
        var initial = new ArrayList<Op>();
        for (int i = 0; i < problem.weights().size(); i++) {
            var variable = tf.variable(shape(i), TFloat32.class);
            variables.add(variable);
            initial.add(
                    tf.assign(variable, constant(tf, shape(i), problem.weights().get(i))));
        }
        loss = loss(tf, problem, variables);
        var gradients = tf.gradients(loss, variables);
        // A variable that moved before all gradients are there would falsify those of the layers below.
        var all = new ArrayList<Op>();
        for (int i = 0; i < variables.size(); i++) {
            all.add(gradients.dy(i));
        }
        var afterwards = tf.withControlDependencies(all);
        var updates = new ArrayList<Op>();
        for (int i = 0; i < variables.size(); i++) {
            var velocity = tf.variable(shape(i), TFloat32.class);
            initial.add(tf.assign(velocity, tf.zeros(tf.constant(shape(i).asArray()), TFloat32.class)));
            updates.add(afterwards.train.applyMomentum(
                    variables.get(i),
                    velocity,
                    tf.constant((float) problem.learningRate()),
                    gradients.<TFloat32>dy(i),
                    tf.constant((float) problem.momentum())));
        }
        update = tf.withControlDependencies(updates).noOp();
        session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(problem.threads())
                        .setInterOpParallelismThreads(1)
                        .build());
        initial.forEach(session::run);
        features = TFloat32.tensorOf(Shape.of(problem.batch(), 784), DataBuffers.of(problem.features()));
        var oneHot = new float[problem.batch() * 10];
        for (int i = 0; i < problem.batch(); i++) {
            oneHot[10 * i + problem.labels()[i]] = 1;
        }
        classes = TFloat32.tensorOf(Shape.of(problem.batch(), 10), DataBuffers.of(oneHot));
    }

    private static Shape shape(int place) {
        int units = StepProblem.SIZES.get(place / 2 + 1);
        return place % 2 == 0 ? Shape.of(StepProblem.SIZES.get(place / 2), units) : Shape.of(units);
    }

    private static Operand<TFloat32> constant(Ops tf, Shape shape, float[] values) {
        return tf.constant(shape, DataBuffers.of(values));
    }

    private Operand<TFloat32> loss(Ops tf, StepProblem problem, List<Variable<TFloat32>> variables) {
        Operand<TFloat32> x = input;
        for (int layer = 0; layer < 3; layer++) {
            if (problem.rate() > 0) {
                x = dropout(tf, x, Shape.of(problem.batch(), StepProblem.SIZES.get(layer)), (float) problem.rate());
            }
            x = tf.nn.biasAdd(tf.linalg.matMul(x, variables.get(2 * layer)), variables.get(2 * layer + 1));
            if (layer < 2) {
                x = tf.nn.elu(x);
            }
        }
        // The form with labels has no gradient in graph mode.
        return tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(x, targets).loss(), tf.constant(0));
    }

    private static Operand<TFloat32> dropout(Ops tf, Operand<TFloat32> x, Shape shape, float rate) {
        var uniform = tf.random.randomUniform(tf.constant(shape.asArray()), TFloat32.class);
        var kept = tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), TFloat32.class);
        return tf.math.mul(tf.math.mul(x, tf.constant(1 / (1 - rate))), kept);
    }

    @Override
    public double step() {
        try (var result = session.runner()
                .feed(input, features)
                .feed(targets, classes)
                .fetch(loss)
                .addTarget(update)
                .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    public void run() {
        session.runner()
                .feed(input, features)
                .feed(targets, classes)
                .addTarget(update)
                .run()
                .close();
    }

    @Override
    public String version() {
        return "TensorFlow " + TensorFlow.version() + " (Java 1.1.0), graph";
    }

    @Override
    public void close() {
        features.close();
        classes.close();
        session.close();
        graph.close();
    }
}

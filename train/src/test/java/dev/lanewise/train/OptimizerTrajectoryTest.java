package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.layers.Schedule;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Sixty updates of every optimizer against Keras and PyTorch in float64.
final class OptimizerTrajectoryTest {
    private static final int STEPS = 60;
    private static final int SIZE = 6;
    private static final List<String[]> INPUT = Golden.read("src/test/golden/optimizers-input.csv");
    private static final List<String[]> EXPECTED = Golden.read("src/test/golden/optimizers.csv");

    /// Every trajectory of the golden file but those that clip, which is not the optimizer's work.
    static Stream<String> names() {
        return EXPECTED.stream().map(line -> line[0]).distinct().filter(name -> !name.contains("clip"));
    }

    static Optimizer optimizer(String name) {
        if (name.endsWith("_one_cycle")) {
            return atRateOfTheTable(optimizer(name.substring(0, name.length() - "_one_cycle".length())));
        }
        var sgd = Sgd.learningRate(0.01);
        var adam = Adam.learningRate(1e-3);
        var rmsProp = RmsProp.learningRate(1e-3);
        Schedule cycled = step -> 0.85 + 0.1 * Math.abs(1 - step % 60 / 30.0);
        return switch (name) {
            case "sgd" -> sgd;
            case "sgd_weight_decay" -> DecoupledDecay.of(sgd, 0.1);
            case "momentum" -> sgd.withMomentum(0.9);
            case "nesterov" -> sgd.withMomentum(0.9).withNesterov();
            case "torch_momentum" -> sgd.withMomentum(0.9).asPyTorch();
            case "torch_nesterov" -> sgd.withMomentum(0.9).withNesterov().asPyTorch();
            case "torch_momentum_cycled" -> sgd.withMomentum(cycled).asPyTorch();
            case "nadam" -> Nadam.learningRate(1e-3);
            case "nadam_weight_decay" -> DecoupledDecay.of(Nadam.learningRate(1e-3), 0.1);
            case "torch_nadam" -> Nadam.learningRate(1e-3).asPyTorch();
            case "adam" -> adam;
            case "torch_adam" -> adam.asPyTorch();
            case "torch_adam_cycled" -> adam.withBeta1(cycled).asPyTorch();
            case "amsgrad" -> adam.withBetas(0.9, 0.9).withAmsgrad();
            case "torch_amsgrad" -> adam.withBetas(0.9, 0.9).withAmsgrad().asPyTorch();
            case "adamw" -> AdamW.learningRate(1e-3);
            case "torch_adamw" -> DecoupledDecay.of(adam.asPyTorch(), 0.01);
            case "adamax" -> Adamax.learningRate(1e-3);
            case "torch_adamax" -> Adamax.learningRate(1e-3).asPyTorch();
            case "rmsprop" -> rmsProp;
            case "rmsprop_momentum" -> rmsProp.withMomentum(0.9);
            case "rmsprop_centered" -> rmsProp.withCentring();
            case "torch_rmsprop" -> rmsProp.asPyTorch().withRho(0.9);
            case "torch_rmsprop_momentum" -> rmsProp.withMomentum(0.9).asPyTorch();
            case "torch_rmsprop_centered" -> rmsProp.withCentring().asPyTorch();
            case "adagrad" -> Adagrad.learningRate(1e-3);
            case "torch_adagrad" -> Adagrad.learningRate(1e-3).asPyTorch();
            case "adadelta" -> Adadelta.learningRate(1e-3);
            case "adadelta_rate_one" -> Adadelta.learningRate(1);
            case "torch_adadelta" -> Adadelta.learningRate(1).asPyTorch();
            case "lion" -> Lion.learningRate(1e-3);
            case "lamb" -> Lamb.learningRate(1e-3);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Optimizer atRateOfTheTable(Optimizer optimizer) {
        Schedule rate = step -> Double.parseDouble(INPUT.get((int) step)[1]);
        return switch (optimizer) {
            case Sgd sgd -> sgd.withLearningRate(rate);
            case Nadam nadam -> nadam.withLearningRate(rate);
            case Adam adam -> adam.withLearningRate(rate);
            case RmsProp rmsProp -> rmsProp.withLearningRate(rate);
            default -> throw new IllegalArgumentException(optimizer.toString());
        };
    }

    static float[] gradient(int step) {
        return floats(INPUT.get(step));
    }

    private static float[] floats(String[] line) {
        float[] numbers = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            numbers[i] = (float) Double.parseDouble(line[2 + i]);
        }
        return numbers;
    }

    @Test
    void shouldHaveGradientsBoundedAwayFromZero() {
        float[] least = {0.19f, 0.59f, 0.39f, 0.1f, 2.9e-4f, 3.9e-6f};
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < SIZE; i++) {
                assertTrue(Math.abs(gradient(step)[i]) >= least[i], "step " + step + ", element " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldFollowTheReferenceForSixtySteps(String name) {
        var lines = EXPECTED.stream().filter(line -> line[0].equals(name)).toList();
        assertEquals(STEPS + 1, lines.size());
        var state = OptimizerState.of(optimizer(name), floats(lines.getFirst()));
        double[] errors = new double[SIZE];
        double[] longest = new double[SIZE];
        for (int step = 1; step <= STEPS; step++) {
            state.step(step - 1, gradient(step - 1));
            for (int i = 0; i < SIZE; i++) {
                double before = Double.parseDouble(lines.get(step - 1)[2 + i]);
                double expected = Double.parseDouble(lines.get(step)[2 + i]);
                longest[i] = Math.max(longest[i], Math.abs(expected - before));
                double roundings = state.optimizer() instanceof DecoupledDecay ? 2 : 1;
                errors[i] += errorOfStep(step, roundings * Math.abs(expected), longest[i]);
                assertEquals(expected, state.values()[i], errors[i], name + ", step " + step + ", weight " + i);
            }
        }
    }

    /// A step adds one rounding of the weight (a second where it decays), and the error of its length: what is
    /// remembered goes through two averages, each with a rounding of the sum and one of the factor at every step,
    /// and the root halves one of them; eight roundings more make a length of them. Where moments change sign, the
    /// longest step so far measures them.
    private static double errorOfStep(int step, double weight, double longest) {
        return Golden.UNIT_ROUNDOFF * (weight + (3 * step + 8) * longest);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldTouchNothingOutsideTheRange(String name) {
        var state = OptimizerState.of(optimizer(name), 1f, 2f, 3f, 4f, 5f, 6f);
        state.prepare(0);
        state.optimizer().update(state.values(), gradient(0), state.slots(), 2, 4, state.coefficients());
        for (int i : new int[] {0, 1, 4, 5}) {
            assertEquals(i + 1f, state.values()[i]);
            for (float[] slot : state.slots()) {
                assertEquals(0f, slot[i]);
            }
        }
        assertTrue(state.values()[2] != 3f && state.values()[3] != 4f, "the range must have moved");
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveTheSameBitsInPieces(String name) {
        var whole = OptimizerState.of(optimizer(name), 1f, -0.5f, 0.25f, 2f, 0.75f, -1.5f);
        var pieces = OptimizerState.of(optimizer(name), 1f, -0.5f, 0.25f, 2f, 0.75f, -1.5f);
        for (int step = 0; step < STEPS; step++) {
            float[] gradient = gradient(step);
            whole.step(step, gradient);
            pieces.prepare(step);
            for (int i = SIZE - 1; i >= 0; i--) {
                pieces.optimizer().update(pieces.values(), gradient, pieces.slots(), i, i + 1, pieces.coefficients());
            }
        }
        assertEquals(!whole.optimizer().wholeParameters(), Arrays.equals(whole.values(), pieces.values()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldAllocateNothing(String name) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var state = OptimizerState.of(optimizer(name.replace("_one_cycle", "")), new float[256]);
        float[] gradient = new float[256];
        Arrays.fill(gradient, 0.1f);
        long least = Long.MAX_VALUE;
        for (int window = 0; window < 400 && least > 0; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                state.step(window * 10L + i, gradient);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}

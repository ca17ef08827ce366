package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activation;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Sequential;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole trainings of sixty steps under every schedule, every loss and every kind of example weights, against Keras and
/// PyTorch in float64.
final class WholeTrainingsTest {
    private static final String GOLDEN = "src/test/golden/trainings-";
    private static final int STEPS = 60;

    /// Eight roundoffs a step: two layers forward and backward, loss and update; the training contracts, so that
    /// they add up at most.
    private static final double TOLERANCE = 8 * STEPS * Golden.UNIT_ROUNDOFF;

    private static final List<String[]> DATA = Golden.read(GOLDEN + "data.csv");
    private static final List<String[]> LOSS_LINES = Golden.read(GOLDEN + "losses.csv");
    private static final List<String[]> WEIGHT_LINES = Golden.read(GOLDEN + "weights.csv");
    private static final List<String[]> HISTORY_LINES = Golden.read(GOLDEN + "history.csv");

    private record Case(Optimizer optimizer, Loss loss, Activation activation, String targets) {}

    static Stream<String> names() {
        return LOSS_LINES.stream().map(line -> line[0]).distinct();
    }

    private static Case of(String name) {
        if (name.startsWith("schedule_")) {
            return new Case(scheduled(name), Losses.MEAN_SQUARED_ERROR, Activations.LINEAR, "numbers");
        }
        return switch (name.substring("loss_".length())) {
            case "mean_squared_error" -> linear(0.05, Losses.MEAN_SQUARED_ERROR, "numbers");
            case "mean_absolute_error" -> linear(0.05, Losses.MEAN_ABSOLUTE_ERROR, "far");
            case "mean_absolute_percentage_error" -> linear(0.005, Losses.MEAN_ABSOLUTE_PERCENTAGE_ERROR, "far");
            case "huber" -> linear(0.05, Losses.HUBER, "far");
            case "log_cosh" -> linear(0.05, Losses.LOG_COSH, "numbers");
            case "hinge" -> linear(0.02, Losses.HINGE, "signs");
            case "squared_hinge" -> linear(0.05, Losses.SQUARED_HINGE, "signs");
            case "categorical_hinge" -> linear(0.005, Losses.CATEGORICAL_HINGE, "one_hot");
            case "cosine_similarity" -> linear(0.05, Losses.COSINE_SIMILARITY, "numbers");
            case "sparse_categorical_crossentropy_from_logits" ->
                linear(0.05, Losses.SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS, "classes");
            case "mean_squared_logarithmic_error" ->
                with(Losses.MEAN_SQUARED_LOGARITHMIC_ERROR, Activations.SOFTPLUS, "positive");
            case "poisson" -> with(Losses.POISSON, Activations.SOFTPLUS, "counts");
            case "kl_divergence" -> with(Losses.KL_DIVERGENCE, Activations.SOFTMAX, "shares");
            case "sparse_categorical_crossentropy" ->
                with(Losses.SPARSE_CATEGORICAL_CROSSENTROPY, Activations.SOFTMAX, "classes");
            case "categorical_crossentropy" -> with(Losses.CATEGORICAL_CROSSENTROPY, Activations.SOFTMAX, "one_hot");
            case "categorical_crossentropy_smooth" ->
                with(Losses.CATEGORICAL_CROSSENTROPY.withLabelSmoothing(0.1), Activations.SOFTMAX, "one_hot");
            case "binary_crossentropy" -> with(Losses.BINARY_CROSSENTROPY, Activations.SIGMOID, "yes_no");
            case "binary_crossentropy_smooth" ->
                with(Losses.BINARY_CROSSENTROPY.withLabelSmoothing(0.1), Activations.SIGMOID, "yes_no");
            case "binary_focal" ->
                with(BinaryFocalCrossentropy.ofProbabilities().withBalance(0.25), Activations.SIGMOID, "yes_no");
            case "categorical_focal" ->
                with(CategoricalFocalCrossentropy.ofProbabilities(), Activations.SOFTMAX, "one_hot");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Case linear(double rate, Loss loss, String targets) {
        return new Case(Sgd.learningRate(rate), loss, Activations.LINEAR, targets);
    }

    private static Case with(Loss loss, Activation activation, String targets) {
        return new Case(Sgd.learningRate(0.05), loss, activation, targets);
    }

    private static Sgd scheduled(String name) {
        var sgd = Sgd.learningRate(0).withMomentum(0.9);
        var cosine = OneCycle.pytorch(0.05, STEPS);
        var lines = OneCycle.pytorchThreePhases(0.05, STEPS).linear();
        return switch (name.substring("schedule_".length())) {
            case "exponential" -> sgd.withLearningRate(Schedules.exponential(0.05, 20, 0.5));
            case "exponential_staircase" -> sgd.withLearningRate(Schedules.exponentialStairs(0.05, 20, 0.5));
            case "inverse_time" -> sgd.withLearningRate(Schedules.inverseTime(0.05, 20, 0.5));
            case "inverse_time_staircase" -> sgd.withLearningRate(Schedules.inverseTimeStairs(0.05, 20, 0.5));
            case "polynomial" -> sgd.withLearningRate(Schedules.polynomial(0.05, 40, 1e-3, 2));
            case "polynomial_cycle" -> sgd.withLearningRate(Schedules.polynomialCycles(0.05, 25, 1e-3, 1));
            case "piecewise" -> sgd.withLearningRate(Schedules.piecewise(new long[] {15, 40}, 0.05, 0.02, 0.005));
            case "cosine" -> sgd.withLearningRate(CosineDecay.of(0.05, 50).withAlpha(0.1));
            case "cosine_warmup" ->
                sgd.withLearningRate(
                        CosineDecay.of(0.005, 40).withWarmUp(0.05, 15).withAlpha(0.1));
            case "cosine_restarts" ->
                sgd.withLearningRate(
                        CosineRestarts.of(0.05, 10).withFactors(2, 0.8).withAlpha(0.1));
            case "book_one_cycle" -> sgd.withLearningRate(OneCycle.book(0.05, STEPS));
            case "torch_one_cycle" -> asPyTorch(sgd).withLearningRate(cosine).withMomentum(cosine.momentum(0.85, 0.95));
            case "torch_one_cycle_linear3" ->
                asPyTorch(sgd).withLearningRate(lines).withMomentum(lines.momentum(0.85, 0.95));
            case "torch_cyclical" -> asPyTorch(sgd).withLearningRate(new Cyclical(0.001, 0.05, 12, 8, 1, 1));
            case "torch_cyclical_triangular2" ->
                asPyTorch(sgd).withLearningRate(new Cyclical(0.001, 0.05, 12, 8, 0.5, 1));
            case "torch_cyclical_exp_range" ->
                asPyTorch(sgd).withLearningRate(new Cyclical(0.001, 0.05, 12, 8, 1, 0.97));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Sgd asPyTorch(Sgd sgd) {
        return sgd.asPyTorch();
    }

    private static Model model(Activation last) {
        var model = Sequential.of(
                        Shape.of(5),
                        Dense.of(4).withActivation(Activations.TANH),
                        Dense.of(3).withActivation(last))
                .build(1);
        var start = Golden.matrix(DATA, "start", 39, 1);
        System.arraycopy(start.array(), 0, model.values(), 0, 39);
        return model;
    }

    private static Dataset data(String targets) {
        int columns = targets.equals("classes") ? 1 : 3;
        return new Dataset(Golden.matrix(DATA, "inputs", 24, 5), Golden.matrix(DATA, targets, 24, columns));
    }

    private static double[] numbers(List<String[]> lines, String name, String step) {
        var line = lines.stream()
                .filter(each -> each[0].equals(name) && each[1].equals(step))
                .findFirst()
                .orElseThrow();
        return Stream.of(line).skip(2).mapToDouble(Double::parseDouble).toArray();
    }

    private static void compareWeights(String name, int step, Model model) {
        double[] expected = numbers(WEIGHT_LINES, name, "" + step);
        assertEquals(model.values().length, expected.length);
        for (int i = 0; i < expected.length; i++) {
            Golden.assertClose(
                    expected[i], model.values()[i], TOLERANCE, name + " after step " + step + ", weight " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldFollowTheOtherLibraryStepByStep(String name) {
        var of = of(name);
        var model = model(of.activation);
        var data = data(of.targets);
        var trainer = Trainer.of(model, of.loss, of.optimizer);
        var kept = List.of(1, 2, 5, 20, 40, 60);
        for (int step = 1; step <= STEPS; step++) {
            int at = (step - 1) * 8 % 24;
            var batch = data.rows(at, at + 8);
            double loss = trainer.step(batch.features(), batch.targets());
            double expected = numbers(LOSS_LINES, name, "" + step)[0];
            Golden.assertClose(expected, loss, TOLERANCE, name + ", loss of step " + step);
            if (kept.contains(step)) {
                compareWeights(name, step, model);
            }
        }
    }

    private static final Tensor WEIGHTS = Golden.matrix(DATA, "weights", 24, 1);

    private static Trainer weighted(Model model, Divisor divisor) {
        return Trainer.of(
                        model,
                        Losses.SPARSE_CATEGORICAL_CROSSENTROPY,
                        Sgd.learningRate(0.05).withMomentum(0.9))
                .withMetrics(Metrics.ACCURACY, Metrics.weighted(Metrics.ACCURACY))
                .withDivisor(divisor);
    }

    private static final Fit FIT = Fit.epochs(15).batchSize(7).unshuffled();

    private static Dataset validation() {
        return data("classes").withWeights(WEIGHTS).rows(14, 24);
    }

    private static void compareHistory(String name, History history, List<String> columns) {
        int compared = 0;
        for (String[] line : HISTORY_LINES) {
            if (line[0].equals(name) && columns.contains(line[2])) {
                double actual = history.column(line[2])[Integer.parseInt(line[1]) - 1];
                Golden.assertClose(
                        Double.parseDouble(line[3]), actual, TOLERANCE, name + ", " + line[2] + ", epoch " + line[1]);
                compared++;
            }
        }
        assertEquals(15 * columns.size(), compared);
    }

    private static final List<String> COLUMNS =
            List.of("loss", "accuracy", "weighted_accuracy", "val_loss", "val_accuracy", "val_weighted_accuracy");

    @Test
    void shouldCountTheWeightsOfExamplesAsKerasInLossHistoryMetricsAndValidation() {
        var model = model(Activations.SOFTMAX);
        var trainer = weighted(model, Divisor.EXAMPLES);
        var history = trainer.fit(data("classes").withWeights(WEIGHTS), validation(), FIT);
        compareWeights("weights_examples", 60, model);
        compareHistory("weights_examples", history, COLUMNS);
        assertTrue(Math.abs(history.last("accuracy") - history.last("weighted_accuracy")) > 0.01);
        var evaluation = trainer.evaluate(validation());
        assertEquals(history.last("val_loss"), evaluation.loss());
        assertEquals(history.last("val_weighted_accuracy"), evaluation.metric("weighted_accuracy"));
    }

    /// The loss of an epoch is Σ w·loss / Σ w over all its examples, where Keras takes the mean over batches.
    @Test
    void shouldDivideByTheWeightsAsKerasWhereTheDivisorSaysSo() {
        var model = model(Activations.SOFTMAX);
        var history = weighted(model, Divisor.WEIGHTS).fit(data("classes").withWeights(WEIGHTS), validation(), FIT);
        compareWeights("weights_weights", 60, model);
        compareHistory("weights_weights", history, COLUMNS.subList(1, 6));
    }

    @Test
    void shouldCountTheWeightsOfClassesAsKerasInTrainingAlone() {
        var model = model(Activations.SOFTMAX);
        var fit = FIT.classWeights(0.5, 2, 1.25);
        var history = weighted(model, Divisor.EXAMPLES).fit(data("classes"), validation(), fit);
        compareWeights("weights_classes", 60, model);
        compareHistory("weights_classes", history, COLUMNS);
    }

    @Test
    void shouldKeepTheWeightsWithTheirExamplesHoweverTheyAreRead() {
        var data = data("classes").withWeights(WEIGHTS);
        var once = model(Activations.SOFTMAX);
        var ahead = model(Activations.SOFTMAX);
        var fit = Fit.epochs(3).batchSize(7);
        var expected = weighted(once, Divisor.EXAMPLES).fit(data, fit);
        var actual = weighted(ahead, Divisor.EXAMPLES).fit(data.prefetched(), fit);
        assertArrayEquals(once.values(), ahead.values());
        assertArrayEquals(expected.column("loss"), actual.column("loss"));
        var split = model(Activations.SOFTMAX);
        var history = weighted(split, Divisor.EXAMPLES).fit(data, FIT.validationSplit(0.25));
        assertEquals(
                weighted(split, Divisor.EXAMPLES).evaluate(data.rows(18, 24)).dataLoss(),
                history.last("val_data_loss"));
    }

    @Test
    void shouldRefuseWeightsThatDoNotFit() {
        var data = data("classes");
        var few = Tensor.zeros(Shape.of(23, 1));
        assertThrows(IllegalArgumentException.class, () -> data.withWeights(few));
        for (float wrong : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
            var weights = Tensor.zeros(Shape.of(24, 1));
            weights.set(7, wrong);
            assertThrows(IllegalArgumentException.class, () -> data.withWeights(weights));
            assertThrows(IllegalArgumentException.class, () -> FIT.classWeights(1, wrong));
        }
        var model = model(Activations.SOFTMAX);
        var before = model.sha256();
        var trainer = weighted(model, Divisor.EXAMPLES);
        var both = data.withWeights(WEIGHTS);
        var thrown = assertThrows(IllegalArgumentException.class, () -> trainer.fit(both, FIT.classWeights(1, 1, 1)));
        assertTrue(thrown.getMessage().contains("exclude each other"), thrown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> trainer.fit(data, FIT.classWeights(1, 1)));
        assertEquals(before, model.sha256());
    }
}

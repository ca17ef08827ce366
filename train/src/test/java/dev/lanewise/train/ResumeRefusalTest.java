package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Codec;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import dev.lanewise.regularization.Dropout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A training goes on only from a checkpoint of the same settings.
final class ResumeRefusalTest {
    private static final Path FILE = Path.of("/checkpoint");
    private final UnsafeDisk disk = new UnsafeDisk(false);

    /// A loss of one's own.
    private record Scaled(Loss loss, double factor) implements Loss {
        @Override
        public double evaluate(Tensor output, Tensor targets, double[] factors, Tensor gradient) {
            double value = loss.evaluate(output, targets, factors, gradient);
            for (int i = 0; i < gradient.size(); i++) {
                gradient.set(i, (float) (factor * gradient.get(i)));
            }
            return factor * value;
        }
    }

    private void fit(Trainer trainer, Dataset data, Fit fit) {
        new Training(trainer, fit, data, null, disk).run();
    }

    /// Writes a checkpoint after the third step.
    private void save(Trainer trainer) {
        fit(trainer, ResumedRuns.data(), ResumedRuns.fit(1, event -> {
            if (event instanceof Event.StepEnded && event.training().trainer().steps() == 3) {
                event.training().save(FILE);
            }
            return Callback.Answer.CONTINUE;
        }));
    }

    private void save() {
        save(ResumedRuns.trainer(ResumedRuns.model()));
    }

    private void assertRefused(String reason, Trainer trainer, Dataset data, Fit fit) {
        var before = trainer.model().sha256();
        var thrown = assertThrows(IllegalArgumentException.class, () -> fit(trainer, data, fit));
        assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
        assertEquals(before, trainer.model().sha256());
        assertEquals(0, trainer.steps());
    }

    @Test
    void shouldRefuseWhatDoesNotFitAndChangeNothing() {
        save();
        var fit = ResumedRuns.fit(2).resumeFrom(FILE);
        var data = ResumedRuns.data();
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        assertRefused("batch size 16", trainer, data, fit.batchSize(8));
        assertRefused("examples 92", trainer, data.rows(0, 50), fit);
        assertRefused("'callbacks/0/", trainer, data, fit.callbacks(ResumedRuns.earlyStopping()));
        var otherSeed = ResumedRuns.model().description().build(78);
        assertRefused("seed 77", ResumedRuns.trainer(otherSeed), data, fit);
        var other = Sequential.of(Shape.of(7), Dense.of(3)).build(77);
        assertRefused("layers[0] is dropout against dense", ResumedRuns.trainer(other), data, fit);
        var rate = new ArrayList<>(ResumedRuns.model().layers());
        rate.set(4, Dropout.rate(0.3));
        var otherRate = new Sequential(Shape.of(7), rate).build(77);
        assertRefused("layers[4].rate is 0.2 against 0.3", ResumedRuns.trainer(otherRate), data, fit);
    }

    @Test
    void shouldRefuseAnotherOptimizerScheduleOrClippingAndChangeNothing() {
        save();
        var rate = OneCycle.book(0.2, 60);
        var sgd = Sgd.learningRate(0).withLearningRate(rate).withMomentum(0.9);
        assertOptimizerRefused("[0] is sgd against nadam", Nadam.learningRate(0.1));
        assertOptimizerRefused(
                "[0].momentum.value is 0.9 against 0", Sgd.learningRate(0).withLearningRate(rate));
        assertOptimizerRefused(
                "[0].learning_rate is one_cycle against constant", sgd.withLearningRate(Schedule.constant(1)));
        assertOptimizerRefused(
                "[0].learning_rate.phases[0].end is 26.0 against 30.0", sgd.withLearningRate(OneCycle.book(0.2, 68)));
        var groups = ParameterGroups.of(sgd)
                .with(parameter -> parameter.name().startsWith("dense_2"), Nadam.learningRate(1));
        assertOptimizerRefused("has 1 elements against 2", groups);
        var clipping = ResumedRuns.trainer(ResumedRuns.model()).withClipping(GradientClipping.byValue(1));
        clipping.watchConstraints();
        assertRefused(
                "GradientClipping[kind=VALUE",
                clipping,
                ResumedRuns.data(),
                ResumedRuns.fit(2).resumeFrom(FILE));
    }

    @Test
    void shouldRefuseOtherWeightsOrdersAndDivisorsAndChangeNothing() {
        save();
        var fit = ResumedRuns.fit(2).resumeFrom(FILE);
        var data = ResumedRuns.data();
        var trainer = ResumedRuns.trainer(ResumedRuns.model());
        assertRefused("weights of classes []", trainer, data, fit.classWeights(1, 2, 1));
        assertRefused("shuffled as 1 or 0, 1", trainer, data, fit.unshuffled());
        assertSetupRefused("divisor EXAMPLES", trainer.withDivisor(Divisor.WEIGHTS));
        assertSetupRefused("accumulation 1", trainer.withAccumulation(2));
        assertSetupRefused("average WeightAverage", trainer.withAverage(WeightAverage.momentum(0.5)));
    }

    private void assertSetupRefused(String reason, Trainer trainer) {
        trainer.watchConstraints();
        assertRefused(reason, trainer, ResumedRuns.data(), ResumedRuns.fit(2).resumeFrom(FILE));
    }

    private void assertOptimizerRefused(String reason, Optimizer optimizer) {
        var trainer = Trainer.of(ResumedRuns.model(), Losses.SPARSE_CATEGORICAL_CROSSENTROPY, optimizer);
        assertRefused(reason, trainer, ResumedRuns.data(), ResumedRuns.fit(2).resumeFrom(FILE));
    }

    private static Trainer trainer(Loss loss) {
        return Trainer.of(ResumedRuns.model(), loss, Sgd.learningRate(0.1));
    }

    private void assertLossRefused(String reason, Trainer trainer) {
        assertRefused(
                "of another loss: " + reason,
                trainer,
                ResumedRuns.data(),
                ResumedRuns.fit(2).resumeFrom(FILE));
    }

    @Test
    void shouldRefuseAnotherLossAndChangeNothing() {
        var crossEntropy = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;
        save(trainer(crossEntropy));
        assertLossRefused(
                "it is sparse_categorical_crossentropy against mean_absolute_error",
                trainer(Losses.MEAN_ABSOLUTE_ERROR));
        assertLossRefused("label_smoothing is 0.0 against 0.1", trainer(crossEntropy.withLabelSmoothing(0.1)));
        assertLossRefused("ignored_class is -2147483648 against 1", trainer(crossEntropy.ignoring(1)));
    }

    @Test
    void shouldCompareALossOfOnesOwnThatHasACodecAndNoOther() {
        var crossEntropy = Losses.SPARSE_CATEGORICAL_CROSSENTROPY;
        save(trainer(new Scaled(crossEntropy, 2)));
        fit(
                trainer(new Scaled(crossEntropy, 3)),
                ResumedRuns.data(),
                ResumedRuns.fit(1, _ -> Callback.Answer.CONTINUE).resumeFrom(FILE));
        var codec = Codec.of(
                Scaled.class,
                "scaled_loss",
                (scaled, to) -> {
                    to.put("loss", scaled.loss());
                    to.put("factor", scaled.factor());
                },
                from -> new Scaled(from.get("loss", Loss.class), from.number("factor")));
        var codecs = TrainingCodecs.standard().with(List.of(codec));
        save(trainer(new Scaled(crossEntropy, 2)).withCodecs(codecs));
        assertLossRefused(
                "factor is 2.0 against 3.0",
                trainer(new Scaled(crossEntropy, 3)).withCodecs(codecs));
        assertLossRefused(
                "loss is sparse_categorical_crossentropy against log_cosh",
                trainer(new Scaled(Losses.LOG_COSH, 2)).withCodecs(codecs));
    }

    @Test
    void shouldGoOnWithAnOptimizerThatCannotBeDescribed() {
        var sgd = Sgd.learningRate(0).withLearningRate(step -> 0.1 / (1 + step));
        var whole = ResumedRuns.model();
        var trainer = Trainer.of(whole, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, sgd);
        save(trainer);
        var resumed = ResumedRuns.model();
        var again = Trainer.of(resumed, Losses.SPARSE_CATEGORICAL_CROSSENTROPY, sgd);
        fit(
                again,
                ResumedRuns.data(),
                ResumedRuns.fit(1, _ -> Callback.Answer.CONTINUE).resumeFrom(FILE));
        assertEquals(whole.sha256(), resumed.sha256());
    }
}

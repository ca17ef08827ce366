package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.BatchNormalization;
import dev.lanewise.layers.Concatenate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.LeakyRelu;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.Residual;
import dev.lanewise.layers.Sequential;
import dev.lanewise.layers.Stack;
import dev.lanewise.layers.VarianceScaling;
import dev.lanewise.regularization.Finding.Rule;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinterTest {
    private static final Dense OUTPUT = Dense.of(10).withActivation(Activations.SOFTMAX);
    private static final Dense SELU =
            Dense.of(50).withActivation(Activations.SELU).withInitializer(Initializers.LECUN_NORMAL);
    private static final Dense ELU =
            Dense.of(50).withActivation(Activations.ELU).withInitializer(Initializers.HE_NORMAL);
    private static final Dense LINEAR = ELU.withActivation(Activations.LINEAR).withBias(null);

    private static Sequential network(Layer... layers) {
        return Sequential.of(Shape.of(40), layers);
    }

    private static List<Rule> rules(Layer... layers) {
        return rules(Linter.of(network(layers)));
    }

    private static List<Rule> rules(Linter linter) {
        return linter.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void shouldFindNothingInSoundNetworks() {
        assertEquals(List.of(), rules(ELU, Dropout.rate(0.5), ELU, Dropout.rate(0.2), OUTPUT));
        assertEquals(List.of(), rules(SELU, AlphaDropout.rate(0.1), SELU.withConstraint(MaxNorm.perUnit(1)), OUTPUT));
        assertEquals(
                List.of(),
                rules(
                        LINEAR,
                        BatchNormalization.layer(),
                        ActivationLayer.of(Activations.ELU),
                        Dropout.rate(0.2),
                        OUTPUT));
        assertEquals(List.of(), rules(Dropout.rate(0), BatchNormalization.layer(), OUTPUT, Dropout.rate(0)));
        assertEquals(List.of(), rules(SELU.withInitializer((target, _) -> target.fill(0)), OUTPUT));
        var leCun = new VarianceScaling(1, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM);
        assertEquals(List.of(), rules(SELU.withInitializer(leCun), OUTPUT));
    }

    @Test
    void shouldFindNothingInTheRecipes() {
        for (var network : List.of(
                Recipes.defaultNetwork(Shape.of(28, 28), OUTPUT, 300, 100),
                Recipes.selfNormalizing(Shape.of(28, 28), OUTPUT, 300, 100),
                Recipes.selfNormalizing(Shape.of(28, 28), 0.1, OUTPUT, 300, 100))) {
            var linter =
                    Linter.of(network).withInputs(0, 1).withFirstStep(2.3, 0).withDecoupledDecay(0.01);
            assertDoesNotThrow(linter::requireClean);
        }
    }

    @Test
    void shouldFindWhatWorksAgainstSelu() {
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(SELU.withInitializer(Initializers.HE_NORMAL), OUTPUT));
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(LINEAR, ActivationLayer.of(Activations.SELU), OUTPUT));
        assertEquals(
                List.of(),
                rules(
                        LINEAR.withInitializer(Initializers.LECUN_UNIFORM),
                        ActivationLayer.of(Activations.SELU),
                        OUTPUT));
        assertEquals(List.of(Rule.SELU_DROPOUT), rules(SELU, Dropout.rate(0.2), OUTPUT));
        assertEquals(List.of(Rule.SELU_DROPOUT), rules(SELU, GaussianDropout.rate(0.2), OUTPUT));
        assertEquals(List.of(Rule.SELU_BATCH_NORM), rules(SELU, BatchNormalization.layer(), OUTPUT));
        assertEquals(List.of(Rule.ALPHA_DROPOUT_WITHOUT_SELU), rules(ELU, AlphaDropout.rate(0.1), OUTPUT));
        var linter = Linter.of(network(SELU, OUTPUT));
        assertEquals(List.of(), rules(linter));
        assertEquals(List.of(), rules(linter.withInputs(0.1, 1.1)));
        assertEquals(List.of(Rule.SELU_INPUTS), rules(linter.withInputs(0.29, 0.35)));
        assertEquals(List.of(Rule.SELU_INPUTS), rules(linter.withInputs(0, 2)));
        assertEquals(List.of(), rules(Linter.of(network(ELU, OUTPUT)).withInputs(0.29, 0.35)));
    }

    @Test
    void shouldFindWhatWorksAgainstBatchNorm() {
        var norm = BatchNormalization.layer();
        var bias = Dense.of(3).withBias(OUTPUT.bias());
        assertEquals(List.of(Rule.BIAS_BEFORE_BATCH_NORM), rules(bias, norm, OUTPUT));
        assertEquals(List.of(Rule.BIAS_BEFORE_BATCH_NORM), rules(bias, Flatten.layer(), norm, OUTPUT));
        assertEquals(List.of(), rules(bias.withActivation(Activations.ELU), norm, OUTPUT));
        assertEquals(List.of(Rule.PENALTY_BEFORE_BATCH_NORM), rules(LINEAR.withPenalty(L2.of(0.01)), norm, OUTPUT));
        var relu = LINEAR.withPenalty(L1.of(0.01)).withActivation(Activations.RELU);
        assertEquals(List.of(Rule.PENALTY_BEFORE_BATCH_NORM), rules(relu, norm, OUTPUT));
        assertEquals(
                List.of(Rule.PENALTY_BEFORE_BATCH_NORM),
                rules(
                        LINEAR.withPenalty(L2.of(0.01)),
                        ActivationLayer.of(LeakyRelu.slope(0.1)),
                        Reshape.of(5, 10),
                        norm,
                        Flatten.layer(),
                        OUTPUT));
        assertEquals(List.of(), rules(relu.withActivation(Activations.ELU), norm, OUTPUT));
        assertEquals(List.of(Rule.DROPOUT_BEFORE_BATCH_NORM), rules(Dropout.rate(0.2), norm, OUTPUT));
    }

    /// He weights of 40 inputs begin with a norm of √2.
    @Test
    void shouldFindAMaxNormBelowTheInitialNorms() {
        var found = Linter.of(network(ELU.withConstraint(MaxNorm.perUnit(1)), OUTPUT))
                .findings();
        assertEquals(Rule.MAX_NORM_BELOW_INITIAL, found.getFirst().rule());
        assertTrue(found.getFirst().reason().contains("about 1.4"), found.toString());
        assertEquals(List.of(), rules(ELU.withConstraint(MaxNorm.perUnit(1.5)), OUTPUT));
        // An input's 50 weights begin with a norm of √2.5.
        var ofInputs = MaxNorm.perUnit(1.5).withAxis(1);
        assertEquals(List.of(Rule.MAX_NORM_BELOW_INITIAL), rules(ELU.withConstraint(ofInputs), OUTPUT));
        var range = Constraints.sequence(NonNegative.elements(), MinMaxNorm.perUnit(0.5, 1));
        assertEquals(List.of(Rule.MAX_NORM_BELOW_INITIAL), rules(ELU.withConstraint(range), OUTPUT));
        assertEquals(List.of(), rules(ELU.withConstraint(UnitNorm.perUnit()), OUTPUT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.51, 0.8, 0.95})
    void shouldFindARateThatLooksLikeTheFractionKept(double rate) {
        var findings = Linter.of(network(ELU, Dropout.rate(rate), OUTPUT)).findings();
        assertEquals(Rule.RATE_LIKE_KEEP_PROBABILITY, findings.getFirst().rule());
        assertEquals(1, findings.size());
        assertTrue(findings.getFirst().remedy().contains(String.format(Locale.ROOT, "%.3g", 1 - rate)));
        assertEquals(List.of(Rule.RATE_LIKE_KEEP_PROBABILITY), rules(DropConnect.of(ELU, rate), OUTPUT));
        assertEquals(
                List.of(Rule.RATE_LIKE_KEEP_PROBABILITY),
                rules(ELU, Residual.of(ELU, StochasticDepth.rate(rate)), OUTPUT));
        assertEquals(List.of(), rules(GaussianNoise.deviation(rate), ELU, DropConnect.of(OUTPUT, 1 - rate)));
    }

    @Test
    void shouldFindNoiseOnTheOutputButNotAtTheEndOfABranch() {
        assertEquals(List.of(Rule.NOISE_ON_OUTPUT), rules(ELU, OUTPUT, Dropout.rate(0.1)));
        assertEquals(List.of(), rules(ELU, Residual.of(ELU, Dropout.rate(0.1)), OUTPUT));
    }

    @Test
    void shouldFindWhatTheFirstStepAndTheOptimizerTell() {
        var network = network(ELU.withPenalty(L2.of(0.01)), OUTPUT);
        assertEquals(List.of(), rules(Linter.of(network).withFirstStep(2.3, 2.2)));
        assertEquals(List.of(Rule.PENALTY_ABOVE_LOSS), rules(Linter.of(network).withFirstStep(2.3, 2.4)));
        assertEquals(List.of(Rule.PENALTY_AND_DECAY), rules(Linter.of(network).withDecoupledDecay(0.01)));
    }

    @Test
    void shouldReadLayersInsideLayers() {
        var wrong = SELU.withInitializer(Initializers.HE_NORMAL);
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(Stack.of(ELU, wrong), OUTPUT));
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(Frozen.of(wrong), OUTPUT));
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(ELU, Residual.of(wrong), OUTPUT));
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(ELU, Residual.of(ELU).withProjection(wrong), OUTPUT));
        assertEquals(List.of(Rule.SELU_INITIALIZER), rules(Concatenate.of(ELU, wrong), OUTPUT));
        assertEquals(
                List.of(Rule.DROPOUT_BEFORE_BATCH_NORM),
                rules(Stack.of(ELU, Dropout.rate(0.1)), BatchNormalization.layer(), OUTPUT));
        var where = Linter.of(network(ELU, Residual.of(ELU, wrong), OUTPUT))
                .findings()
                .getFirst()
                .where();
        assertEquals("layer 1 (Residual) / layer 1 (Dense)", where);
    }

    @Test
    void shouldThrowOnRequestWithRuleReasonAndRemedy() {
        var linter = Linter.of(network(SELU, Dropout.rate(0.2), OUTPUT));
        assertFalse(linter.warn().isEmpty());
        var refused = assertThrows(IllegalArgumentException.class, linter::requireClean);
        var finding = linter.findings().getFirst();
        assertTrue(refused.getMessage().contains("SELU_DROPOUT at layer 1 (Dropout)"), refused.getMessage());
        assertTrue(refused.getMessage().contains(finding.reason()));
        assertTrue(refused.getMessage().contains(finding.remedy()));
    }

    @Test
    void shouldRefuseNumbersThatAreNone() {
        var linter = Linter.of(network(OUTPUT));
        assertThrows(IllegalArgumentException.class, () -> linter.withInputs(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> linter.withInputs(0, -1));
        assertThrows(IllegalArgumentException.class, () -> linter.withFirstStep(Double.POSITIVE_INFINITY, 0));
        assertThrows(IllegalArgumentException.class, () -> linter.withDecoupledDecay(-0.1));
    }
}

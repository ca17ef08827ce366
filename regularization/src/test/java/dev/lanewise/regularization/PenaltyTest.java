package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PenaltyTest {
    private static Tensor weights() {
        return Tensor.of(Shape.of(3), 1f, -2f, 0.5f);
    }

    static List<Penalty> penalties() {
        return List.of(
                L1.of(0.01),
                L2.of(0.01),
                L1L2.of(0.01, 0.02),
                L1L2.of(0, 0),
                Penalty.NONE,
                Penalties.sum(L1.of(0.02), L2.of(0.03), L1.of(0.01)));
    }

    /// SEMANTICS 17.5; the sums are in double and few.
    @Test
    void shouldGiveTheValuesOfKeras() {
        assertEquals(0.035, L1.of(0.01).value(weights(), 0), 1e-16);
        assertEquals(0.0525, L2.of(0.01).value(weights(), 0), 1e-16);
        assertEquals(0.0875, L1L2.of(0.01, 0.01).value(weights(), 0), 1e-16);
    }

    @Test
    void shouldAddItsGradientToWhatIsThere() {
        var gradient = Tensor.of(Shape.of(3), 1f, 1f, 1f);
        L2.of(0.01).addGradient(weights(), gradient, 0);
        assertArrayEquals(new float[] {1.02f, 0.96f, 1.01f}, gradient.toArray(), 0x1p-23f);
        L1.of(0.01).addGradient(weights(), gradient, 0);
        assertArrayEquals(new float[] {1.03f, 0.95f, 1.02f}, gradient.toArray(), 0x1p-22f);
    }

    /// A central difference is exact for a square, and for |w| away from 0. In double it is good to 1e-16·value/h;
    /// the gradient is rounded to float32 and made with a strength of float32: three roundoffs.
    @ParameterizedTest
    @MethodSource("penalties")
    void shouldHaveTheGradientOfItsValue(Penalty penalty) {
        var w = weights();
        var gradient = Tensor.zeros(Shape.of(3));
        penalty.addGradient(w, gradient, 0);
        float h = 0x1p-8f;
        for (int i = 0; i < 3; i++) {
            float x = w.get(i);
            w.set(i, x + h);
            double above = penalty.value(w, 0);
            w.set(i, x - h);
            double below = penalty.value(w, 0);
            w.set(i, x);
            assertEquals((above - below) / (2 * h), gradient.get(i), 3 * 0x1p-24 * 0.09 + 1e-14, penalty + ", " + i);
        }
    }

    /// The views lie at different places, so both forms of the loop run, with odd lengths.
    @ParameterizedTest
    @MethodSource("penalties")
    void shouldGiveTheSameBitsWhereverTheArraysBegin(Penalty penalty) {
        float[] w = new float[67];
        for (int i = 0; i < w.length; i++) {
            w[i] = (i % 7 - 3) * 0.37f;
        }
        var parameter = Tensor.wrap(w, 3, Shape.of(59));
        var same = Tensor.wrap(new float[67], 3, Shape.of(59));
        var other = Tensor.wrap(new float[67], 5, Shape.of(59));
        penalty.addGradient(parameter, same, 0);
        penalty.addGradient(parameter, other, 0);
        assertArrayEquals(same.toArray(), other.toArray());
        for (int i : new int[] {0, 1, 2, 62, 63, 64, 65, 66}) {
            assertEquals(0f, same.array()[i], "element " + i + " is not the parameter's");
        }
        for (int i : new int[] {0, 1, 2, 3, 4, 64, 65, 66}) {
            assertEquals(0f, other.array()[i], "element " + i + " is not the parameter's");
        }
        assertEquals(penalty.value(parameter, 0), penalty.value(Tensor.of(Shape.of(59), parameter.toArray()), 0));
    }

    /// The values are those of another order of summing: 59 terms in double.
    @ParameterizedTest
    @MethodSource("penalties")
    void shouldReturnItsValueWithItsGradientAlsoInPieces(Penalty penalty) {
        var w = Tensor.zeros(Shape.of(59));
        for (int i = 0; i < 59; i++) {
            w.set(i, (i % 7 - 3) * 0.37f);
        }
        var whole = Tensor.zeros(Shape.of(59));
        double value = penalty.addGradient(w, whole, 0);
        assertEquals(penalty.value(w, 0), value);
        assertTrue(penalty.elementwise());
        var pieces = Tensor.zeros(Shape.of(59));
        double sum = 0;
        for (int from = 0; from < 59; from += 16) {
            int to = Math.min(from + 16, 59);
            sum += penalty.addGradient(w.rows(from, to), pieces.rows(from, to), 0);
        }
        assertArrayEquals(whole.toArray(), pieces.toArray());
        assertEquals(value, sum, 60 * 0x1p-53 * value);
    }

    /// The bound is one but for rounding: that of the strength to float32, and of the product.
    @ParameterizedTest
    @MethodSource("penalties")
    void shouldBoundItsGradientByItsValue(Penalty penalty) {
        for (var term : penalty.terms()) {
            for (float scale : new float[] {1e-20f, 1, 1e20f}) {
                var w = Tensor.of(Shape.of(3), scale, -2e-3f * scale, 0f);
                var gradient = Tensor.zeros(Shape.of(3));
                double bound = term.gradientBound(term.addGradient(w, gradient, 0), 0);
                assertEquals(Math.abs(gradient.get(0)), bound, 0x1p-17 * bound, term + " at " + scale);
            }
        }
    }

    @Test
    void shouldNotBoundTheGradientOfWhatIsNotFinite() {
        assertEquals(Double.NaN, L2.of(0.01).gradientBound(Double.NaN, 0));
        assertEquals(Double.POSITIVE_INFINITY, L2.of(0.01).gradientBound(Double.POSITIVE_INFINITY, 0));
        assertEquals(Double.POSITIVE_INFINITY, Penalties.sum(L2.of(0.01)).gradientBound(1, 0));
    }

    @Test
    void shouldFollowItsSchedule() {
        var penalty = new L2(step -> 0.01 * (step + 1));
        assertEquals(0.0525, penalty.value(weights(), 0), 1e-16);
        assertEquals(3 * 0.0525, penalty.value(weights(), 2), 1e-15);
        var gradient = Tensor.zeros(Shape.of(3));
        assertEquals(3 * 0.0525, penalty.addGradient(weights(), gradient, 2), 1e-15);
        assertArrayEquals(new float[] {0.06f, -0.12f, 0.03f}, gradient.toArray(), 0x1p-26f);
        var failing = new L1(step -> step < 5 ? 0.1 : -0.1);
        var refused = assertThrows(IllegalArgumentException.class, () -> failing.value(weights(), 5));
        assertTrue(refused.getMessage().contains("-0.1 at step 5"), refused.getMessage());
    }

    @Test
    void shouldReportASumAsItsTerms() {
        assertEquals(List.of(L1.of(0.1), L2.of(0.2)), L1L2.of(0.1, 0.2).terms());
        assertEquals(
                List.of(L1.of(0.1), L2.of(0.2), L2.of(0.3)),
                Penalties.sum(L1L2.of(0.1, 0.2), Penalty.NONE, L2.of(0.3)).terms());
    }

    @Test
    void shouldHaveNoSlopeAtZero() {
        var zeros = Tensor.of(Shape.of(2), 0f, -0f);
        var gradient = Tensor.zeros(Shape.of(2));
        L1.of(0.01).addGradient(zeros, gradient, 0);
        L1L2.of(0.01, 0.01).addGradient(zeros, gradient, 0);
        assertEquals(0f, Math.abs(gradient.get(0)));
        assertEquals(0f, Math.abs(gradient.get(1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAStrengthThatIsNone(double strength) {
        for (var refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> L1.of(strength)),
                assertThrows(IllegalArgumentException.class, () -> L2.of(strength)),
                assertThrows(IllegalArgumentException.class, () -> L1L2.of(strength, 0)),
                assertThrows(IllegalArgumentException.class, () -> L1L2.of(0, strength)),
                assertThrows(IllegalArgumentException.class, () -> ProximalL1.of(strength)),
                assertThrows(IllegalArgumentException.class, () -> Orthogonal.columns(strength)),
                assertThrows(IllegalArgumentException.class, () -> Orthogonal.rows(strength)))) {
            assertTrue(refused.getMessage().contains(Double.toString(strength)), refused.getMessage());
        }
    }
}

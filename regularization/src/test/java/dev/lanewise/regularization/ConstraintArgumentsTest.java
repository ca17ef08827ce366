package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers that make no constraint.
final class ConstraintArgumentsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAMaximumThatIsNoNorm(double maximum) {
        for (var refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> MaxNorm.perUnit(maximum)),
                assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.perUnit(0, maximum)))) {
            assertTrue(refused.getMessage().contains(Double.toString(maximum)), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseASizeThatIsNone(double size) {
        for (var refused : List.of(
                assertThrows(IllegalArgumentException.class, () -> L1Ball.perUnit(size)),
                assertThrows(IllegalArgumentException.class, () -> new Simplex(size, 0)))) {
            assertTrue(refused.getMessage().contains(Double.toString(size)), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseBoxesWithoutAnInsideAndAxesBelowZero() {
        for (double end : new double[] {-2, Double.NaN, Double.POSITIVE_INFINITY}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Box.of(-1, end));
            assertTrue(refused.getMessage().contains(Double.toString(end)), refused.getMessage());
        }
        for (var refused : List.of(
                assertThrows(
                        IllegalArgumentException.class, () -> MaxNorm.perUnit(1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MinMaxNorm.perUnit(0, 1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> UnitNorm.perUnit().withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> L1Ball.perUnit(1).withAxis(-1)),
                assertThrows(
                        IllegalArgumentException.class, () -> Simplex.perUnit().withAxis(-1)))) {
            assertTrue(refused.getMessage().contains("axis"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAMinimumOutsideItsRange(double minimum) {
        var refused = assertThrows(IllegalArgumentException.class, () -> MinMaxNorm.perUnit(minimum, 1));
        assertTrue(refused.getMessage().contains(Double.toString(minimum)), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
    void shouldRefuseARateOutsideItsRange(double rate) {
        var constraint = MinMaxNorm.perUnit(0, 1);
        var refused = assertThrows(IllegalArgumentException.class, () -> constraint.withRate(rate));
        assertTrue(refused.getMessage().contains(Double.toString(rate)), refused.getMessage());
    }
}

package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.regularization.GaussianPrediction;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /// Rows that give class 0 a probability of 0.99, of which so many are of class 1.
    private static Calibration ofClasses(int rows, int wrong) {
        var probabilities = Tensor.zeros(Shape.of(rows, 2));
        var targets = Tensor.zeros(Shape.of(rows, 1));
        for (int row = 0; row < rows; row++) {
            probabilities.set(2 * row, 0.99f);
            probabilities.set(2 * row + 1, 0.01f);
            targets.set(row, row < wrong ? 1 : 0);
        }
        return Calibration.ofClasses(probabilities, targets);
    }

    private static Calibration ofNumbers(int rows) {
        var ones = Tensor.zeros(Shape.of(rows, 1));
        ones.fill(1);
        var targets = Tensor.zeros(Shape.of(rows, 1));
        for (int i = 0; i < rows; i++) {
            targets.set(i, i % 2 == 0 ? i + 1 : -i - 1);
        }
        var zeros = Tensor.zeros(Shape.of(rows, 1));
        return Calibration.ofNumbers(new GaussianPrediction(zeros, zeros, ones), targets);
    }

    @Test
    void shouldMakeProbabilitiesAsSureAsTheyAreRight() {
        var calibration = ofClasses(10, 2);
        // 0.8 is right: ln(0.99/0.01)/T = ln(0.8/0.2). The logits are of float32.
        assertEquals(Math.log(99) / Math.log(4), calibration.scale(), 1e-5);
        // The ⌈11·0.9⌉-th least of eight scores of 0.2 and two of 0.8.
        assertEquals(0.8, calibration.threshold(), 1e-5);
    }

    @Test
    void shouldNotGrowSurerByRowsThatAreAllRight() {
        assertEquals(1, ofClasses(10, 0).scale());
    }

    @Test
    void shouldMakeDeviationsAsLargeAsTheErrors() {
        var calibration = ofNumbers(19);
        // Errors of 1 to 19 with deviations of 1: √(2470/19); the ⌈20·0.9⌉-th least is 18.
        assertEquals(Math.sqrt(130), calibration.scale(), 1e-12);
        assertEquals(18 / Math.sqrt(130), calibration.threshold(), 1e-12);
    }

    @Test
    void shouldPromiseNothingWithTooFewRows() {
        assertEquals(Double.POSITIVE_INFINITY, ofNumbers(8).threshold());
        assertEquals(Double.POSITIVE_INFINITY, ofClasses(8, 1).threshold());
    }
}

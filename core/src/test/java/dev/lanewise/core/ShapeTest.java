package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void shouldKnowItsLengthsAndSize() {
        var shape = Shape.of(2, 3, 4);
        assertEquals(3, shape.rank());
        assertEquals(24, shape.size());
        assertEquals(2, shape.length(0));
        assertEquals(4, shape.length(2));
        assertEquals("(2, 3, 4)", shape.toString());
        assertEquals(1, Shape.of().size());
        assertThrows(IndexOutOfBoundsException.class, () -> shape.length(3));
    }

    @Test
    void shouldCopyTheLengthsItIsGiven() {
        int[] lengths = {2, 3};
        var shape = Shape.of(lengths);
        lengths[0] = 9;
        assertEquals(Shape.of(2, 3), shape);
    }

    @Test
    void shouldAddAndRemoveTheAxisOfABatch() {
        assertEquals(Shape.of(32, 28, 28), Shape.of(28, 28).batch(32));
        assertEquals(Shape.of(28, 28), Shape.of(32, 28, 28).row());
        assertEquals(Shape.of(5), Shape.of().batch(5));
        assertThrows(IllegalStateException.class, () -> Shape.of().row());
        assertThrows(IllegalArgumentException.class, () -> Shape.of(3).batch(0));
    }

    @Test
    void shouldEqualAShapeOfTheSameLengths() {
        assertEquals(Shape.of(2, 3), Shape.of(2, 3));
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
        assertNotEquals(Shape.of(6), Shape.of(6, 1));
    }

    @Test
    void shouldRejectLengthsBelowOneAndSizesBeyondAnArray() {
        var message = assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0))
                .getMessage();
        assertTrue(message.contains("[3, 0]"), message);
        assertThrows(IllegalArgumentException.class, () -> Shape.of(-1));
        assertThrows(IllegalArgumentException.class, () -> Shape.of(65_536, 32_768));
        // 2³² · 2³² is 0 modulo 2⁶⁴.
        assertThrows(IllegalArgumentException.class, () -> Shape.of(65_536, 65_536, 65_536, 65_536));
        assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE).size());
    }
}

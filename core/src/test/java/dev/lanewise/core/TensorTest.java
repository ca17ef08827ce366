package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void shouldViewRowsWithoutACopy() {
        var x = Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        var middle = x.rows(1, 2);
        assertEquals(Shape.of(1, 2), middle.shape());
        assertArrayEquals(new float[] {3, 4}, middle.toArray());
        middle.set(0, 9);
        assertEquals(9, x.get(2));
        assertSame(x.array(), middle.array());
        assertEquals(2, middle.offset());
        assertArrayEquals(new float[] {5, 6}, x.rows(1, 3).rows(1, 2).toArray());
    }

    @Test
    void shouldRejectRowsThatAreNotThere() {
        var x = Tensor.zeros(Shape.of(3, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.rows(-1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.rows(2, 2));
        var message = assertThrows(IndexOutOfBoundsException.class, () -> x.rows(1, 4))
                .getMessage();
        assertTrue(message.contains("[1, 4)") && message.contains("(3, 2)"), message);
    }

    @Test
    void shouldReadAViewWithAnotherShape() {
        var x = Tensor.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        var flat = x.reshape(Shape.of(2, 4));
        assertEquals(4, flat.columns());
        flat.set(5, 9);
        assertEquals(9, x.get(5));
        var message = assertThrows(IllegalArgumentException.class, () -> x.reshape(Shape.of(3)))
                .getMessage();
        assertTrue(message.contains("(2, 2, 2)") && message.contains("(3)"), message);
    }

    @Test
    void shouldWrapARangeOfAnArray() {
        float[] memory = {0, 1, 2, 3, 4};
        var x = Tensor.wrap(memory, 1, Shape.of(2, 2));
        assertArrayEquals(new float[] {1, 2, 3, 4}, x.toArray());
        x.fill(7);
        assertArrayEquals(new float[] {0, 7, 7, 7, 7}, memory);
        assertThrows(IndexOutOfBoundsException.class, () -> Tensor.wrap(memory, 2, Shape.of(2, 2)));
        assertThrows(IndexOutOfBoundsException.class, () -> Tensor.wrap(memory, -1, Shape.of(2)));
    }

    @Test
    void shouldCopyTheValuesItIsMadeOf() {
        float[] values = {1, 2};
        var x = Tensor.of(Shape.of(2), values);
        values[0] = 9;
        assertEquals(1, x.get(0));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(Shape.of(3), values));
    }

    @Test
    void shouldCheckTheIndexAgainstTheShapeAndNotTheArray() {
        var x = Tensor.wrap(new float[9], 3, Shape.of(2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.get(2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.get(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> x.set(2, 1));
    }

    @Test
    void shouldCopyOnlyFromTheSameShape() {
        var x = Tensor.zeros(Shape.of(2, 2)).rows(1, 2);
        x.copyFrom(Tensor.of(Shape.of(1, 2), 5, 6));
        assertArrayEquals(new float[] {5, 6}, x.toArray());
        assertThrows(IllegalArgumentException.class, () -> x.copyFrom(Tensor.zeros(Shape.of(2))));
    }

    @Test
    void shouldTellWhetherMemoryIsShared() {
        var memory = new float[10];
        var x = Tensor.wrap(memory, 2, Shape.of(3));
        assertTrue(x.overlaps(x));
        assertTrue(x.overlaps(Tensor.wrap(memory, 4, Shape.of(3))));
        assertTrue(x.overlaps(Tensor.wrap(memory, 0, Shape.of(10))));
        assertFalse(x.overlaps(Tensor.wrap(memory, 5, Shape.of(3))));
        assertFalse(x.overlaps(Tensor.wrap(memory, 0, Shape.of(2))));
        assertFalse(x.overlaps(Tensor.zeros(Shape.of(10))));
    }

    @Test
    void shouldCountRowsAndColumnsOfEveryRank() {
        assertEquals(1, Tensor.zeros(Shape.of()).rows());
        assertEquals(1, Tensor.zeros(Shape.of()).columns());
        assertEquals(5, Tensor.zeros(Shape.of(5)).rows());
        assertEquals(1, Tensor.zeros(Shape.of(5)).columns());
        assertEquals(12, Tensor.zeros(Shape.of(5, 3, 4)).columns());
    }

    @Test
    void shouldPrintItsShapeAndFirstElements() {
        assertEquals("Tensor(2) [1.0, 2.0]", Tensor.of(Shape.of(2), 1, 2).toString());
        assertTrue(Tensor.zeros(Shape.of(9)).toString().endsWith("0.0, …]"));
    }
}

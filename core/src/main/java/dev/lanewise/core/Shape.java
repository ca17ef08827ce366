package dev.lanewise.core;

import java.util.Arrays;

/// The lengths of a tensor's axes, outermost first; immutable.
///
/// A shape of rank 0 has size 1 (one number). Every length is at least 1 and the product of all fits an `int`,
/// since a tensor lies in one Java array.
public final class Shape {
    private final int[] lengths;
    private final int size;

    private Shape(int[] lengths) {
        this.lengths = lengths;
        long product = 1;
        for (int length : lengths) {
            if (length < 1) {
                throw new IllegalArgumentException(
                        "every axis of a shape needs a length of at least 1, but got " + Arrays.toString(lengths));
            }
            product *= length;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a shape holds at most " + Integer.MAX_VALUE + " elements, but got "
                        + Arrays.toString(lengths));
            }
        }
        this.size = (int) product;
    }

    /// Returns the shape with these axis lengths.
    ///
    /// @throws IllegalArgumentException if a length is below 1 or the product exceeds the largest `int`
    public static Shape of(int... lengths) {
        return new Shape(lengths.clone());
    }

    /// Returns the number of axes.
    public int rank() {
        return lengths.length;
    }

    /// Returns the number of elements: the product of all lengths.
    public int size() {
        return size;
    }

    /// Returns the length of one axis, counted from 0 at the outermost.
    ///
    /// @throws IndexOutOfBoundsException if there is no such axis
    public int length(int axis) {
        return lengths[axis];
    }

    /// Returns this shape with one more, outermost axis: the shape of a batch of `rows` examples of this shape.
    public Shape batch(int rows) {
        int[] batched = new int[lengths.length + 1];
        batched[0] = rows;
        System.arraycopy(lengths, 0, batched, 1, lengths.length);
        return new Shape(batched);
    }

    /// Returns this shape without its outermost axis: the shape of one row of a batch.
    ///
    /// @throws IllegalStateException if the rank is 0
    public Shape row() {
        if (lengths.length == 0) {
            throw new IllegalStateException("a shape of rank 0 has no rows");
        }
        return new Shape(Arrays.copyOfRange(lengths, 1, lengths.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    /// Returns the lengths in parentheses, as `(28, 28)`.
    @Override
    public String toString() {
        var text = Arrays.toString(lengths);
        return '(' + text.substring(1, text.length() - 1) + ')';
    }
}

package dev.lanewise.core;

import java.util.Arrays;

/// Float32 numbers in row-major order: a range of a `float[]` and the shape it is read with.
///
/// The first axis counts rows (the examples of a batch), everything after it lies contiguously within a row, so
/// [#rows(int, int)] is a view that copies nothing. A tensor owns no memory of its own: views, and tensors made by
/// [#wrap(float[], int, Shape)], share the array they were given, and writing to one is seen by the others.
public final class Tensor {
    private final float[] array;
    private final int offset;
    private final Shape shape;

    private Tensor(float[] array, int offset, Shape shape) {
        this.array = array;
        this.offset = offset;
        this.shape = shape;
    }

    /// Returns a new tensor of zeros.
    public static Tensor zeros(Shape shape) {
        return new Tensor(new float[shape.size()], 0, shape);
    }

    /// Returns a new tensor holding a copy of the given values in row-major order.
    ///
    /// @throws IllegalArgumentException if the number of values is not the size of the shape
    public static Tensor of(Shape shape, float... values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " needs " + shape.size() + " values, but got " + values.length);
        }
        return new Tensor(values.clone(), 0, shape);
    }

    /// Returns a view of `array` from `offset` on; nothing is copied.
    ///
    /// @throws IndexOutOfBoundsException if the array is too short for the shape at that offset
    public static Tensor wrap(float[] array, int offset, Shape shape) {
        if (offset < 0 || offset > array.length - shape.size()) {
            throw new IndexOutOfBoundsException("a tensor of shape " + shape + " at offset " + offset + " needs "
                    + ((long) offset + shape.size()) + " elements, but the array has " + array.length);
        }
        return new Tensor(array, offset, shape);
    }

    /// Returns the shape.
    public Shape shape() {
        return shape;
    }

    /// Returns the number of elements.
    public int size() {
        return shape.size();
    }

    /// Returns the length of the first axis (1 for a tensor of rank 0).
    public int rows() {
        return shape.rank() == 0 ? 1 : shape.length(0);
    }

    /// Returns the number of elements in a row: the product of all lengths but the first.
    public int columns() {
        return shape.size() / rows();
    }

    /// Returns the array behind this tensor, not a copy; this tensor's elements begin at [#offset()].
    public float[] array() {
        return array;
    }

    /// Returns the index of the first element in [#array()].
    public int offset() {
        return offset;
    }

    /// Returns one element by its row-major index.
    ///
    /// @throws IndexOutOfBoundsException if the index is not below the size
    public float get(int index) {
        return array[offset + checkIndex(index)];
    }

    /// Sets one element by its row-major index.
    ///
    /// @throws IndexOutOfBoundsException if the index is not below the size
    public void set(int index, float value) {
        array[offset + checkIndex(index)] = value;
    }

    private int checkIndex(int index) {
        if (index < 0 || index >= shape.size()) {
            throw new IndexOutOfBoundsException(
                    "an index must be in [0, " + shape.size() + ") for shape " + shape + ", but got " + index);
        }
        return index;
    }

    /// Returns a view of the rows `from` (inclusive) to `to` (exclusive).
    ///
    /// @throws IndexOutOfBoundsException unless 0 ≤ from < to ≤ rows
    public Tensor rows(int from, int to) {
        if (from < 0 || from >= to || to > rows()) {
            throw new IndexOutOfBoundsException("rows [" + from + ", " + to + ") are not a non-empty range within the "
                    + rows() + " rows of shape " + shape);
        }
        return new Tensor(array, offset + from * columns(), shape.row().batch(to - from));
    }

    /// Returns a view with another shape of the same size.
    ///
    /// @throws IllegalArgumentException if the sizes differ
    public Tensor reshape(Shape other) {
        if (other.size() != shape.size()) {
            throw new IllegalArgumentException("a tensor of shape " + shape + " has " + shape.size()
                    + " elements and cannot be read as " + other + ", which has " + other.size());
        }
        return new Tensor(array, offset, other);
    }

    /// Copies all elements of `source`, which must have the same shape, into this tensor.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    public void copyFrom(Tensor source) {
        if (!source.shape.equals(shape)) {
            throw new IllegalArgumentException(
                    "only a tensor of the same shape can be copied: source " + source.shape + ", target " + shape);
        }
        System.arraycopy(source.array, source.offset, array, offset, shape.size());
    }

    /// Sets every element to `value`.
    public void fill(float value) {
        Arrays.fill(array, offset, offset + shape.size(), value);
    }

    /// Returns a new array with the elements in row-major order.
    public float[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + shape.size());
    }

    /// Returns whether this tensor and `other` share at least one element of memory.
    public boolean overlaps(Tensor other) {
        return array == other.array && offset < other.offset + other.size() && other.offset < offset + size();
    }

    /// Returns the shape and the first elements, for people.
    @Override
    public String toString() {
        var head = Arrays.toString(Arrays.copyOfRange(array, offset, offset + Math.min(8, size())));
        return "Tensor" + shape + ' ' + (size() > 8 ? head.substring(0, head.length() - 1) + ", …]" : head);
    }
}

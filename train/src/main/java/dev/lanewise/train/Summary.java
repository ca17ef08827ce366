package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.Arrays;

/// What TensorBoard is to show of one step: a `Summary` message of `tensorflow/core/framework/summary.proto`.
final class Summary {
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int HISTOGRAM = 5;
    private static final int BUCKETS = 30;

    private final Protobuf message = new Protobuf();

    /// Adds a number.
    void scalar(String tag, float value) {
        message.message(VALUE, new Protobuf().text(TAG, tag).fixed32(SIMPLE_VALUE, value));
    }

    /// Adds a histogram with 30 buckets of equal width between the least and the greatest finite element; others
    /// are not counted.
    void histogram(String tag, Tensor tensor) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double sumOfSquares = 0;
        int count = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.get(i);
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
                sum += value;
                sumOfSquares += value * value;
                count++;
            }
        }
        if (count == 0) {
            return;
        }
        double[] limits = limits(least, greatest);
        var histogram = new Protobuf()
                .fixed64(1, least)
                .fixed64(2, greatest)
                .fixed64(3, count)
                .fixed64(4, sum)
                .fixed64(5, sumOfSquares)
                .packed(6, limits)
                .packed(7, counts(tensor, limits));
        message.message(VALUE, new Protobuf().text(TAG, tag).message(HISTOGRAM, histogram));
    }

    /// Returns the upper ends of the buckets; one that is wide enough to see where all elements are equal.
    private static double[] limits(double least, double greatest) {
        double width = greatest > least ? (greatest - least) / BUCKETS : Math.max(Math.abs(least), 1) * 0x1p-20;
        double[] limits = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = least + width * (i + 1);
        }
        limits[BUCKETS - 1] = Math.max(limits[BUCKETS - 1], greatest);
        return limits;
    }

    private static double[] counts(Tensor tensor, double[] limits) {
        double[] counts = new double[limits.length];
        for (int i = 0; i < tensor.size(); i++) {
            double value = tensor.get(i);
            if (Double.isFinite(value)) {
                int at = Arrays.binarySearch(limits, value);
                counts[at >= 0 ? at : -at - 1]++;
            }
        }
        return counts;
    }

    Protobuf message() {
        return message;
    }
}

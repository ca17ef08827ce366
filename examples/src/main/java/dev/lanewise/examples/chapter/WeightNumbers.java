package dev.lanewise.examples.chapter;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Describes the weights of a model.
final class WeightNumbers {
    /// Bins of a histogram: odd, so that one is around 0.
    private static final int BINS = 81;

    private static final double LIMIT = 0.25;
    private static final double SMALL = 1e-3;
    private static final int UNITS_SHOWN = 16;

    /// Units whose weights are all far below this look white instead of like noise.
    private static final float WHITE = 0.05f;

    private WeightNumbers() {}

    static List<Result.Weights> of(Model model) {
        var all = new ArrayList<Result.Weights>();
        for (var parameter : weights(model)) {
            var value = parameter.value();
            double squares = 0;
            int zeros = 0;
            int small = 0;
            for (int i = 0; i < value.size(); i++) {
                double w = value.get(i);
                squares += w * w;
                zeros += w == 0 ? 1 : 0;
                small += Math.abs(w) < SMALL ? 1 : 0;
            }
            double n = value.size();
            all.add(new Result.Weights(parameter.name(), squares / n, zeros / n, small / n, norms(value)));
        }
        return all;
    }

    /// Returns the weights of the dense layers in order.
    static List<Parameter> weights(Model model) {
        return model.parameters().stream()
                .filter(parameter -> parameter.name().endsWith("/weight"))
                .toList();
    }

    /// Returns the spread of the norms of all columns.
    static Result.Spread norms(Tensor weight) {
        double[] norms = new double[weight.columns()];
        for (int i = 0; i < weight.size(); i++) {
            double w = weight.get(i);
            norms[i % norms.length] += w * w;
        }
        for (int j = 0; j < norms.length; j++) {
            norms[j] = Math.sqrt(norms[j]);
        }
        Arrays.sort(norms);
        int last = norms.length - 1;
        return new Result.Spread(norms[0], norms[last / 4], norms[last / 2], norms[3 * last / 4], norms[last]);
    }

    static Result.Histogram histogram(Parameter parameter) {
        int[] counts = new int[BINS];
        var value = parameter.value();
        for (int i = 0; i < value.size(); i++) {
            double place = (value.get(i) + LIMIT) / (2 * LIMIT) * BINS;
            counts[Math.clamp((int) Math.floor(place), 0, BINS - 1)]++;
        }
        return new Result.Histogram(parameter.name(), LIMIT, counts);
    }

    /// Returns the incoming weights of the first units, scaled to bytes.
    static List<byte[]> units(Tensor weight) {
        var units = new ArrayList<byte[]>();
        int columns = weight.columns();
        for (int unit = 0; unit < Math.min(UNITS_SHOWN, columns); unit++) {
            float greatest = WHITE;
            for (int row = 0; row < weight.rows(); row++) {
                greatest = Math.max(greatest, Math.abs(weight.get(row * columns + unit)));
            }
            byte[] bytes = new byte[weight.rows()];
            for (int row = 0; row < bytes.length; row++) {
                bytes[row] = (byte) Math.round(127 * weight.get(row * columns + unit) / greatest);
            }
            units.add(bytes);
        }
        return units;
    }
}

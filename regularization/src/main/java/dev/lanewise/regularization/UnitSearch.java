package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Rescaling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The units of one dense layer that the next one could do without.
final class UnitSearch {
    private final List<Layer> layers;
    private final Map<String, float[]> values;
    private final String incomingName;
    private final String ownBiasName;
    private final String outgoingName;
    private final String nextBiasName;
    private final int units;
    private final int nextUnits;
    private final boolean[] kept;
    private final double[] moved;

    /// @param layers the layer, what lies between, and the next dense layer
    UnitSearch(List<Layer> layers, String name, String nextName, Map<String, float[]> values) {
        this.layers = List.copyOf(layers);
        this.values = values;
        incomingName = name + "/weight";
        ownBiasName = name + "/bias";
        outgoingName = nextName + "/weight";
        nextBiasName = nextName + "/bias";
        units = ((Dense) layers.getFirst()).units();
        nextUnits = ((Dense) layers.getLast()).units();
        kept = new boolean[units];
        moved = new double[nextUnits];
    }

    /// Finds the units to keep and what the next bias takes over; returns their number.
    int search() {
        float[] outgoing = array(outgoingName);
        int count = 0;
        for (int unit = 0; unit < units; unit++) {
            boolean read = !zeros(outgoing, unit * nextUnits, 1, nextUnits);
            boolean constant = zeros(array(incomingName), unit, units, array(incomingName).length / units);
            boolean last = unit == units - 1 && count == 0;
            kept[unit] = read && !constant || last;
            count += kept[unit] ? 1 : 0;
            if (read && !kept[unit]) {
                move(outgoing, unit);
            }
        }
        return count;
    }

    private void move(float[] outgoing, int unit) {
        double output = constantOf(unit);
        for (int k = 0; k < nextUnits; k++) {
            moved[k] += output * outgoing[unit * nextUnits + k];
        }
    }

    /// Returns the output of a unit without incoming weights, as it reaches the next layer.
    private float constantOf(int unit) {
        float[] bias = values.get(ownBiasName);
        var value = Tensor.of(Shape.of(1), bias == null ? 0 : bias[unit]);
        ((Dense) layers.getFirst()).activation().apply(value, value);
        for (var layer : layers) {
            if (layer instanceof ActivationLayer between) {
                between.activation().apply(value, value);
            } else if (layer.forInference() instanceof Rescaling scaled) {
                value.set(0, Math.fma((float) scaled.scale(), value.get(0), (float) scaled.offset()));
            }
        }
        return value.get(0);
    }

    /// Returns whether the next layer's bias must change.
    boolean movesBias() {
        for (double value : moved) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    /// Replaces the arrays by smaller ones.
    void remove() {
        values.put(incomingName, columns(array(incomingName)));
        values.computeIfPresent(ownBiasName, (_, bias) -> columns(bias));
        float[] outgoing = array(outgoingName);
        int count = 0;
        for (int unit = 0; unit < units; unit++) {
            if (kept[unit]) {
                System.arraycopy(outgoing, unit * nextUnits, outgoing, count++ * nextUnits, nextUnits);
            }
        }
        values.put(outgoingName, Arrays.copyOf(outgoing, count * nextUnits));
        if (movesBias()) {
            float[] bias = values.computeIfAbsent(nextBiasName, _ -> new float[nextUnits]);
            for (int k = 0; k < nextUnits; k++) {
                bias[k] = (float) (bias[k] + moved[k]);
            }
        }
    }

    /// Returns the columns of the kept units.
    private float[] columns(float[] matrix) {
        var result = new float[matrix.length];
        int count = 0;
        for (int i = 0; i < matrix.length; i++) {
            if (kept[i % units]) {
                result[count++] = matrix[i];
            }
        }
        return Arrays.copyOf(result, count);
    }

    private float[] array(String name) {
        var array = values.get(name);
        if (array == null) {
            throw new IllegalStateException("a dense layer has a parameter " + name);
        }
        return array;
    }

    private static boolean zeros(float[] x, int start, int stride, int count) {
        for (int i = 0; i < count; i++) {
            if (x[start + i * stride] != 0) {
                return false;
            }
        }
        return true;
    }
}

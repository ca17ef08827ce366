package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Compares gradients with central differences of the same network computed in double, by other code.
final class Gradients {
    /// Steps of 1e-5 leave 1e-10 from the series and 1e-16·|s|/1e-5 from rounding, both below 1e-8. In float, a
    /// gradient is a sum of fewer than 64 products, each rounded, of numbers with fewer than 64 roundings behind
    /// them in two or three layers; relative to the sum of magnitudes, for which the floor of 1 stands, that is
    /// 128·2⁻²⁴·(a small factor).
    private static final double BOUND = 4 * 128 * 0x1p-24;

    private static final double STEP = 1e-5;

    private Gradients() {}

    static Tensor normal(long seed, int... lengths) {
        return normal(seed, Shape.of(lengths));
    }

    static Tensor normal(long seed, Shape shape) {
        var random = new Random(seed);
        var x = Tensor.zeros(shape);
        for (int i = 0; i < x.size(); i++) {
            x.set(i, (float) random.nextGaussian());
        }
        return x;
    }

    /// Checks the gradients of all trained parameters for s = Σ weighting·output in training mode. Put a dense
    /// layer before the one of interest: its weights' gradients show that the input's gradient is right as well.
    static void check(Sequential description, int rows) {
        var model = description.build(1);
        for (var parameter : model.parameters()) {
            if (parameter.trainable() && parameter.value().shape().rank() == 1) {
                parameter.value().copyFrom(normal(2, parameter.value().size()));
            }
        }
        var input = normal(3, description.input().batch(rows).size())
                .reshape(description.input().batch(rows));
        var workspace = new Workspace(model, Engine.singleThreaded(), rows);
        var output = workspace.forward(input, Mode.TRAINING, 0, 0);
        var weighting = normal(4, output.size()).reshape(output.shape());
        workspace.backward(weighting);
        for (var parameter : model.parameters()) {
            if (!parameter.trainable()) {
                continue;
            }
            for (int i = 0; i < parameter.value().size(); i++) {
                int at = parameter.value().offset() + i;
                var values = doubles(model.values());
                values[at] += STEP;
                double above = loss(model, values, input, weighting);
                values[at] -= 2 * STEP;
                double slope = (above - loss(model, values, input, weighting)) / (2 * STEP);
                double gradient = workspace.gradients()[at];
                double error = Math.abs(slope - gradient) / Math.max(Math.abs(slope) + Math.abs(gradient), 1);
                assertTrue(
                        error <= BOUND,
                        parameter.name() + " " + i + ": " + gradient + " instead of " + slope + " in " + description);
            }
        }
    }

    private static double loss(Model model, double[] values, Tensor input, Tensor weighting) {
        var y = run(model.network(), doubles(input.toArray()), input.rows(), values);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * weighting.get(i);
        }
        return sum;
    }

    /// Computes the layer at a place, and what is inside, in double.
    private static double[] run(Place place, double[] x, int rows, double[] values) {
        var layer = place.layer();
        while (layer instanceof Frozen frozen) {
            layer = frozen.layer();
        }
        int offset = place.parameters().isEmpty()
                ? 0
                : place.parameters().getFirst().value().offset();
        return switch (layer) {
            case Dense dense -> dense(dense, x, rows, place.input().size(), values, offset);
            case BatchNormalization normalization -> normalize(normalization, place, x, values, offset);
            case LayerNormalization normalization -> normalizeLines(normalization, place, x, values, offset);
            case Prelu _ -> rectify(x, place.input().size(), values, offset);
            case Rescaling rescaling ->
                Arrays.stream(x)
                        .map(value -> (float) rescaling.scale() * value + (float) rescaling.offset())
                        .toArray();
            case ActivationLayer activation ->
                activate(activation.activation(), x, place.input().size());
            case Flatten _, Identity _, Reshape _ -> x;
            case Sequential _, Stack _ -> chain(place.inner(), x, rows, values);
            case Residual residual -> residual(residual, place.inner(), x, rows, values);
            case Concatenate _ -> concatenate(place.inner(), x, rows, values);
            default -> throw new IllegalArgumentException("no double form of " + layer);
        };
    }

    private static double[] chain(List<Place> places, double[] x, int rows, double[] values) {
        var y = x;
        for (var place : places) {
            y = run(place, y, rows, values);
        }
        return y;
    }

    private static double[] residual(Residual layer, List<Place> inner, double[] x, int rows, double[] values) {
        int length = layer.layers().size();
        var y = chain(inner.subList(0, length), x, rows, values).clone();
        var around = chain(inner.subList(length, inner.size()), x, rows, values);
        for (int i = 0; i < y.length; i++) {
            y[i] += around[i];
        }
        return y;
    }

    /// Puts lines along the last axis side by side.
    private static double[] concatenate(List<Place> inner, double[] x, int rows, double[] values) {
        int lines = rows
                * inner.getFirst().output().size()
                / inner.getFirst().output().length(inner.getFirst().output().rank() - 1);
        double[] y = {};
        for (var place : inner) {
            var part = run(place, x, rows, values);
            var joined = new double[y.length + part.length];
            for (int line = 0; line < lines; line++) {
                int old = y.length / lines;
                int more = part.length / lines;
                System.arraycopy(y, line * old, joined, line * (old + more), old);
                System.arraycopy(part, line * more, joined, line * (old + more) + old, more);
            }
            y = joined;
        }
        return y;
    }

    private static double[] dense(Dense dense, double[] x, int rows, int inputs, double[] values, int offset) {
        int units = dense.units();
        var z = new double[rows * units];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < units; j++) {
                double sum = dense.bias() == null ? 0 : values[offset + inputs * units + j];
                for (int p = 0; p < inputs; p++) {
                    sum += x[i * inputs + p] * values[offset + p * units + j];
                }
                z[i * units + j] = sum;
            }
        }
        return activate(dense.activation(), z, units);
    }

    private static double[] normalize(BatchNormalization layer, Place place, double[] x, double[] values, int offset) {
        var y = new double[x.length];
        int columns = place.input().length(place.input().rank() - 1);
        int rows = x.length / columns;
        int gamma = offset;
        int beta = gamma + (layer.gamma() == null ? 0 : columns);
        int moving = beta + (layer.beta() == null ? 0 : columns);
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                mean += x[i * columns + j] / rows;
            }
            double variance = 0;
            for (int i = 0; i < rows; i++) {
                variance += Math.pow(x[i * columns + j] - mean, 2) / rows;
            }
            mean = place.frozen() ? values[moving + j] : mean;
            variance = place.frozen() ? values[moving + columns + j] : variance;
            for (int i = 0; i < rows; i++) {
                y[i * columns + j] = (layer.gamma() == null ? 1 : values[gamma + j])
                                * (x[i * columns + j] - mean)
                                / Math.sqrt(variance + layer.epsilon())
                        + (layer.beta() == null ? 0 : values[beta + j]);
            }
        }
        return y;
    }

    private static double[] normalizeLines(
            LayerNormalization layer, Place place, double[] x, double[] values, int offset) {
        var y = new double[x.length];
        int columns = place.input().length(place.input().rank() - 1);
        for (int at = 0; at < x.length; at += columns) {
            var line = Arrays.copyOfRange(x, at, at + columns);
            double mean = Arrays.stream(line).average().orElseThrow();
            double variance = Arrays.stream(line)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            for (int j = 0; j < columns; j++) {
                y[at + j] = values[offset + j] * (line[j] - mean) / Math.sqrt(variance + layer.epsilon())
                        + values[offset + columns + j];
            }
        }
        return y;
    }

    private static double[] rectify(double[] x, int columns, double[] values, int offset) {
        var y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] > 0 ? x[i] : values[offset + i % columns] * x[i];
        }
        return y;
    }

    private static double[] activate(Activation activation, double[] z, int columns) {
        var y = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            double x = z[i];
            y[i] = switch (activation) {
                case Activations.SOFTMAX -> Math.exp(x) / sumOfExponentials(z, i, columns);
                case Activations.LOG_SOFTMAX -> x - Math.log(sumOfExponentials(z, i, columns));
                case Elu elu -> x > 0 ? x : elu.alpha() * Math.expm1(x);
                case LeakyRelu leaky -> x > 0 ? x : leaky.slope() * x;
                case Activations named -> activate(named, x);
                default -> throw new IllegalArgumentException("no double form of " + activation);
            };
        }
        return y;
    }

    private static double sumOfExponentials(double[] z, int i, int columns) {
        int from = i / columns * columns;
        return Arrays.stream(z, from, from + columns).map(Math::exp).sum();
    }

    private static double activate(Activations activation, double x) {
        return switch (activation) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0);
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case LEAKY_RELU -> x > 0 ? x : 0.2 * x;
            case ELU -> x > 0 ? x : Math.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> Math.min(Math.max(x / 6 + 0.5, 0), 1);
            case TANH -> Math.tanh(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SOFTPLUS -> Math.log1p(Math.exp(x));
            case EXPONENTIAL -> Math.exp(x);
            case SWISH -> x * sigmoid(x);
            case GELU -> x * normalDistribution(x);
            case GELU_TANH -> x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
            case MISH -> x * Math.tanh(Math.log1p(Math.exp(x)));
            case SOFTMAX, LOG_SOFTMAX -> throw new IllegalArgumentException(activation + " is not elementwise");
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// Φ(x) = 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …).
    private static double normalDistribution(double x) {
        double sum = 0;
        double term = x;
        for (int odd = 3; Math.abs(term) > 1e-20; odd += 2) {
            sum += term;
            term *= x * x / odd;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double[] doubles(float[] values) {
        var result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}

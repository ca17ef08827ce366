package dev.lanewise.core;

import dev.lanewise.core.internal.NoiseKernels;

/// Prints the kernels of this process and a hash of the bits of what they compute, for [SameBitsTest].
final class SameBitsMain {
    private static long hash = 0xCBF29CE484222325L;

    private SameBitsMain() {}

    /// Prints two lines: `vector` or `scalar` with the bits of a vector, and the hash.
    ///
    /// @param arguments the number of elements for the functions
    public static void main(String[] arguments) {
        products();
        functions(Integer.parseInt(arguments[0]));
        columns();
        noise();
        System.out.println((Backend.VECTOR ? "vector " : "scalar ") + Engine.vectorBits());
        System.out.println(Long.toHexString(hash));
    }

    private static void products() {
        var engine = Engine.ofThreads(2);
        for (int[] size : new int[][] {{1, 1, 1}, {5, 7, 3}, {9, 31, 17}, {33, 65, 130}, {3, 300, 100}, {64, 10, 33}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            var c = Tensor.zeros(Shape.of(m, n));
            Products.multiply(engine, Samples.tensor(1, m, k), Samples.tensor(2, k, n), Samples.tensor(3, n), c);
            add(c);
            Products.multiplyTransposedRight(engine, Samples.tensor(1, m, k), Samples.tensor(2, n, k), c);
            add(c);
            Products.multiplyTransposedLeft(engine, Samples.tensor(1, k, m), Samples.tensor(2, k, n), c);
            add(c);
        }
    }

    private static void functions(int n) {
        var x = Samples.tensor(4, n);
        for (int i = 0; i < n; i++) {
            x.set(i, x.get(i) * (1 << i % 6));
        }
        var dy = Samples.tensor(5, n);
        var y = Tensor.zeros(x.shape());
        var dx = Tensor.zeros(x.shape());
        elementary(x, y);
        activations(x, dy, y, dx);
        add(Tensor.of(Shape.of(1), (float) Sums.addSigns(0.2f, x, y)));
        add(Tensor.of(Shape.of(1), (float) Sums.addScaled(0.3f, x, y)));
        add(y);
        add(Tensor.of(Shape.of(2), (float) Sums.absolutes(x), (float) Sums.squares(x)));
        Functions.softThreshold(x, Samples.tensor(6, n), 0.5f, y);
        add(y);
        var logits = x.rows(0, n / 37 * 37).reshape(Shape.of(n / 37, 37));
        var probabilities = Tensor.zeros(logits.shape());
        var gradient = Tensor.zeros(logits.shape());
        Functions.softmax(logits, probabilities);
        Functions.softmaxGradient(probabilities, logits, gradient);
        add(probabilities);
        add(gradient);
        Functions.logSoftmax(logits, probabilities);
        Functions.logSoftmaxGradient(probabilities, logits, gradient);
        add(probabilities);
        add(gradient);
    }

    private interface Function {
        void apply(Tensor x, Tensor y);
    }

    private interface Gradient {
        void apply(Tensor saved, Tensor dy, Tensor dx);
    }

    private static void elementary(Tensor x, Tensor y) {
        for (Function function : new Function[] {
            Functions::exp, Functions::expm1, Functions::log, Functions::log1p, Functions::erf, Functions::tanh
        }) {
            function.apply(x, y);
            add(y);
        }
    }

    private static void activations(Tensor x, Tensor dy, Tensor y, Tensor dx) {
        fromResult(x, dy, y, dx, Functions::exp, Functions::expGradient);
        fromResult(x, dy, y, dx, Functions::tanh, Functions::tanhGradient);
        fromResult(x, dy, y, dx, Functions::sigmoid, Functions::sigmoidGradient);
        fromResult(x, dy, y, dx, Functions::relu, Functions::reluGradient);
        fromResult(x, dy, y, dx, Functions::relu6, Functions::relu6Gradient);
        fromResult(x, dy, y, dx, Functions::selu, Functions::seluGradient);
        fromResult(x, dy, y, dx, Functions::softplus, Functions::softplusGradient);
        fromResult(x, dy, y, dx, Functions::softsign, Functions::softsignGradient);
        fromResult(x, dy, y, dx, Functions::hardSigmoid, Functions::hardSigmoidGradient);
        fromResult(
                x,
                dy,
                y,
                dx,
                (from, to) -> Functions.elu(from, to, 1.5f),
                (saved, from, to) -> Functions.eluGradient(saved, from, to, 1.5f));
        fromResult(
                x,
                dy,
                y,
                dx,
                (from, to) -> Functions.leakyRelu(from, to, 0.2f),
                (saved, from, to) -> Functions.leakyReluGradient(saved, from, to, 0.2f));
        fromOperand(x, dy, y, dx, Functions::swish, Functions::swishGradient);
        fromOperand(x, dy, y, dx, Functions::gelu, Functions::geluGradient);
        fromOperand(x, dy, y, dx, Functions::geluTanh, Functions::geluTanhGradient);
        fromOperand(x, dy, y, dx, Functions::mish, Functions::mishGradient);
    }

    private static void fromResult(Tensor x, Tensor dy, Tensor y, Tensor dx, Function function, Gradient gradient) {
        function.apply(x, y);
        gradient.apply(y, dy, dx);
        add(y);
        add(dx);
    }

    private static void fromOperand(Tensor x, Tensor dy, Tensor y, Tensor dx, Function function, Gradient gradient) {
        function.apply(x, y);
        gradient.apply(x, dy, dx);
        add(y);
        add(dx);
    }

    private static void columns() {
        var engine = Engine.singleThreaded();
        for (int n : new int[] {1, 7, 33, 70}) {
            var x = Samples.tensor(6, 300, n);
            var y = Samples.tensor(7, 300, n);
            var sum = Tensor.zeros(Shape.of(n));
            Columns.sum(engine, x, sum);
            add(sum);
            Columns.sumOfProducts(engine, x, y, sum);
            add(sum);
            Columns.sumOfSquaredDeviations(engine, x, Samples.tensor(8, n), sum);
            add(sum);
            Columns.clipNorms(x, 0, Math.sqrt(300), 0.8);
            add(x);
            Columns.clipNormsWithEpsilon(y, 0, Math.sqrt(300), 1, 1e-7);
            add(y);
        }
    }

    private static void noise() {
        int[] key = {1, 2, 3, 4};
        for (int n : new int[] {1, 17, 100, 129, 300}) {
            var x = Samples.tensor(9, 11, n);
            CounterRandom.of(1, 2, 3).mask(x, x, 4, 5, 0.3, 1.5f, 0.25f, -1);
            add(x);
            var words = new int[NoiseKernels.words(n)];
            for (int row = 0; row < 11; row++) {
                int at = x.offset() + row * n;
                Backend.NOISE.draw(n, key, row - 3, 6, 7, words, 0);
                Backend.NOISE.mask(words, 0, x.array(), at, x.array(), at, n, 20_000, 2, 1, 0);
            }
            add(x);
        }
        var normal = Tensor.zeros(Shape.of(70, 331));
        CounterRandom.of(4, 5, 8).normal(normal, 9, 10);
        add(normal);
        var weight = Tensor.zeros(Shape.of(1000));
        CounterRandom.of(4, 5, 6).truncatedNormal(weight, 1);
        add(weight);
        CounterRandom.of(4, 5, 7).uniform(weight, -1, 1);
        add(weight);
    }

    /// FNV-1a over the bits, in words; every NaN counts as the same.
    private static void add(Tensor x) {
        for (float value : x.toArray()) {
            hash = (hash ^ Float.floatToIntBits(value)) * 0x100000001B3L;
        }
    }
}

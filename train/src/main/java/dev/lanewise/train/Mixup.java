package dev.lanewise.train;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// Mixes every example with another one of the same data (Zhang, Cisse, Dauphin and Lopez-Paz, 2018): x = λ·xᵢ + (1 −
/// λ)·xⱼ and, with the same λ, y = λ·yᵢ + (1 − λ)·yⱼ, with λ from the distribution Beta(α, α).
///
/// Example i is the next in the order of the pass; example j is any of the data, with equal chances. Both j and λ are
/// drawn for every example and follow from the random numbers of the pass and the example's place in it alone, so that
/// neither depends on the size of batches and a training can be taken up again. (The paper's program draws one λ a
/// batch and takes j from that batch.)
///
/// Weights of examples are mixed too, w = λ·wᵢ + (1 − λ)·wⱼ, and the loss of the mixed target counts so much (the
/// paper knows no weights).
///
/// Targets must be values that can be mixed: those of classes come from [#oneHot], and the loss is then
/// [CategoricalCrossentropy]. The data of validation and tests are read without mixing, as one-hot rows too.
///
/// ```java
/// var train = Mixup.of(Mixup.oneHot(images, 10), 0.2);
/// trainer.fit(train, Mixup.oneHot(validation, 10), Fit.epochs(10));
/// ```
///
/// @param data the examples
/// @param alpha α, finite and above 0: near 0 one of the two examples prevails, at 1 every λ is as likely, and the
///     greater α, the nearer λ is to ½; the paper takes 0.1 to 0.4 for images
public record Mixup(Dataset data, double alpha) implements DataSource {
    private static final int PAIRS = 0x6d78;
    private static final int TRIES = 1 << 20;

    /// Checks α.
    ///
    /// @throws IllegalArgumentException unless it is finite and above 0
    public Mixup {
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException("the alpha of mixup must be finite and above 0, but is " + alpha);
        }
    }

    /// Returns the source.
    ///
    /// @throws IllegalArgumentException unless α is finite and above 0
    public static Mixup of(Dataset data, double alpha) {
        return new Mixup(data, alpha);
    }

    /// Returns data with the same features, and weights if there are any, whose targets, numbers of classes, have
    /// become rows of a 1 and zeros.
    ///
    /// @throws IllegalArgumentException if there is not one target an example, or one is not a whole number in
    ///     [0, classes)
    public static Dataset oneHot(Dataset data, int classes) {
        var rows = Tensor.zeros(Shape.of(data.size(), classes));
        Targets.oneForEveryRow(rows, data.targets());
        for (int row = 0; row < data.size(); row++) {
            rows.set(row * classes + Targets.classOf(data.targets(), row, classes), 1);
        }
        return new Dataset(data.features(), rows, data.weights());
    }

    @Override
    public long examples() {
        return data.examples();
    }

    /// Begins a pass; what it mixes follows from the random numbers that give the order. A reading without them
    /// mixes alike in every epoch.
    @Override
    public Pass open(Reading reading) {
        var order = reading.order();
        long seed = order == null ? 0 : order.nextLong();
        return new MixedPass(this, data.open(reading), CounterRandom.of(seed, PAIRS, 0), reading);
    }

    /// Mixes the batches of another pass into memory of its own.
    private static final class MixedPass implements Pass {
        private final Mixup mixup;
        private final Pass unmixed;
        private final CounterRandom random;
        private final Dataset batch;
        private long at;

        MixedPass(Mixup mixup, Pass unmixed, CounterRandom random, Reading reading) {
            this.mixup = mixup;
            this.unmixed = unmixed;
            this.random = random;
            batch = mixup.data.empty(Math.min(reading.batchSize(), mixup.data.size()));
            at = reading.from();
        }

        @Override
        public @Nullable Dataset next() {
            var next = unmixed.next();
            if (next == null) {
                return null;
            }
            var mixed = next.size() == batch.size() ? batch : batch.rows(0, next.size());
            for (int row = 0; row < next.size(); row++, at++) {
                int other = (int) (random.uniform(at * TRIES) * mixup.data.size());
                float share = share(at);
                mix(next.features(), row, mixup.data.features(), other, share, mixed.features());
                mix(next.targets(), row, mixup.data.targets(), other, share, mixed.targets());
                mixWeights(next.weights(), row, other, share, mixed.weights());
            }
            return mixed;
        }

        private void mixWeights(@Nullable Tensor one, int row, int other, float share, @Nullable Tensor mixed) {
            var all = mixup.data.weights();
            if (one != null && all != null && mixed != null) {
                mix(one, row, all, other, share, mixed);
            }
        }

        /// Returns λ, of the first pair of uniform numbers that gives one.
        private float share(long place) {
            double share = Double.NaN;
            for (long draw = place * TRIES + 1; Double.isNaN(share); draw += 2) {
                double u = random.uniform(draw);
                double v = random.uniform(draw + 1);
                share = mixup.alpha <= 1 ? byPowers(u, v, mixup.alpha) : byAngle(u, 2 * v - 1, mixup.alpha);
            }
            return (float) share;
        }

        /// The method of Jöhnk (1964), in logarithms, since u^(1/α) can be 0 in double.
        private static double byPowers(double u, double v, double alpha) {
            double x = StrictMath.log(u) / alpha;
            double y = StrictMath.log(v) / alpha;
            return StrictMath.exp(x) + StrictMath.exp(y) <= 1 ? 1 / (1 + StrictMath.exp(y - x)) : Double.NaN;
        }

        /// The method of Ulrich (1984), for equal parameters above ½: a point (u, v) of the half disc.
        private static double byAngle(double u, double v, double alpha) {
            double s = u * u + v * v;
            double width = Math.sqrt(1 - StrictMath.pow(s, 2 / (2 * alpha - 1)));
            return s <= 1 ? 0.5 + u * v / s * width : Double.NaN;
        }

        private static void mix(Tensor a, int row, Tensor b, int other, float share, Tensor mixed) {
            int columns = a.columns();
            float[] one = a.array();
            float[] two = b.array();
            float[] to = mixed.array();
            int atOne = a.offset() + row * columns;
            int atTwo = b.offset() + other * columns;
            int at = mixed.offset() + row * columns;
            for (int j = 0; j < columns; j++) {
                to[at + j] = Math.fma(share, one[atOne + j], (1 - share) * two[atTwo + j]);
            }
        }

        @Override
        public void close() {
            unmixed.close();
        }
    }
}

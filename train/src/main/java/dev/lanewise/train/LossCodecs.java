package dev.lanewise.train;

import dev.lanewise.layers.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How losses are written: those without options by their names in [Losses], in lower case.
final class LossCodecs {
    static final List<Codec<?>> ALL = all();

    private LossCodecs() {}

    private static List<Codec<?>> all() {
        var all = new ArrayList<Codec<?>>();
        for (var loss : Elementwise.values()) {
            all.add(Codec.constant(loss.name().toLowerCase(Locale.ROOT), loss));
        }
        for (var loss : Rowwise.values()) {
            all.add(Codec.constant(loss.name().toLowerCase(Locale.ROOT), loss));
        }
        all.addAll(crossEntropies());
        all.addAll(focal());
        all.addAll(regression());
        return List.copyOf(all);
    }

    private static List<Codec<?>> crossEntropies() {
        return List.of(
                Codec.of(
                        SparseCategoricalCrossentropy.class,
                        "sparse_categorical_crossentropy",
                        (loss, to) -> {
                            to.put("logits", loss.logits());
                            to.put("label_smoothing", loss.labelSmoothing());
                            to.put("ignored_class", loss.ignoredClass());
                        },
                        from -> new SparseCategoricalCrossentropy(
                                from.flag("logits"), from.number("label_smoothing"), from.integer("ignored_class"))),
                Codec.of(
                        CategoricalCrossentropy.class,
                        "categorical_crossentropy",
                        (loss, to) -> {
                            to.put("logits", loss.logits());
                            to.put("label_smoothing", loss.labelSmoothing());
                        },
                        from -> new CategoricalCrossentropy(from.flag("logits"), from.number("label_smoothing"))),
                Codec.of(
                        BinaryCrossentropy.class,
                        "binary_crossentropy",
                        (loss, to) -> {
                            to.put("logits", loss.logits());
                            to.put("label_smoothing", loss.labelSmoothing());
                        },
                        from -> new BinaryCrossentropy(from.flag("logits"), from.number("label_smoothing"))));
    }

    private static List<Codec<?>> focal() {
        return List.of(
                Codec.of(
                        CategoricalFocalCrossentropy.class,
                        "categorical_focal_crossentropy",
                        (loss, to) -> {
                            to.put("logits", loss.logits());
                            to.put("alpha", loss.alpha());
                            to.put("gamma", loss.gamma());
                            to.put("label_smoothing", loss.labelSmoothing());
                        },
                        from -> new CategoricalFocalCrossentropy(
                                from.flag("logits"),
                                from.number("alpha"),
                                from.number("gamma"),
                                from.number("label_smoothing"))),
                Codec.of(
                        BinaryFocalCrossentropy.class,
                        "binary_focal_crossentropy",
                        (loss, to) -> {
                            to.put("logits", loss.logits());
                            to.put("gamma", loss.gamma());
                            to.put("balance", loss.balance());
                            to.put("label_smoothing", loss.labelSmoothing());
                        },
                        from -> new BinaryFocalCrossentropy(
                                from.flag("logits"),
                                from.number("gamma"),
                                from.number("balance"),
                                from.number("label_smoothing"))));
    }

    private static List<Codec<?>> regression() {
        return List.of(
                Codec.of(
                        Huber.class,
                        "huber",
                        (loss, to) -> to.put("delta", loss.delta()),
                        from -> Huber.delta(from.number("delta"))),
                Codec.of(
                        GaussianNegativeLogLikelihood.class,
                        "gaussian_negative_log_likelihood",
                        (loss, to) -> {
                            to.put("least_variance", loss.leastVariance());
                            to.put("full", loss.full());
                        },
                        from -> new GaussianNegativeLogLikelihood(from.number("least_variance"), from.flag("full"))));
    }
}

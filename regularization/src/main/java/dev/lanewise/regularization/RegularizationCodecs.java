package dev.lanewise.regularization;

import dev.lanewise.layers.Codec;
import dev.lanewise.layers.Codecs;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How noise, penalties and constraints are written, for [dev.lanewise.layers.ModelFile#writeWhole]: whoever goes on
/// training a network needs them, whoever only predicts does not.
public final class RegularizationCodecs {
    private static final Codecs STANDARD = Codecs.standard().with(all());

    private RegularizationCodecs() {}

    /// Returns the codecs of [Codecs#standard()] and of this module.
    public static Codecs standard() {
        return STANDARD;
    }

    private static List<Codec<?>> all() {
        var all = new ArrayList<Codec<?>>();
        all.addAll(layers());
        all.addAll(penalties());
        all.addAll(constraints());
        return List.copyOf(all);
    }

    private static List<Codec<?>> layers() {
        return List.of(
                Codec.of(
                        Dropout.class,
                        "dropout",
                        (layer, to) -> {
                            to.put("rate", layer.rate());
                            to.put("schedule", layer.schedule());
                            to.put("shared_axes", layer.sharedAxes());
                            to.put("original", layer.original());
                        },
                        from -> new Dropout(
                                from.number("rate"),
                                from.nullable("schedule", Schedule.class),
                                from.list("shared_axes", Integer.class),
                                from.flag("original"))),
                scheduled(
                        AlphaDropout.class,
                        "alpha_dropout",
                        AlphaDropout::rate,
                        AlphaDropout::schedule,
                        AlphaDropout::new),
                scheduled(
                        GaussianDropout.class,
                        "gaussian_dropout",
                        GaussianDropout::rate,
                        GaussianDropout::schedule,
                        GaussianDropout::new),
                scheduled(
                        GaussianNoise.class,
                        "gaussian_noise",
                        GaussianNoise::deviation,
                        GaussianNoise::schedule,
                        GaussianNoise::new),
                scheduled(
                        FeatureAlphaDropout.class,
                        "feature_alpha_dropout",
                        FeatureAlphaDropout::rate,
                        FeatureAlphaDropout::schedule,
                        FeatureAlphaDropout::new),
                noise(McDropout.class, "mc_dropout", McDropout::rate, McDropout::new),
                noise(McAlphaDropout.class, "mc_alpha_dropout", McAlphaDropout::rate, McAlphaDropout::new),
                scheduled(
                        SpatialDropout.class,
                        "spatial_dropout",
                        SpatialDropout::rate,
                        SpatialDropout::schedule,
                        SpatialDropout::new),
                scheduled(
                        StochasticDepth.class,
                        "stochastic_depth",
                        StochasticDepth::rate,
                        StochasticDepth::schedule,
                        StochasticDepth::new),
                Codec.of(
                        DropConnect.class,
                        "drop_connect",
                        (layer, to) -> {
                            to.put("dense", layer.dense());
                            to.put("rate", layer.rate());
                            to.put("schedule", layer.schedule());
                        },
                        from -> new DropConnect(
                                from.get("dense", Dense.class),
                                from.number("rate"),
                                from.nullable("schedule", Schedule.class))),
                Codec.constant("mean_and_variance", MeanAndVariance.head()),
                Codec.of(
                        ActivityPenalty.class,
                        "activity_penalty",
                        (layer, to) -> to.put("penalty", layer.penalty()),
                        from -> ActivityPenalty.of(from.get("penalty", Penalty.class))));
    }

    private static <T> Codec<T> noise(
            Class<T> type, String kind, Function<T, Double> rate, Function<Double, T> create) {
        return Codec.of(
                type,
                kind,
                (layer, to) -> to.put("rate", rate.apply(layer)),
                from -> create.apply(from.number("rate")));
    }

    private static <T> Codec<T> scheduled(
            Class<T> type,
            String kind,
            Function<T, Double> size,
            Function<T, @Nullable Schedule> schedule,
            Scheduled<T> create) {
        return Codec.of(
                type,
                kind,
                (layer, to) -> {
                    to.put("size", size.apply(layer));
                    to.put("schedule", schedule.apply(layer));
                },
                from -> create.of(from.number("size"), from.nullable("schedule", Schedule.class)));
    }

    private interface Scheduled<T> {
        T of(double size, @Nullable Schedule schedule);
    }

    private static List<Codec<?>> penalties() {
        return List.of(
                strength(L1.class, "l1", L1::strength, L1::new),
                strength(L2.class, "l2", L2::strength, L2::new),
                strength(ProximalL1.class, "proximal_l1", ProximalL1::strength, ProximalL1::new),
                Codec.of(
                        L1L2.class,
                        "l1_l2",
                        (penalty, to) -> {
                            to.put("l1", penalty.l1());
                            to.put("l2", penalty.l2());
                        },
                        from -> new L1L2(from.get("l1", Schedule.class), from.get("l2", Schedule.class))),
                Codec.of(
                        Penalties.Sum.class,
                        "sum",
                        (sum, to) -> to.put("terms", sum.terms()),
                        from -> new Penalties.Sum(from.list("terms", Penalty.class))),
                Codec.constant("rows", Orthogonal.Units.ROWS),
                Codec.constant("columns", Orthogonal.Units.COLUMNS),
                Codec.of(
                        Orthogonal.class,
                        "orthogonal",
                        (penalty, to) -> {
                            to.put("strength", penalty.strength());
                            to.put("units", penalty.units());
                        },
                        from -> new Orthogonal(
                                from.get("strength", Schedule.class), from.get("units", Orthogonal.Units.class))));
    }

    private static <T> Codec<T> strength(
            Class<T> type, String kind, Function<T, Schedule> strength, Function<Schedule, T> create) {
        return Codec.of(
                type,
                kind,
                (penalty, to) -> to.put("strength", strength.apply(penalty)),
                from -> create.apply(from.get("strength", Schedule.class)));
    }

    private static List<Codec<?>> constraints() {
        return List.of(
                Codec.of(
                        MaxNorm.class,
                        "max_norm",
                        (norm, to) -> {
                            to.put("maximum", norm.maximum());
                            to.put("axis", norm.axis());
                            to.put("keras_compatible", norm.kerasCompatible());
                            to.put("momentum_aware", norm.momentumAware());
                        },
                        from -> new MaxNorm(
                                from.number("maximum"),
                                from.integer("axis"),
                                from.flag("keras_compatible"),
                                from.flag("momentum_aware"))),
                Codec.of(
                        MinMaxNorm.class,
                        "min_max_norm",
                        (norm, to) -> {
                            to.put("minimum", norm.minimum());
                            to.put("maximum", norm.maximum());
                            to.put("rate", norm.rate());
                            to.put("axis", norm.axis());
                            to.put("keras_compatible", norm.kerasCompatible());
                        },
                        from -> new MinMaxNorm(
                                from.number("minimum"),
                                from.number("maximum"),
                                from.number("rate"),
                                from.integer("axis"),
                                from.flag("keras_compatible"))),
                Codec.of(
                        UnitNorm.class,
                        "unit_norm",
                        (norm, to) -> {
                            to.put("axis", norm.axis());
                            to.put("keras_compatible", norm.kerasCompatible());
                        },
                        from -> new UnitNorm(from.integer("axis"), from.flag("keras_compatible"))),
                Codec.of(
                        Box.class,
                        "box",
                        (box, to) -> {
                            to.put("minimum", box.minimum());
                            to.put("maximum", box.maximum());
                        },
                        from -> new Box(from.number("minimum"), from.number("maximum"))),
                Codec.of(
                        Constraints.Sequence.class,
                        "sequence",
                        (sequence, to) -> to.put("constraints", sequence.constraints()),
                        from -> new Constraints.Sequence(from.list("constraints", Constraint.class))),
                withAxis(L1Ball.class, "l1_ball", L1Ball::radius, L1Ball::axis, L1Ball::new),
                withAxis(Simplex.class, "simplex", Simplex::total, Simplex::axis, Simplex::new),
                Codec.constant("non_negative", NonNegative.elements()));
    }

    private static <T> Codec<T> withAxis(
            Class<T> type,
            String kind,
            Function<T, Double> size,
            Function<T, Integer> axis,
            BiFunction<Double, Integer, T> create) {
        return Codec.of(
                type,
                kind,
                (constraint, to) -> {
                    to.put("size", size.apply(constraint));
                    to.put("axis", axis.apply(constraint));
                },
                from -> create.apply(from.number("size"), from.integer("axis")));
    }
}

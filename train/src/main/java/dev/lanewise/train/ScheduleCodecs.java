package dev.lanewise.train;

import dev.lanewise.layers.Codec;
import dev.lanewise.layers.Schedule;
import java.util.List;

/// How the schedules of this module are written; a constant is one of `layers`.
final class ScheduleCodecs {
    static final List<Codec<?>> ALL = List.of(
            Codec.of(
                    ExponentialDecay.class,
                    "exponential_decay",
                    (decay, to) -> {
                        to.put("initial", decay.initial());
                        to.put("steps", decay.steps());
                        to.put("rate", decay.rate());
                        to.put("staircase", decay.staircase());
                    },
                    from -> new ExponentialDecay(
                            from.number("initial"), from.number("steps"), from.number("rate"), from.flag("staircase"))),
            Codec.of(
                    InverseTimeDecay.class,
                    "inverse_time_decay",
                    (decay, to) -> {
                        to.put("initial", decay.initial());
                        to.put("steps", decay.steps());
                        to.put("rate", decay.rate());
                        to.put("staircase", decay.staircase());
                    },
                    from -> new InverseTimeDecay(
                            from.number("initial"), from.number("steps"), from.number("rate"), from.flag("staircase"))),
            Codec.of(
                    PolynomialDecay.class,
                    "polynomial_decay",
                    (decay, to) -> {
                        to.put("initial", decay.initial());
                        to.put("steps", decay.steps());
                        to.put("last", decay.last());
                        to.put("power", decay.power());
                        to.put("cycle", decay.cycle());
                    },
                    from -> new PolynomialDecay(
                            from.number("initial"),
                            from.number("steps"),
                            from.number("last"),
                            from.number("power"),
                            from.flag("cycle"))),
            Codec.of(
                    PiecewiseConstant.class,
                    "piecewise_constant",
                    (pieces, to) -> {
                        to.put("boundaries", pieces.boundaries());
                        to.put("values", pieces.values());
                    },
                    from -> new PiecewiseConstant(
                            from.list("boundaries", Long.class), from.list("values", Double.class))),
            Codec.of(
                    CosineDecay.class,
                    "cosine_decay",
                    (decay, to) -> {
                        to.put("initial", decay.initial());
                        to.put("warm_up", decay.warmUp());
                        to.put("peak", decay.peak());
                        to.put("steps", decay.steps());
                        to.put("alpha", decay.alpha());
                    },
                    from -> new CosineDecay(
                            from.number("initial"),
                            from.number("warm_up"),
                            from.number("peak"),
                            from.number("steps"),
                            from.number("alpha"))),
            Codec.of(
                    CosineRestarts.class,
                    "cosine_restarts",
                    (restarts, to) -> {
                        to.put("initial", restarts.initial());
                        to.put("first", restarts.first());
                        to.put("growth", restarts.growth());
                        to.put("shrink", restarts.shrink());
                        to.put("alpha", restarts.alpha());
                    },
                    from -> new CosineRestarts(
                            from.number("initial"),
                            from.number("first"),
                            from.number("growth"),
                            from.number("shrink"),
                            from.number("alpha"))),
            Codec.of(
                    Cyclical.class,
                    "cyclical",
                    (cyclical, to) -> {
                        to.put("low", cyclical.low());
                        to.put("high", cyclical.high());
                        to.put("steps_up", cyclical.stepsUp());
                        to.put("steps_down", cyclical.stepsDown());
                        to.put("shrink", cyclical.shrink());
                        to.put("gamma", cyclical.gamma());
                    },
                    from -> new Cyclical(
                            from.number("low"),
                            from.number("high"),
                            from.get("steps_up", Long.class),
                            from.get("steps_down", Long.class),
                            from.number("shrink"),
                            from.number("gamma"))),
            Codec.of(
                    OneCycle.class,
                    "one_cycle",
                    (cycle, to) -> {
                        to.put("phases", cycle.phases());
                        to.put("cosine", cycle.cosine());
                    },
                    from -> new OneCycle(from.list("phases", OneCycle.Phase.class), from.flag("cosine"))),
            Codec.of(
                    OneCycle.Phase.class,
                    "phase",
                    (phase, to) -> {
                        to.put("end", phase.end());
                        to.put("first", phase.first());
                        to.put("last", phase.last());
                    },
                    from -> new OneCycle.Phase(from.number("end"), from.number("first"), from.number("last"))),
            Codec.of(
                    Schedules.Chain.class,
                    "chain",
                    (chain, to) -> {
                        to.put("first", chain.first());
                        to.put("steps", chain.steps());
                        to.put("then", chain.then());
                    },
                    from -> new Schedules.Chain(
                            from.get("first", Schedule.class),
                            from.get("steps", Long.class),
                            from.get("then", Schedule.class))),
            Codec.of(
                    Schedules.PerEpoch.class,
                    "per_epoch",
                    (perEpoch, to) -> {
                        to.put("of_epoch", perEpoch.ofEpoch());
                        to.put("steps_per_epoch", perEpoch.stepsPerEpoch());
                    },
                    from -> new Schedules.PerEpoch(
                            from.get("of_epoch", Schedule.class), from.get("steps_per_epoch", Long.class))),
            Codec.of(
                    Schedules.Scaled.class,
                    "scaled",
                    (scaled, to) -> {
                        to.put("schedule", scaled.schedule());
                        to.put("factor", scaled.factor());
                    },
                    from -> new Schedules.Scaled(from.get("schedule", Schedule.class), from.number("factor"))));

    private ScheduleCodecs() {}
}

package dev.lanewise.train;

import dev.lanewise.layers.Codec;
import dev.lanewise.layers.Schedule;
import java.util.List;

/// How the optimizers of parameters are written.
final class OptimizerCodecs {
    static final List<Codec<?>> ALL = List.of(
            Codec.constant("keras", Form.KERAS),
            Codec.constant("pytorch", Form.PYTORCH),
            Codec.of(
                    Sgd.class,
                    "sgd",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("momentum", optimizer.momentum());
                        to.put("nesterov", optimizer.nesterov());
                        to.put("form", optimizer.form());
                    },
                    from -> new Sgd(
                            from.get("learning_rate", Schedule.class),
                            from.get("momentum", Schedule.class),
                            from.flag("nesterov"),
                            from.get("form", Form.class))),
            Codec.of(
                    RmsProp.class,
                    "rms_prop",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("rho", optimizer.rho());
                        to.put("momentum", optimizer.momentum());
                        to.put("epsilon", optimizer.epsilon());
                        to.put("centred", optimizer.centred());
                        to.put("form", optimizer.form());
                    },
                    from -> new RmsProp(
                            from.get("learning_rate", Schedule.class),
                            from.number("rho"),
                            from.get("momentum", Schedule.class),
                            from.number("epsilon"),
                            from.flag("centred"),
                            from.get("form", Form.class))),
            Codec.of(
                    Adagrad.class,
                    "adagrad",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("initial_accumulator", optimizer.initialAccumulator());
                        to.put("epsilon", optimizer.epsilon());
                        to.put("form", optimizer.form());
                    },
                    from -> new Adagrad(
                            from.get("learning_rate", Schedule.class),
                            from.number("initial_accumulator"),
                            from.number("epsilon"),
                            from.get("form", Form.class))),
            Codec.of(
                    Adadelta.class,
                    "adadelta",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("rho", optimizer.rho());
                        to.put("epsilon", optimizer.epsilon());
                    },
                    from -> new Adadelta(
                            from.get("learning_rate", Schedule.class), from.number("rho"), from.number("epsilon"))),
            Codec.of(
                    Adam.class,
                    "adam",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("beta1", optimizer.beta1());
                        to.put("beta2", optimizer.beta2());
                        to.put("epsilon", optimizer.epsilon());
                        to.put("amsgrad", optimizer.amsgrad());
                        to.put("form", optimizer.form());
                    },
                    from -> new Adam(
                            from.get("learning_rate", Schedule.class),
                            from.get("beta1", Schedule.class),
                            from.number("beta2"),
                            from.number("epsilon"),
                            from.flag("amsgrad"),
                            from.get("form", Form.class))),
            Codec.of(
                    Adamax.class,
                    "adamax",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("beta1", optimizer.beta1());
                        to.put("beta2", optimizer.beta2());
                        to.put("epsilon", optimizer.epsilon());
                        to.put("form", optimizer.form());
                    },
                    from -> new Adamax(
                            from.get("learning_rate", Schedule.class),
                            from.number("beta1"),
                            from.number("beta2"),
                            from.number("epsilon"),
                            from.get("form", Form.class))),
            Codec.of(
                    Nadam.class,
                    "nadam",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("beta1", optimizer.beta1());
                        to.put("beta2", optimizer.beta2());
                        to.put("epsilon", optimizer.epsilon());
                        to.put("momentum_decay", optimizer.momentumDecay());
                    },
                    from -> new Nadam(
                            from.get("learning_rate", Schedule.class),
                            from.number("beta1"),
                            from.number("beta2"),
                            from.number("epsilon"),
                            from.number("momentum_decay"))),
            Codec.of(
                    Lion.class,
                    "lion",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("beta1", optimizer.beta1());
                        to.put("beta2", optimizer.beta2());
                    },
                    from -> new Lion(
                            from.get("learning_rate", Schedule.class), from.number("beta1"), from.number("beta2"))),
            Codec.of(
                    Lamb.class,
                    "lamb",
                    (optimizer, to) -> {
                        to.put("learning_rate", optimizer.learningRate());
                        to.put("beta1", optimizer.beta1());
                        to.put("beta2", optimizer.beta2());
                        to.put("epsilon", optimizer.epsilon());
                    },
                    from -> new Lamb(
                            from.get("learning_rate", Schedule.class),
                            from.number("beta1"),
                            from.number("beta2"),
                            from.number("epsilon"))),
            new Codec<>(
                    DecoupledDecay.class,
                    "decoupled_decay",
                    // What any other function spares cannot be written.
                    value -> value instanceof DecoupledDecay decay && decay.excluded() instanceof DecoupledDecay.Roles,
                    (decay, to) -> {
                        to.put("optimizer", decay.optimizer());
                        to.put("decay", decay.decay());
                        to.put("spared", spared(decay));
                    },
                    from -> DecoupledDecay.of(from.get("optimizer", Optimizer.class), from.number("decay"))
                            .excluding(from.list("spared", String.class).toArray(String[]::new))),
            Codec.of(
                    RateFactor.class,
                    "rate_factor",
                    (scaled, to) -> {
                        to.put("optimizer", scaled.optimizer());
                        to.put("factor", scaled.factor());
                    },
                    from -> new RateFactor(from.get("optimizer", Optimizer.class), from.number("factor"))));

    private OptimizerCodecs() {}

    private static List<String> spared(DecoupledDecay decay) {
        return decay.excluded() instanceof DecoupledDecay.Roles(var roles)
                ? roles.stream().sorted().toList()
                : List.of();
    }
}

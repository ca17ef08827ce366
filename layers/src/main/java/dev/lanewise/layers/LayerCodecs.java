package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the layers, activations, initializers and schedules of this module are written.
final class LayerCodecs {
    static final List<Codec<?>> ALL = all();

    private LayerCodecs() {}

    private static List<Codec<?>> all() {
        var all = new ArrayList<Codec<?>>();
        all.addAll(constants(Activations.values()));
        all.addAll(constants(Initializers.values()));
        all.addAll(constants(VarianceScaling.Fan.values()));
        all.addAll(constants(VarianceScaling.Distribution.values()));
        all.addAll(activations());
        all.addAll(initializers());
        all.addAll(layers());
        all.addAll(containers());
        return List.copyOf(all);
    }

    private static List<Codec<?>> constants(Enum<?>[] values) {
        var all = new ArrayList<Codec<?>>();
        for (var value : values) {
            all.add(Codec.constant(value.name().toLowerCase(Locale.ROOT), value));
        }
        return all;
    }

    private static List<Codec<?>> activations() {
        return List.of(
                Codec.of(
                        Elu.class,
                        "elu_of_alpha",
                        (elu, to) -> to.put("alpha", elu.alpha()),
                        from -> new Elu(from.number("alpha"))),
                Codec.of(
                        LeakyRelu.class,
                        "leaky_relu_of_slope",
                        (leaky, to) -> to.put("slope", leaky.slope()),
                        from -> new LeakyRelu(from.number("slope"))));
    }

    private static List<Codec<?>> initializers() {
        return List.of(
                Codec.of(
                        VarianceScaling.class,
                        "variance_scaling",
                        (scaling, to) -> {
                            to.put("scale", scaling.scale());
                            to.put("fan", scaling.fan());
                            to.put("distribution", scaling.distribution());
                        },
                        from -> new VarianceScaling(
                                from.number("scale"),
                                from.get("fan", VarianceScaling.Fan.class),
                                from.get("distribution", VarianceScaling.Distribution.class))),
                Codec.of(
                        Constant.class,
                        "constant",
                        (constant, to) -> to.put("value", constant.value()),
                        from -> new Constant(from.number("value"))),
                Codec.of(
                        ConstantSchedule.class,
                        "constant",
                        (schedule, to) -> to.put("value", schedule.value()),
                        from -> new ConstantSchedule(from.number("value"))),
                Codec.of(
                        Values.class,
                        "values",
                        (values, to) -> to.put("values", values.values()),
                        from -> new Values(from.list("values", Double.class).stream()
                                .map(Double::floatValue)
                                .toList())),
                Codec.of(
                        RandomNormal.class,
                        "random_normal",
                        (normal, to) -> {
                            to.put("mean", normal.mean());
                            to.put("deviation", normal.deviation());
                        },
                        from -> new RandomNormal(from.number("mean"), from.number("deviation"))),
                Codec.of(
                        TruncatedNormal.class,
                        "truncated_normal",
                        (normal, to) -> {
                            to.put("mean", normal.mean());
                            to.put("deviation", normal.deviation());
                        },
                        from -> new TruncatedNormal(from.number("mean"), from.number("deviation"))),
                Codec.of(
                        RandomUniform.class,
                        "random_uniform",
                        (uniform, to) -> {
                            to.put("low", uniform.low());
                            to.put("high", uniform.high());
                        },
                        from -> new RandomUniform(from.number("low"), from.number("high"))),
                Codec.of(
                        Orthogonal.class,
                        "orthogonal",
                        (orthogonal, to) -> to.put("gain", orthogonal.gain()),
                        from -> new Orthogonal(from.number("gain"))),
                Codec.of(
                        IdentityMatrix.class,
                        "identity_matrix",
                        (identity, to) -> to.put("gain", identity.gain()),
                        from -> new IdentityMatrix(from.number("gain"))));
    }

    private static List<Codec<?>> layers() {
        return List.of(
                Codec.of(ParameterSpec.class, "parameter", LayerCodecs::describe, LayerCodecs::parameter),
                Codec.of(
                        Dense.class,
                        "dense",
                        (dense, to) -> {
                            to.put("units", dense.units());
                            to.put("activation", dense.activation());
                            to.put("weight", dense.weight());
                            to.put("bias", dense.bias());
                        },
                        from -> new Dense(
                                from.integer("units"),
                                from.get("activation", Activation.class),
                                from.get("weight", ParameterSpec.class),
                                from.nullable("bias", ParameterSpec.class))),
                Codec.of(
                        BatchNormalization.class,
                        "batch_normalization",
                        (layer, to) -> {
                            to.put("momentum", layer.momentum());
                            to.put("epsilon", layer.epsilon());
                            to.put("gamma", layer.gamma());
                            to.put("beta", layer.beta());
                        },
                        from -> new BatchNormalization(
                                from.number("momentum"),
                                from.number("epsilon"),
                                from.nullable("gamma", ParameterSpec.class),
                                from.nullable("beta", ParameterSpec.class))),
                Codec.of(
                        ActivationLayer.class,
                        "activation",
                        (layer, to) -> to.put("activation", layer.activation()),
                        from -> new ActivationLayer(from.get("activation", Activation.class))),
                Codec.of(
                        LayerNormalization.class,
                        "layer_normalization",
                        (layer, to) -> {
                            to.put("epsilon", layer.epsilon());
                            to.put("gamma", layer.gamma());
                            to.put("beta", layer.beta());
                        },
                        from -> new LayerNormalization(
                                from.number("epsilon"),
                                from.nullable("gamma", ParameterSpec.class),
                                from.nullable("beta", ParameterSpec.class))),
                Codec.of(
                        Normalization.class,
                        "normalization",
                        (layer, to) -> {
                            to.put("mean", layer.mean());
                            to.put("variance", layer.variance());
                        },
                        from -> new Normalization(
                                from.get("mean", Initializer.class), from.get("variance", Initializer.class))),
                Codec.of(
                        Prelu.class,
                        "prelu",
                        (layer, to) -> to.put("alpha", layer.alpha()),
                        from -> new Prelu(from.get("alpha", ParameterSpec.class))),
                Codec.of(
                        Rescaling.class,
                        "rescaling",
                        (layer, to) -> {
                            to.put("scale", layer.scale());
                            to.put("offset", layer.offset());
                        },
                        from -> new Rescaling(from.number("scale"), from.number("offset"))),
                Codec.of(
                        Reshape.class,
                        "reshape",
                        (layer, to) -> to.put("shape", layer.shape()),
                        from -> new Reshape(from.get("shape", Shape.class))),
                Codec.constant("flatten", new Flatten()),
                Codec.constant("identity", new Identity()));
    }

    private static List<Codec<?>> containers() {
        return List.of(
                Codec.of(
                        Sequential.class,
                        "sequential",
                        (layer, to) -> {
                            to.put("input", layer.input());
                            to.put("layers", layer.layers());
                        },
                        from -> new Sequential(from.get("input", Shape.class), from.list("layers", Layer.class))),
                Codec.of(
                        Stack.class,
                        "stack",
                        (layer, to) -> to.put("layers", layer.layers()),
                        from -> new Stack(from.list("layers", Layer.class))),
                Codec.of(
                        Residual.class,
                        "residual",
                        (layer, to) -> {
                            to.put("layers", layer.layers());
                            to.put("projection", layer.projection());
                        },
                        from -> new Residual(
                                from.list("layers", Layer.class), from.nullable("projection", Layer.class))),
                Codec.of(
                        Concatenate.class,
                        "concatenate",
                        (layer, to) -> to.put("branches", layer.branches()),
                        from -> new Concatenate(from.list("branches", Layer.class))),
                Codec.of(
                        Frozen.class,
                        "frozen",
                        (layer, to) -> to.put("layer", layer.layer()),
                        from -> new Frozen(from.get("layer", Layer.class))));
    }

    private static void describe(ParameterSpec spec, Map<String, @Nullable Object> to) {
        to.put("initializer", spec.initializer());
        if (spec.penalty() != Penalty.NONE) {
            to.put("penalty", spec.penalty());
        }
        if (spec.constraint() != Constraint.NONE) {
            to.put("constraint", spec.constraint());
        }
    }

    private static ParameterSpec parameter(Fields from) {
        var penalty = from.nullable("penalty", Penalty.class);
        var constraint = from.nullable("constraint", Constraint.class);
        return new ParameterSpec(
                from.get("initializer", Initializer.class),
                penalty == null ? Penalty.NONE : penalty,
                constraint == null ? Constraint.NONE : constraint);
    }
}

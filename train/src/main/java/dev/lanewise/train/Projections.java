package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Projects every parameter with a constraint onto its set and, where somebody watches, notes what lay outside.
final class Projections {
    private final List<Parameter> constrained;
    private final @Nullable Tensor[] velocities;
    private @Nullable Map<String, Clipping> watched;

    /// Finds the constraints.
    ///
    /// @param optimizers the one of each parameter
    /// @param slots what they remember
    Projections(List<Parameter> parameters, List<Optimizer> optimizers, float[][] slots) {
        constrained = parameters.stream()
                .filter(parameter -> parameter.constraint() != Constraint.NONE)
                .toList();
        velocities = new Tensor[constrained.size()];
        for (int i = 0; i < velocities.length; i++) {
            int slot = optimizers.get(parameters.indexOf(constrained.get(i))).velocity();
            var value = constrained.get(i).value();
            velocities[i] = slot < 0 ? null : Tensor.wrap(slots[slot], value.offset(), value.shape());
        }
    }

    /// Begins to note what lies outside, by parameter.
    Map<String, Clipping> watch() {
        if (watched == null) {
            var empty = new LinkedHashMap<String, Clipping>();
            constrained.forEach(parameter -> empty.put(parameter.name(), new Clipping()));
            watched = Collections.unmodifiableMap(empty);
        }
        return watched;
    }

    /// Returns what was noted; empty if nobody watches.
    Map<String, Clipping> watched() {
        return watched == null ? Map.of() : watched;
    }

    /// Projects every parameter, and its velocity if there is one.
    void project() {
        for (int i = 0; i < velocities.length; i++) {
            var parameter = constrained.get(i);
            var clipping = watched == null ? null : watched.get(parameter.name());
            if (clipping == null) {
                parameter.constraint().project(parameter.value());
            } else {
                parameter.constraint().project(parameter.value(), clipping);
            }
            var velocity = velocities[i];
            if (velocity != null) {
                parameter.constraint().projectVelocity(parameter.value(), velocity);
            }
        }
    }
}

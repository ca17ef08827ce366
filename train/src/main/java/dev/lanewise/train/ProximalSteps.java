package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.ProximalPenalty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps that proximal penalties make after the optimizer's, measured by its step sizes.
final class ProximalSteps {
    private final List<Parameter> parameters;
    private final List<Optimizer> optimizers;
    private final @Nullable ProximalPenalty[] penalties;
    private final @Nullable Tensor[] stepSizes;
    private float[] sizes = {};

    /// Finds the proximal penalties.
    ///
    /// @param optimizers the one of each parameter
    /// @throws UnsupportedOperationException if one of a parameter with such a penalty gives no step sizes
    ProximalSteps(List<Parameter> parameters, List<Optimizer> optimizers, int valuesLength) {
        this.parameters = parameters;
        this.optimizers = optimizers;
        penalties = new ProximalPenalty[parameters.size()];
        stepSizes = new Tensor[parameters.size()];
        for (int i = 0; i < penalties.length; i++) {
            var penalty = parameters.get(i).penalty();
            if (penalty instanceof ProximalPenalty proximal
                    && penalty.terms().stream().anyMatch(ProximalPenalty.class::isInstance)) {
                sizes = sizes.length == 0 ? new float[valuesLength] : sizes;
                penalties[i] = proximal;
                var value = parameters.get(i).value();
                stepSizes[i] = Tensor.wrap(sizes, value.offset(), value.shape());
                var optimizer = optimizers.get(i);
                // An empty range: nothing is computed, but who gives no step sizes says so now.
                optimizer.stepSizes(
                        new float[optimizer.slots()][0], 0, 0, new double[optimizer.coefficients()], new float[0]);
            }
        }
    }

    /// Makes the step of a parameter that has just been updated.
    void make(int index, float[][] slots, double[] coefficients, long step) {
        var penalty = penalties[index];
        var own = stepSizes[index];
        if (penalty != null && own != null) {
            optimizers.get(index).stepSizes(slots, own.offset(), own.offset() + own.size(), coefficients, own.array());
            penalty.shrink(parameters.get(index).value(), own, step);
        }
    }
}

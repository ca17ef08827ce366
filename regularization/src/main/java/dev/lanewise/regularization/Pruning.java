package dev.lanewise.regularization;

import dev.lanewise.layers.ActivationLayer;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Frozen;
import dev.lanewise.layers.Identity;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Layer;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ParameterSpec;
import dev.lanewise.layers.Rescaling;
import dev.lanewise.layers.Sequential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Removes units that do nothing, as [ProximalL1] leaves them, so that a smaller network gives the same outputs.
public final class Pruning {
    private Pruning() {}

    /// Returns a smaller network that predicts the same.
    ///
    /// A unit of a dense layer is removed if all its outgoing weights are 0, or if all its incoming ones are: its
    /// output is then a constant, which the bias of the next dense layer takes over. This is repeated until nothing
    /// is left to remove; one unit a layer stays. It is done between two dense layers of the network's own stack
    /// with nothing but noise, rescalings and elementwise activations between them; all else is copied, training
    /// state is not.
    ///
    /// Units without outgoing weights, and constants of 0, leave every output as it is, bit for bit. Other
    /// constants enter the sum of the next layer at another place, so its outputs move by roundings: for n summands
    /// by at most about (n + 1)·2⁻²⁴ of the sum of their magnitudes.
    ///
    /// @param model a trained network; stays as it is
    public static Model removeDeadUnits(Model model) {
        var layers = new ArrayList<>(model.layers());
        var values = new HashMap<String, float[]>();
        for (var parameter : model.parameters()) {
            values.put(parameter.name(), parameter.value().toArray());
        }
        var names = denseNames(layers);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int first = 0; first < layers.size(); first++) {
                int second = next(layers, first);
                changed |= second > 0 && prune(layers, first, second, names, values);
            }
        }
        var smaller = new Sequential(model.description().input(), layers).build(model.seed());
        for (var parameter : smaller.parameters()) {
            float[] kept = values.get(parameter.name());
            System.arraycopy(
                    kept, 0, parameter.value().array(), parameter.value().offset(), kept.length);
        }
        return smaller;
    }

    /// Returns the name of the dense layer at each place, as parameters bear it, and nothing for others.
    private static Map<Integer, String> denseNames(List<Layer> layers) {
        var names = new HashMap<Integer, String>();
        int count = 0;
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i);
            while (layer instanceof Frozen frozen) {
                layer = frozen.layer();
            }
            if (layer instanceof Dense) {
                names.put(i, "dense_" + ++count);
            }
        }
        return names;
    }

    /// Returns the place of the dense layer that reads the units of the one at a place, or −1.
    private static int next(List<Layer> layers, int first) {
        if (!(layers.get(first) instanceof Dense dense) || dense.activation() == Activations.SOFTMAX) {
            return -1;
        }
        for (int i = first + 1; i < layers.size(); i++) {
            var layer = layers.get(i);
            if (layer instanceof Dense) {
                return i;
            }
            boolean elementwise =
                    layer instanceof ActivationLayer activation && activation.activation() != Activations.SOFTMAX;
            if (!elementwise && !passes(layer)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean passes(Layer layer) {
        var left = layer.forInference();
        return left instanceof Identity || left instanceof Rescaling;
    }

    private static boolean prune(
            List<Layer> layers, int first, int second, Map<Integer, String> names, Map<String, float[]> values) {
        var units = new UnitSearch(layers.subList(first, second + 1), names.get(first), names.get(second), values);
        int kept = units.search();
        var dense = (Dense) layers.get(first);
        if (kept == dense.units()) {
            return false;
        }
        layers.set(first, dense.withUnits(kept));
        var reader = (Dense) layers.get(second);
        if (reader.bias() == null && units.movesBias()) {
            layers.set(second, reader.withBias(ParameterSpec.of(Initializers.ZEROS)));
        }
        units.remove();
        return true;
    }
}

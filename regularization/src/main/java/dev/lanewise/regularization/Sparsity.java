package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many numbers of a model are exactly 0, as after [ProximalL1]: parameter by parameter.
///
/// @param parameters those of the model in order, without moving statistics
public record Sparsity(List<Share> parameters) {
    /// The zeros of one parameter.
    ///
    /// @param name as `dense_1/weight`
    /// @param size how many numbers it has
    /// @param zeros how many of them are 0
    /// @param units how many columns a matrix has, the units of a dense layer; 0 for a vector
    /// @param deadUnits how many columns are zeros throughout: such a unit's output does not depend on its input
    public record Share(String name, int size, int zeros, int units, int deadUnits) {
        /// Returns the fraction of zeros.
        public double fraction() {
            return (double) zeros / size;
        }
    }

    /// Copies the list.
    public Sparsity {
        parameters = List.copyOf(parameters);
    }

    /// Returns the zeros of a model as it is.
    public static Sparsity of(Model model) {
        var shares = new ArrayList<Share>();
        for (var parameter : model.parameters()) {
            if (parameter.trainable()) {
                shares.add(share(parameter.name(), parameter.value()));
            }
        }
        return new Sparsity(shares);
    }

    private static Share share(String name, Tensor value) {
        boolean matrix = value.shape().rank() == 2;
        int columns = matrix ? value.columns() : 0;
        int[] zerosOfUnit = new int[Math.max(1, columns)];
        int zeros = 0;
        for (int i = 0; i < value.size(); i++) {
            int zero = value.get(i) == 0 ? 1 : 0;
            zeros += zero;
            zerosOfUnit[matrix ? i % columns : 0] += zero;
        }
        int dead = 0;
        for (int unit = 0; unit < columns; unit++) {
            dead += zerosOfUnit[unit] == value.rows() ? 1 : 0;
        }
        return new Share(name, value.size(), zeros, columns, dead);
    }

    /// Returns the zeros of one parameter.
    ///
    /// @throws IllegalArgumentException if the model has no trained parameter of that name
    public Share of(String name) {
        return parameters.stream()
                .filter(share -> share.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no parameter '" + name + "'; there are "
                        + parameters.stream().map(Share::name).toList()));
    }

    /// Returns a table for people, a line a parameter.
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var share : parameters) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %9d of %9d zero (%5.1f %%)%s%n",
                    share.name(),
                    share.zeros(),
                    share.size(),
                    100 * share.fraction(),
                    share.units() == 0 ? "" : ", " + share.deadUnits() + " of " + share.units() + " units dead"));
        }
        return text.toString();
    }
}

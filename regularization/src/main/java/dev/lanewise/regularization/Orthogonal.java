package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Schedule;

/// A penalty on the cosines between units, which is 0 where all are orthogonal, as Keras' `OrthogonalRegularizer`:
/// strength·Σ |cos(i,j)| over the pairs i < j, divided by the number of pairs.
///
/// With unit vectors u and k = strength / pairs, the gradient is ∂/∂w_i = k·(Σ_j sign(cos(i,j))·u_j − Σ_j
/// |cos(i,j)|·u_i) / ‖w_i‖ over j ≠ i. A unit of zeros is orthogonal to all and has no gradient.
///
/// @param strength finite and at least 0 at every step; Keras has 0.01 as its default
/// @param units whether a unit is a column, as in a weight of (inputs, units), or a row
public record Orthogonal(Schedule strength, Units units) implements Penalty {
    /// Which lines of a matrix are to be orthogonal.
    public enum Units {
        /// The rows, Keras' `mode="rows"`.
        ROWS,
        /// The columns, Keras' `mode="columns"`.
        COLUMNS
    }

    /// Checks the strength of the first step.
    ///
    /// @throws IllegalArgumentException unless it is finite and at least 0
    public Orthogonal {
        Strengths.at("an orthogonal penalty", strength, 0);
    }

    /// Returns the penalty on the columns, which are the units of a dense layer.
    ///
    /// @throws IllegalArgumentException unless the strength is finite and at least 0
    public static Orthogonal columns(double strength) {
        return new Orthogonal(Schedule.constant(strength), Units.COLUMNS);
    }

    /// Returns the penalty on the rows.
    ///
    /// @throws IllegalArgumentException unless the strength is finite and at least 0
    public static Orthogonal rows(double strength) {
        return new Orthogonal(Schedule.constant(strength), Units.ROWS);
    }

    /// Returns the penalty.
    ///
    /// @throws IllegalArgumentException unless the parameter is a matrix
    @Override
    public double value(Tensor parameter, long step) {
        return share(parameter, step) * Cosines.of(parameter, units).sum();
    }

    @Override
    public double addGradient(Tensor parameter, Tensor gradient, long step) {
        double share = share(parameter, step);
        var cosines = Cosines.of(parameter, units);
        double sum = cosines.sum();
        cosines.addGradient(share, gradient);
        return share * sum;
    }

    private double share(Tensor parameter, long step) {
        if (parameter.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "an orthogonal penalty needs a matrix, but the parameter has shape " + parameter.shape());
        }
        long n = units == Units.COLUMNS ? parameter.columns() : parameter.rows();
        double now = Strengths.at("an orthogonal penalty", strength, step);
        return n < 2 ? 0 : now / (0.5 * n * (n - 1));
    }
}

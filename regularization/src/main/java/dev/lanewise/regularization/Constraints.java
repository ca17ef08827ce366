package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Clipping;
import dev.lanewise.layers.Constraint;
import java.util.List;

/// Constraints made of constraints.
public final class Constraints {
    record Sequence(List<Constraint> constraints) implements Constraint {
        @Override
        public void project(Tensor parameter) {
            for (int i = 0; i < constraints.size(); i++) {
                constraints.get(i).project(parameter);
            }
        }

        @Override
        public void project(Tensor parameter, Clipping clipping) {
            for (int i = 0; i < constraints.size(); i++) {
                constraints.get(i).project(parameter, clipping);
            }
        }

        @Override
        public void projectVelocity(Tensor parameter, Tensor velocity) {
            for (int i = 0; i < constraints.size(); i++) {
                constraints.get(i).projectVelocity(parameter, velocity);
            }
        }

        @Override
        public boolean holdsAtBuild() {
            return constraints.stream().allMatch(Constraint::holdsAtBuild);
        }
    }

    private Constraints() {}

    /// Returns the constraints one after the other.
    ///
    /// The last one holds; the others hold as far as it leaves them alone, as [MaxNorm] leaves [NonNegative]. Where
    /// it does not, this is no projection onto what they have in common, and doing it twice may move the parameter
    /// again.
    public static Constraint sequence(Constraint... constraints) {
        return new Sequence(List.of(constraints));
    }
}

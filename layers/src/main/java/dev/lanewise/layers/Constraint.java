package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// A set that a parameter is kept in: it is projected after build and after every update.
@FunctionalInterface
public interface Constraint {
    /// No constraint.
    Constraint NONE = new Constraint() {
        @Override
        public void project(Tensor parameter) {}

        @Override
        public String toString() {
            return "none";
        }
    };

    /// Moves the parameter into the set, in place; what is inside stays as it is, bit for bit.
    void project(Tensor parameter);

    /// Does what [#project(Tensor)] does and notes what lay outside; notes nothing unless overridden.
    default void project(Tensor parameter, Clipping clipping) {
        project(parameter);
    }

    /// Removes from a velocity what would push a parameter out of the set that it has just been projected onto;
    /// nothing unless overridden.
    ///
    /// @param parameter the projected values
    /// @param velocity what the optimizer is about to add to them again, changed in place
    default void projectVelocity(Tensor parameter, Tensor velocity) {}

    /// Returns whether the set must hold from the start on, so that a network is projected when it is built; true
    /// unless overridden, as the forms that follow Keras do.
    default boolean holdsAtBuild() {
        return true;
    }
}

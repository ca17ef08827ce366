package dev.lanewise.train;

import dev.lanewise.layers.Clipping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of a checkpoint that is what watched constraints have clipped.
final class ClippingState {
    private ClippingState() {}

    static void save(Map<String, Clipping> watched, State state) {
        watched.forEach((name, clipping) -> {
            state.part("clipped").put(name, clipping.clipped());
            state.part("largest_norm").put(name, clipping.largestNorm());
        });
    }

    /// Returns the change to what was saved.
    static Runnable restored(Map<String, Clipping> watched, State state) {
        List<Runnable> changes = new ArrayList<>();
        watched.forEach((name, clipping) -> {
            int clipped = (int) state.part("clipped").number(name);
            double largest = state.part("largest_norm").number(name);
            changes.add(() -> {
                clipping.clear();
                clipping.note(clipped, largest);
            });
        });
        return () -> changes.forEach(Runnable::run);
    }
}

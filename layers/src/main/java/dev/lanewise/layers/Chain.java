package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The layers of a network one after another, those of stacks in their places, and the first of them that is random in
/// Monte-Carlo mode: all before it is the same in every pass.
final class Chain {
    private final Slot[] slots;
    private final int noise;

    private Chain(Slot[] slots) {
        this.slots = slots;
        int first = 0;
        while (first < slots.length && !slots[first].place().layer().random(Mode.MONTE_CARLO)) {
            first++;
        }
        noise = first;
    }

    static Chain of(Slot network) {
        var slots = new ArrayList<Slot>();
        append(network, slots);
        return new Chain(slots.toArray(Slot[]::new));
    }

    private static void append(Slot around, List<Slot> slots) {
        for (var slot : around.inner()) {
            if (isStack(slot.place().layer())) {
                append(slot, slots);
            } else {
                slots.add(slot);
            }
        }
    }

    private static boolean isStack(Layer layer) {
        return switch (layer) {
            case Frozen frozen -> isStack(frozen.layer());
            case Sequential _, Stack _ -> true;
            default -> false;
        };
    }

    boolean hasNoise() {
        return noise < slots.length;
    }

    /// Returns the shape of an example that reaches the first random layer.
    Shape shapeAtNoise() {
        return slots[noise].place().input();
    }

    /// Returns what reached the first random layer in the last run.
    Tensor reachedNoise() {
        if (!hasNoise()) {
            throw new IllegalStateException("no layer is random in Monte-Carlo mode");
        }
        return slots[noise].reached();
    }

    /// Runs what reaches the first random layer through it and all layers behind it.
    Tensor runFromNoise(Tensor input) {
        var value = input;
        for (int i = noise; i < slots.length; i++) {
            value = slots[i].run(value);
        }
        return value;
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import org.jspecify.annotations.Nullable;

/// Batches read with other shapes; the last few views are kept, so that a steady run makes none.
final class Views {
    private static final int KEPT = 8;

    private final @Nullable Tensor[] sources = new @Nullable Tensor[KEPT];
    private final @Nullable Tensor[] views = new @Nullable Tensor[KEPT];
    private final @Nullable Shape[] rows = new @Nullable Shape[KEPT];
    private int oldest;

    /// Returns a view of a tensor whose rows have this shape; there are as many as it has elements for.
    Tensor of(Tensor source, Shape row) {
        for (int i = 0; i < KEPT; i++) {
            var view = views[i];
            if (view != null && sources[i] == source && rows[i] == row) {
                return view;
            }
        }
        var view = source.reshape(row.batch(source.size() / row.size()));
        sources[oldest] = source;
        views[oldest] = view;
        rows[oldest] = row;
        oldest = (oldest + 1) % KEPT;
        return view;
    }
}

package dev.lanewise.layers;

import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of a batch that holds the rows of several passes one after another; those of the last batch are kept, so
/// that a steady run makes none.
final class PassViews {
    private final List<Tensor> parts = new ArrayList<>();
    private @Nullable Tensor whole;

    /// Returns the part of a pass.
    ///
    /// @param rows of one pass
    Tensor of(Tensor batch, int pass, int rows) {
        if (whole != batch || parts.getFirst().rows() != rows) {
            whole = batch;
            parts.clear();
        }
        while (parts.size() <= pass) {
            parts.add(batch.rows(parts.size() * rows, (parts.size() + 1) * rows));
        }
        return parts.get(pass);
    }
}

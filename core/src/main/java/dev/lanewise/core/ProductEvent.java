package dev.lanewise.core;

import jdk.jfr.Category;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// A matrix product in a flight recording. There may be many thousand a second, so it is off unless a recording asks
/// for `dev.lanewise.Product`; a product then costs one look at whether it does, and makes no object.
@Name("dev.lanewise.Product")
@Label("Matrix Product")
@Category("Lanewise")
@Enabled(false)
@StackTrace(false)
final class ProductEvent extends Event {
    /// Never recorded: asked whether events are.
    private static final ProductEvent SWITCH = new ProductEvent();

    @Label("Product")
    String product = "";

    @Label("Rows of the Result")
    int rows;

    @Label("Columns of the Result")
    int columns;

    @Label("Summed Index")
    int depth;

    /// Returns an event that has begun, or null where none is asked for.
    static @Nullable ProductEvent begun() {
        if (!SWITCH.isEnabled()) {
            return null;
        }
        var event = new ProductEvent();
        event.begin();
        return event;
    }

    /// Ends an event, if there is one.
    static void end(@Nullable ProductEvent event, String product, Tensor c, int depth) {
        if (event != null) {
            event.product = product;
            event.rows = c.rows();
            event.columns = c.columns();
            event.depth = depth;
            event.commit();
        }
    }
}

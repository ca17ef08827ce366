package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProductEventTest {
    @TempDir
    private Path folder = Path.of("");

    private static void multiply() {
        var a = Tensor.zeros(Shape.of(3, 5));
        var b = Tensor.zeros(Shape.of(5, 2));
        var c = Tensor.zeros(Shape.of(3, 2));
        var engine = Engine.singleThreaded();
        Products.multiply(engine, a, b, null, c);
        Products.multiplyTransposedLeft(engine, a, c, Tensor.zeros(Shape.of(5, 2)));
        Products.multiplyTransposedRight(engine, c, b, Tensor.zeros(Shape.of(3, 5)));
    }

    private List<RecordedEvent> events(boolean wanted) throws IOException {
        var file = folder.resolve("products-" + wanted + ".jfr");
        try (var recording = new Recording()) {
            if (wanted) {
                recording.enable("dev.lanewise.Product");
            }
            recording.start();
            multiply();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("dev.lanewise.Product"))
                .toList();
    }

    @Test
    void shouldShowProductsWithTheirSizesOnlyWhereARecordingAsksForThem() throws IOException {
        assertNull(ProductEvent.begun());
        assertEquals(List.of(), events(false));
        var events = events(true);
        assertEquals(
                List.of("A·B 3×2 of 5", "Aᵀ·B 5×2 of 3", "A·Bᵀ 3×5 of 2"),
                events.stream()
                        .map(event -> event.getString("product") + ' ' + event.getInt("rows") + '×'
                                + event.getInt("columns") + " of " + event.getInt("depth"))
                        .toList());
        assertTrue(events.getFirst().getDuration().toNanos() >= 0);
        assertNull(ProductEvent.begun());
    }
}

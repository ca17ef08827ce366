package dev.lanewise.examples.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {
    private static final Cells CELLS = new Cells(Cells.MISSING, false);

    private static void assertEncodes(Column column, String cell, Column.Found found, float... inputs) {
        float[] row = new float[column.width()];
        assertEquals(found, column.encode(cell, CELLS, row, 0));
        assertArrayEquals(inputs, row);
    }

    @Test
    void shouldStandardizeNumbersAndMarkMissingOnes() {
        var column = new Column("age", Kind.NUMBER, 30, 4, true, List.of(), false);
        assertEncodes(column, " 36 ", Column.Found.VALUE, 1.5f, 0);
        assertEncodes(column, "1e9", Column.Found.VALUE, 10, 0);
        assertEncodes(column, "", Column.Found.MISSING, 0, 1);
        assertEncodes(column, "old", Column.Found.UNREADABLE, 0, 1);
    }

    @Test
    void shouldKeepSecondsOfADate() {
        // A float has 24 bits, too few for 1.7e9 and 1.7e9 + 1; their difference from the mean is exact.
        var column = new Column("time", Kind.NUMBER, 1.7e9, 2, false, List.of(), false);
        assertEncodes(column, "1700000001", Column.Found.VALUE, 0.5f);
    }

    @Test
    void shouldGiveCategoriesAnInputEach() {
        var column = new Column("city", Kind.CATEGORY, 0, 0, true, List.of("Rome", "Oslo"), true);
        assertEncodes(column, "Oslo ", Column.Found.VALUE, 0, 1, 0, 0);
        assertEncodes(column, "Bonn", Column.Found.OTHER, 0, 0, 1, 0);
        assertEncodes(column, "NA", Column.Found.MISSING, 0, 0, 0, 1);
        var closed = new Column("city", Kind.CATEGORY, 0, 0, false, List.of("Rome", "Oslo"), false);
        assertEncodes(closed, "Bonn", Column.Found.OTHER, 0, 0);
        assertEncodes(closed, "", Column.Found.MISSING, 0, 0);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Column("x", Kind.NUMBER, Double.NaN, 1, false, List.of(), false));
        assertThrows(
                IllegalArgumentException.class, () -> new Column("x", Kind.NUMBER, 0, -1, false, List.of(), false));
        assertThrows(
                IllegalArgumentException.class, () -> new Column("x", Kind.IGNORED, 0, 1, false, List.of(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-2.5e3, -2500",
        "+.5, 0.5",
        "'1,5', NaN",
        "1d, NaN",
        "0x10, NaN",
        "NaN, NaN",
        "Infinity, NaN",
        "1e39, NaN",
        "3e38, 3e38",
        "e, NaN",
        "1-2, NaN",
        "--1, NaN",
        "'1 2', NaN"
    })
    void shouldTellNumbersFromTexts(String cell, double number) {
        assertEquals(number, CELLS.number(cell));
    }

    @Test
    void shouldReadEveryDecimalAsTheJdkDoes() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int j = 1 + random.nextInt(18); j > 0; j--) {
                text.append((char) ('0' + random.nextInt(10)));
            }
            text.insert(text.length() - random.nextInt(text.charAt(0) == '-' ? text.length() : text.length() + 1), '.');
            assertEquals(Double.parseDouble(text.toString()), CELLS.number(text.toString()), text.toString());
        }
    }

    @Test
    void shouldReadDecimalCommas() {
        var cells = new Cells(List.of(), true);
        assertEquals(3.14, cells.number("3,14"));
        assertEquals(Double.NaN, cells.number("3.14"));
    }
}

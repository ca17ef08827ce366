package dev.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.core.Samples;
import dev.lanewise.core.internal.scalar.ScalarSums;
import dev.lanewise.core.internal.vector.VectorSums;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumKernelsTest {
    private static final SumKernels SCALAR = new ScalarSums();
    private static final SumKernels VECTOR = new VectorSums();
    private static final double[] LANES = new double[SumKernels.LANES];

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65, 127, 300, 1000, 4099})
    void shouldGiveTheBitsOfTheScalarTwin(int n) {
        float[] x = Samples.normal(1, n + 8);
        for (int i = 0; i < n; i += 5) {
            x[5 + i] = i % 2 == 0 ? 0f : -0f;
        }
        float[] expected = Samples.normal(2, n + 8);
        float[] actual = expected.clone();
        assertEquals(SCALAR.absolutes(x, 5, n, LANES), VECTOR.absolutes(x, 5, n, LANES));
        assertEquals(SCALAR.squares(x, 5, n, LANES), VECTOR.squares(x, 5, n, LANES));
        assertEquals(SCALAR.absolutes(x, 5, n, LANES), VECTOR.addSigns(0.3f, x, 5, actual, 3, n, LANES));
        assertEquals(SCALAR.absolutes(x, 5, n, LANES), SCALAR.addSigns(0.3f, x, 5, expected, 3, n, LANES));
        Samples.assertSameBits(expected, actual, "signs, " + n);
        assertEquals(SCALAR.squares(x, 5, n, LANES), VECTOR.addScaled(-0.7f, x, 5, actual, 3, n, LANES));
        assertEquals(SCALAR.squares(x, 5, n, LANES), SCALAR.addScaled(-0.7f, x, 5, expected, 3, n, LANES));
        Samples.assertSameBits(expected, actual, "scaled, " + n);
    }

    @Test
    void shouldKeepTheWrittenOrder() {
        float[] chain = new float[97];
        chain[0] = 1f;
        chain[32] = 0x1p-53f;
        chain[64] = 0x1p-53f;
        chain[96] = 0x1p-53f;
        assertEquals(1, SCALAR.absolutes(chain, 0, 97, LANES), "each is lost in the chain of lane 0, or after all");
        chain[32] = 0;
        chain[33] = 0x1p-53f;
        assertEquals(1, SCALAR.absolutes(chain, 0, 97, LANES), "one in lane 1 is lost when the lanes are joined");
        chain[1] = 0x1p-53f;
        chain[96] = 0;
        assertEquals(1 + 0x1p-52, SCALAR.absolutes(chain, 0, 97, LANES), "two in lane 1 count");
        chain[1] = 0;
        chain[33] = 0;
        chain[16] = 0x1p-53f;
        assertEquals(1, SCALAR.absolutes(chain, 0, 97, LANES), "one in the third quarter is lost");
        chain[24] = 0x1p-53f;
        assertEquals(1 + 0x1p-52, SCALAR.absolutes(chain, 0, 97, LANES), "the third quarter meets the fourth first");
    }

    @Test
    void shouldLeaveWhatIsBesideTheRange() {
        float[] y = new float[60];
        VECTOR.addSigns(1f, Samples.normal(3, 60), 4, y, 8, 41, LANES);
        VECTOR.addScaled(1f, Samples.normal(3, 60), 4, y, 8, 41, LANES);
        assertArrayEquals(new float[8], Arrays.copyOf(y, 8));
        assertArrayEquals(new float[11], Arrays.copyOfRange(y, 49, 60));
    }

    @Test
    void shouldCarryNaNIntoTheSum() {
        float[] x = new float[40];
        x[37] = Float.NaN;
        assertEquals(Double.NaN, VECTOR.addSigns(1f, x, 0, new float[40], 0, 40, LANES));
        assertEquals(Double.NaN, VECTOR.addScaled(1f, x, 0, new float[40], 0, 40, LANES));
        assertEquals(Double.NaN, SCALAR.squares(x, 0, 40, LANES));
    }
}

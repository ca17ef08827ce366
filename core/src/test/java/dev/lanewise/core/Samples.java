package dev.lanewise.core;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Random;

/// Seeded numbers and the comparisons that several tests share.
public final class Samples {
    /// Half the distance from 1 to the next float: the unit roundoff.
    public static final double ROUNDOFF = 0x1p-24;

    private static final int ROUNDS = 5_000;
    private static final MethodHandle ALLOCATED_BYTES = allocatedBytesHandle();

    private Samples() {}

    /// Returns standard normal numbers that follow from the seed.
    public static float[] normal(long seed, int n) {
        var random = new Random(seed);
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// Returns a tensor of standard normal numbers, at an odd offset into its array.
    public static Tensor tensor(long seed, int... lengths) {
        var shape = Shape.of(lengths);
        return Tensor.wrap(normal(seed, shape.size() + 3), 3, shape);
    }

    /// Fails unless both arrays have the same bits; every NaN counts as the same.
    public static void assertSameBits(float[] expected, float[] actual, Object what) {
        if (Arrays.equals(expected, actual)) {
            return;
        }
        int at = Arrays.mismatch(expected, actual);
        fail(what + ": element " + at + " should be " + Float.toHexString(expected[at]) + ", but is "
                + Float.toHexString(actual[at]));
    }

    /// Runs an action until three rounds of ten runs in a row allocate nothing on this thread.
    ///
    /// Vectors are objects until C2 has compiled their method, so the number of rounds before that is generous.
    public static void assertAllocatesNothing(Runnable action, Object what) {
        int quiet = 0;
        long last = 0;
        for (int round = 0; round < ROUNDS && quiet < 3; round++) {
            long before = allocatedBytes();
            for (int i = 0; i < 10; i++) {
                action.run();
            }
            last = allocatedBytes() - before;
            quiet = last == 0 ? quiet + 1 : 0;
        }
        assertTrue(quiet == 3, what + " still allocates " + last + " bytes in ten runs");
    }

    private static long allocatedBytes() {
        try {
            return (long) ALLOCATED_BYTES.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /// Finds `com.sun.management.ThreadMXBean` by name, since the module under test does not read its module. A
    /// handle bound to the bean, unlike a reflective call, makes no object of its result.
    private static MethodHandle allocatedBytesHandle() {
        try {
            var bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            return MethodHandles.lookup()
                    .findVirtual(
                            Class.forName("com.sun.management.ThreadMXBean"),
                            "getCurrentThreadAllocatedBytes",
                            MethodType.methodType(long.class))
                    .bindTo(bean);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }
}

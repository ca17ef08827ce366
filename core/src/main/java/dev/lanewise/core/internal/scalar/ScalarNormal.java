package dev.lanewise.core.internal.scalar;

/// A standard normal number from 32 random bits, by inverting the distribution function in float32: the definition
/// that the vector kernel repeats lane by lane.
///
/// The highest bit is the sign. The other 31 give the probability p = (k + ½)/2³² of what lies beyond the number,
/// so that the greatest number is 6.3. With x = 1 − 2p and w = −ln(4p(1 − p)) the number is x times a polynomial: in w
/// up to 6 (C), in √w above (T). The form is that of Giles, Approximating the erfinv function, GPU Computing
/// Gems 2, 2011; the coefficients interpolate at Chebyshev nodes (`normal_quantile.py` beside the tests).
public final class ScalarNormal {
    /// From this w on the polynomial is that in √w.
    public static final float TAIL = 6f;
    /// The centre of the polynomial in w.
    public static final float CENTRE_C = 3f;
    /// The centre of the polynomial in √w.
    public static final float CENTRE_T = 3.625f;
    /// The polynomial in w − [#CENTRE_C].
    public static final float C0 = 0x1.25e47cp+1f;
    /// See [#C0].
    public static final float C1 = 0x1.5deb10p-2f;
    /// See [#C0].
    public static final float C2 = -0x1.09eec8p-7f;
    /// See [#C0].
    public static final float C3 = -0x1.35ffb0p-10f;
    /// See [#C0].
    public static final float C4 = 0x1.21e668p-12f;
    /// See [#C0].
    public static final float C5 = -0x1.2d8faap-16f;
    /// See [#C0].
    public static final float C6 = -0x1.66743ep-19f;
    /// See [#C0].
    public static final float C7 = 0x1.549456p-21f;
    /// See [#C0].
    public static final float C8 = -0x1.9466f6p-28f;
    /// See [#C0].
    public static final float C9 = -0x1.0a5508p-27f;
    /// The polynomial in √w − [#CENTRE_T].
    public static final float T0 = 0x1.394b8ap+2f;
    /// See [#T0].
    public static final float T1 = 0x1.6cf882p+0f;
    /// See [#T0].
    public static final float T2 = 0x1.e10dfcp-9f;
    /// See [#T0].
    public static final float T3 = -0x1.2984bap-9f;
    /// See [#T0].
    public static final float T4 = 0x1.137146p-10f;
    /// See [#T0].
    public static final float T5 = -0x1.39fad0p-11f;
    /// See [#T0].
    public static final float T6 = 0x1.b82346p-12f;
    /// See [#T0].
    public static final float T7 = -0x1.e3ce0ep-13f;
    /// See [#T0].
    public static final float T8 = 0x1.e58054p-15f;

    private ScalarNormal() {}

    /// Returns the number of these bits.
    public static float of(int bits) {
        float p = Math.fma((float) (bits & 0x7fffffff), 0x1p-32f, 0x1p-33f);
        float x = Math.fma(-2f, p, 1f);
        float w = -ScalarMath.log(4f * p * (1f - p));
        float magnitude = x * (w < TAIL ? central(w - CENTRE_C) : tail((float) Math.sqrt(w) - CENTRE_T));
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | bits & 0x80000000);
    }

    private static float central(float v) {
        float q = Math.fma(Math.fma(Math.fma(Math.fma(C9, v, C8), v, C7), v, C6), v, C5);
        return Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(q, v, C4), v, C3), v, C2), v, C1), v, C0);
    }

    private static float tail(float v) {
        float q = Math.fma(Math.fma(Math.fma(Math.fma(T8, v, T7), v, T6), v, T5), v, T4);
        return Math.fma(Math.fma(Math.fma(Math.fma(q, v, T3), v, T2), v, T1), v, T0);
    }
}

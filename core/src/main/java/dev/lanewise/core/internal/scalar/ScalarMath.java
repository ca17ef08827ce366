package dev.lanewise.core.internal.scalar;

/// The elementary functions as polynomials in float32: the definition that the vector kernels repeat lane by lane.
///
/// Only additions, multiplications, fused multiply-adds, divisions and bit operations occur, so every way of running
/// this gives the same bits. The coefficients interpolate at Chebyshev nodes (`polynomials.py` beside the tests).
public final class ScalarMath {
    /// log2(e).
    public static final float LOG2_E = 0x1.715476p+0f;
    /// The high bits of ln 2; times an integer below 2¹² it is exact.
    public static final float LN2_HIGH = 0x1.62ep-1f;
    /// ln 2 − [#LN2_HIGH].
    public static final float LN2_LOW = 0x1.0bfbe8p-15f;
    /// 1.5·2²³: adding it rounds a float below 2²² to an integer, which then stands in the low bits.
    public static final float ROUND = 0x1.8p23f;

    /// exp(r) = 1 + r + r²·(E0 + E1·r + …) for |r| ≤ ln(2)/2.
    public static final float E0 = 0x1p-1f;
    /// See [#E0].
    public static final float E1 = 0x1.5554dcp-3f;
    /// See [#E0].
    public static final float E2 = 0x1.555518p-5f;
    /// See [#E0].
    public static final float E3 = 0x1.120be2p-7f;
    /// See [#E0].
    public static final float E4 = 0x1.6d117cp-10f;

    /// log(1 + f) = f − f²/2 + f³·(L0 + L1·f + …) for √½ ≤ 1 + f < √2.
    public static final float L0 = 0x1.555554p-2f;
    /// See [#L0].
    public static final float L1 = -0x1.fffffcp-3f;
    /// See [#L0].
    public static final float L2 = 0x1.999d5ap-3f;
    /// See [#L0].
    public static final float L3 = -0x1.555b4ap-3f;
    /// See [#L0].
    public static final float L4 = 0x1.23d21ap-3f;
    /// See [#L0].
    public static final float L5 = -0x1.fcf4c6p-4f;
    /// See [#L0].
    public static final float L6 = 0x1.dea282p-4f;
    /// See [#L0].
    public static final float L7 = -0x1.d635bcp-4f;
    /// See [#L0].
    public static final float L8 = 0x1.1d8ea6p-4f;

    /// From here on exp overflows to infinity.
    public static final float EXP_OVERFLOW = 0x1.62e43p6f;
    /// Below this exp is 0.
    public static final float EXP_UNDERFLOW = -104f;
    /// Below this expm1 is −1.
    public static final float EXPM1_SATURATION = -18f;

    /// The scale λ of SELU (Klambauer et al., 2017).
    public static final float SELU_LAMBDA = 1.0507009873554804934193349852946f;
    /// λ·α of SELU, with α = 1.6732632423543772848170429916717.
    public static final float SELU_LAMBDA_ALPHA = 1.7580993408473768599402175208123f;

    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    private ScalarMath() {}

    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat(exponent + 127 << 23);
    }

    /// eˣ: x = n·ln 2 + r, then 2ⁿ·exp(r), the power in two factors so that subnormal results round once.
    public static float exp(float x) {
        float rounded = Math.fma(x, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
        float p = Math.fma(r * r, q, r) + 1f;
        int exponent = Float.floatToRawIntBits(rounded) - ROUND_BITS;
        int half = exponent >> 1;
        float y = p * powerOfTwo(half) * powerOfTwo(exponent - half);
        y = x < EXP_UNDERFLOW ? 0f : y;
        return x >= EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
    }

    /// eˣ − 1 = 2ⁿ·(exp(r) − 1) + (2ⁿ − 1), with the terms of exp(r) − 1 added from the smallest to the largest.
    public static float expm1(float x) {
        float rounded = Math.fma(x, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float high = Math.fma(n, -LN2_HIGH, x);
        float r = Math.fma(n, -LN2_LOW, high);
        float low = Math.fma(n, -LN2_LOW, high - r);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
        float tail = Math.fma(r * r, q, low);
        int exponent = Float.floatToRawIntBits(rounded) - ROUND_BITS;
        // Half of 2ⁿ, since 2¹²⁸ is no float.
        float half = powerOfTwo(exponent - 1);
        float lead = half - 0.5f;
        float sum = Math.fma(half, r, lead);
        float lost = Math.fma(half, r, lead - sum);
        float y = 2f * (sum + Math.fma(half, tail, lost));
        y = x < EXPM1_SATURATION ? -1f : y;
        y = x >= EXP_OVERFLOW ? Float.POSITIVE_INFINITY : y;
        return x == 0f ? x : y;
    }

    /// ln x: x = 2ᵉ·(1 + f) with 1 + f nearest to 1, then log(1 + f) + e·ln 2; subnormals are scaled up first.
    public static float log(float x) {
        boolean tiny = x < 0x1p-126f;
        float scaled = tiny ? x * 0x1p24f : x;
        int bits = Float.floatToRawIntBits(scaled) - 0x3f3504f3;
        float e = (float) (bits >> 23) - (tiny ? 24f : 0f);
        float f = Float.intBitsToFloat((bits & 0x7fffff) + 0x3f3504f3) - 1f;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(L8, f, L7), f, L6), f, L5), f, L4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, L3), f, L2), f, L1), f, L0);
        float square = f * f;
        float small = Math.fma(e, LN2_LOW, Math.fma(square * f, p, -0.5f * square));
        float y = Math.fma(e, LN2_HIGH, f + small);
        y = x == 0f ? Float.NEGATIVE_INFINITY : y;
        y = x < 0f ? Float.NaN : y;
        return x < Float.POSITIVE_INFINITY ? y : x;
    }

    /// tanh x = −m / (m + 2) with m = expm1(−2|x|), and the sign of x.
    public static float tanh(float x) {
        float m = expm1(-2f * Math.abs(x));
        float y = -m / (m + 2f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | Float.floatToRawIntBits(x) & 0x80000000);
    }

    /// 1 / (1 + e⁻ˣ), from e = exp(−|x|) so that nothing overflows.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0f ? e : 1f) / (1f + e);
    }
}

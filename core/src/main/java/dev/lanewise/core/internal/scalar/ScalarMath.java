package dev.lanewise.core.internal.scalar;

/// The elementary functions as polynomials in float32: the definition that the vector kernels repeat lane by lane.
///
/// Only additions, multiplications, fused multiply-adds, divisions and bit operations occur, so every way of running
/// this gives the same bits. `polynomials.py` beside the tests makes the coefficients; they minimize the greatest
/// relative error of the result. The bounds in ulp are tested over every float.
public final class ScalarMath {
    /// log2(e).
    public static final float LOG2_E = 0x1.715476p+0f;
    /// ln 2.
    public static final float LN2 = 0x1.62e43p-1f;
    /// The high bits of ln 2; times an integer below 2¹² it is exact.
    public static final float LN2_HIGH = 0x1.62ep-1f;
    /// ln 2 − [#LN2_HIGH].
    public static final float LN2_LOW = 0x1.0bfbe8p-15f;
    /// 1.5·2²³ + 127: adding it rounds a float below 2²¹ to an integer n, which then stands in the low bits,
    /// together with the exponent bias; those bits shifted left by 23 are the float 2ⁿ.
    public static final float ROUND_TO_POWER = 0x1.8p23f + 127;
    /// As [#ROUND_TO_POWER], for −2ⁿ⁻²⁴: the bit 2⁸ becomes the sign.
    public static final float ROUND_TO_SCALED_POWER = 0x1.8p23f + 127 - 24 + 256;

    /// exp(r) = 1 + r + r²·(E0 + E1·r + …) for |r| ≤ ln(2)/2.
    public static final float E0 = 0x1.fffff8p-2f;
    /// See [#E0].
    public static final float E1 = 0x1.55549p-3f;
    /// See [#E0].
    public static final float E2 = 0x1.555c1cp-5f;
    /// See [#E0].
    public static final float E3 = 0x1.123aaep-7f;
    /// See [#E0].
    public static final float E4 = 0x1.67b8e6p-10f;

    /// log(1 + f) = f − f²/2 + f³·(L0 + L1·f + …) for √½ ≤ 1 + f < √2.
    public static final float L0 = 0x1.555554p-2f;
    /// See [#L0].
    public static final float L1 = -0x1.000226p-2f;
    /// See [#L0].
    public static final float L2 = 0x1.99a01cp-3f;
    /// See [#L0].
    public static final float L3 = -0x1.54728ap-3f;
    /// See [#L0].
    public static final float L4 = 0x1.22d92ep-3f;
    /// See [#L0].
    public static final float L5 = -0x1.0d8242p-3f;
    /// See [#L0].
    public static final float L6 = 0x1.055ec6p-3f;
    /// See [#L0].
    public static final float L7 = -0x1.38c9dep-4f;

    /// −ln(1 − erf t) = t·(G + G0 + G1·t + …) for 0 ≤ t ≤ 4; G is 2/√π rounded.
    public static final float G = 0x1.20dd76p+0f;
    /// See [#G].
    public static final float G0 = -0x1.0c6ee6p-25f;
    /// See [#G].
    public static final float G1 = 0x1.45f2c4p-1f;
    /// See [#G].
    public static final float G2 = 0x1.a50c0cp-4f;
    /// See [#G].
    public static final float G3 = -0x1.3ad192p-6f;
    /// See [#G].
    public static final float G4 = -0x1.fb89e6p-15f;
    /// See [#G].
    public static final float G5 = 0x1.a2213ep-10f;
    /// See [#G].
    public static final float G6 = -0x1.443d94p-11f;
    /// See [#G].
    public static final float G7 = 0x1.08e14ap-13f;
    /// See [#G].
    public static final float G8 = -0x1.d8fe7cp-17f;
    /// See [#G].
    public static final float G9 = 0x1.6a3fb8p-21f;

    /// The least float whose exp overflows to infinity.
    public static final float EXP_OVERFLOW = 0x1.62e43p6f;
    /// Below this exp is 0.
    public static final float EXP_UNDERFLOW = -104.5f;
    /// From here on 1 − e⁻ᶻ is 1.
    public static final float SATURATION = 18f;
    /// From here on erf is 1.
    public static final float ERF_SATURATION = 4f;
    /// The low end of the mantissas that [#log] reduces to: the bits of √½.
    public static final int ROOT_HALF_BITS = 0x3f3504f3;

    private ScalarMath() {}

    /// Returns q of exp(r) = 1 + r + r²·q.
    private static float expPolynomial(float r) {
        return Math.fma(Math.fma(Math.fma(Math.fma(E4, r, E3), r, E2), r, E1), r, E0);
    }

    /// Returns −q(−r) with the q of [#expPolynomial].
    private static float negatedExpPolynomial(float r) {
        return Math.fma(Math.fma(Math.fma(Math.fma(-E4, r, E3), r, -E2), r, E1), r, -E0);
    }

    /// Returns log(1 + f) for √½ ≤ 1 + f < √2 less its leading f, as a factor of f².
    private static float logPolynomial(float f) {
        float p = Math.fma(Math.fma(Math.fma(L7, f, L6), f, L5), f, L4);
        p = Math.fma(Math.fma(Math.fma(Math.fma(p, f, L3), f, L2), f, L1), f, L0);
        return Math.fma(p, f, -0.5f);
    }

    /// eˣ within 1 ulp: x = n·ln 2 + r, then exp(r)·2ⁿ in two factors, since 2¹²⁸ is no float and a subnormal
    /// result must round once: 2ⁿ⁻¹·2 for positive x, else 2ⁿ⁺⁶⁴·2⁻⁶⁴.
    public static float exp(float x) {
        float clamped = x > EXP_OVERFLOW ? EXP_OVERFLOW : x;
        clamped = clamped < EXP_UNDERFLOW ? EXP_UNDERFLOW : clamped;
        float round = x < 0f ? ROUND_TO_POWER + 64f : ROUND_TO_POWER - 1f;
        float rounded = Math.fma(clamped, LOG2_E, round);
        float n = rounded - round;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
        float p = Math.fma(Math.fma(expPolynomial(r), r, 1f), r, 1f);
        return p * power(rounded) * (x < 0f ? 0x1p-64f : 2f);
    }

    /// e⁻ᶻ for z ≥ 0 within 1 ulp: as [#exp], from r' = −r.
    public static float decay(float z) {
        float clamped = z > -EXP_UNDERFLOW ? -EXP_UNDERFLOW : z;
        float rounded = Math.fma(clamped, -LOG2_E, ROUND_TO_POWER + 64f);
        float n = rounded - (ROUND_TO_POWER + 64f);
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, clamped));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(E4, r, -E3), r, E2), r, -E1), r, E0);
        float p = Math.fma(Math.fma(q, r, -1f), r, 1f);
        return p * power(rounded) * 0x1p-64f;
    }

    private static float power(float rounded) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << 23);
    }

    /// eˣ − 1 = 2ⁿ·(exp(r) − 1) + (2ⁿ − 1) within 1 ulp, with the terms added from the smallest to the largest.
    public static float expm1(float x) {
        float rounded = Math.fma(x, LOG2_E, ROUND_TO_POWER - 1f);
        float n = rounded - (ROUND_TO_POWER - 1f);
        float high = Math.fma(n, -LN2_HIGH, x);
        float r = Math.fma(n, -LN2_LOW, high);
        float low = Math.fma(n, -LN2_LOW, high - r);
        float tail = Math.fma(r * r, expPolynomial(r), low);
        // Half of 2ⁿ, since 2¹²⁸ is no float.
        float half = power(rounded);
        float lead = half - 0.5f;
        float sum = Math.fma(half, r, lead);
        float lost = Math.fma(half, r, lead - sum);
        // What the rounding of 2ⁿ⁻¹ − ½ has lost, from 2²⁴ on.
        float missing = half - lead - 0.5f;
        float y = 2f * (sum + (Math.fma(half, tail, lost) + missing));
        y = x < -SATURATION ? -1f : y;
        y = x < EXP_OVERFLOW ? y : x + Float.POSITIVE_INFINITY;
        return Math.abs(x) < 0x1p-24f ? x : y;
    }

    /// 1 − e⁻ᶻ for z ≥ 0 within 1 ulp, which is −expm1(−z) in fewer operations: −z = n·ln 2 − r, and with s = 2ⁿ
    /// and p = 1 − e⁻ʳ it is (1 − s) + s·p.
    public static float oneMinusExp(float z) {
        float clamped = z > SATURATION ? SATURATION : z;
        float rounded = Math.fma(clamped, -LOG2_E, ROUND_TO_POWER);
        float n = rounded - ROUND_TO_POWER;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, clamped));
        float p = Math.fma(r * r, negatedExpPolynomial(r), r);
        float s = power(rounded);
        return Math.fma(s, p, 1f - s);
    }

    /// ln x within 1 ulp: x = 2ᵉ·(1 + f) with 1 + f nearest to 1, then log(1 + f) + e·ln 2; subnormals are scaled
    /// up first.
    public static float log(float x) {
        boolean tiny = x < 0x1p-126f;
        int bits = Float.floatToRawIntBits(tiny ? x * 0x1p24f : x) - ROOT_HALF_BITS;
        float e = (float) (bits >> 23) - (tiny ? 24f : 0f);
        float f = Float.intBitsToFloat((bits & 0x7fffff) + ROOT_HALF_BITS) - 1f;
        float y = Math.fma(e, LN2, Math.fma(f * f, logPolynomial(f), f));
        y = x == 0f ? Float.NEGATIVE_INFINITY : y;
        y = x < 0f ? Float.NaN : y;
        return x < Float.POSITIVE_INFINITY ? y : x;
    }

    /// ln(1 + x) within 1.5 ulp: e as that of [#log] for 1 + x, but f = x·2⁻ᵉ + (2⁻ᵉ − 1) from x itself, all by a
    /// quarter where 2⁻ᵉ would be subnormal.
    public static float log1p(float x) {
        int exponent = Float.floatToRawIntBits(1f + x) - ROOT_HALF_BITS & 0xff800000;
        float scale = Float.intBitsToFloat(0x40800000 - exponent);
        float f = Math.fma(0.25f * x, scale, Math.fma(0.25f, scale, -1f));
        float y = Math.fma((float) (exponent >> 23), LN2, Math.fma(f * f, logPolynomial(f), f));
        y = x == -1f ? Float.NEGATIVE_INFINITY : y;
        y = x < -1f ? Float.NaN : y;
        y = x < Float.POSITIVE_INFINITY ? y : x;
        return Math.abs(x) < 0x1p-24f ? x : y;
    }

    /// ln(1 + e) for 0 ≤ e ≤ 1 within 1.5 ulp.
    public static float log1pOfUnit(float e) {
        boolean halved = e > 0.41421354f;
        float f = halved ? Math.fma(e, 0.5f, -0.5f) : e;
        float y = Math.fma(f * f, logPolynomial(f), f);
        return halved ? y + LN2 : y;
    }

    /// tanh x within 2.5 ulp: (1 − e)/(1 + e) with e = exp(−2|x|) = s − s·p as in [#oneMinusExp], and the sign of
    /// x.
    public static float tanh(float x) {
        float z = 2f * Math.abs(x);
        float clamped = z > SATURATION ? SATURATION : z;
        float rounded = Math.fma(clamped, -LOG2_E, ROUND_TO_POWER);
        float n = rounded - ROUND_TO_POWER;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, clamped));
        float p = Math.fma(r * r, negatedExpPolynomial(r), r);
        float s = power(rounded);
        return withSign(Math.fma(s, p, 1f - s) / Math.fma(-s, p, 1f + s), x);
    }

    /// 1 / (1 + e⁻ˣ) within 2 ulp: e⁻ˣ = s − s·p as in [#oneMinusExp], and all by 2⁻²⁴, so that neither end
    /// overflows and subnormal results round once. The sum 1 + s is split in head and what its rounding lost.
    public static float sigmoid(float x) {
        float clamped = x > SATURATION ? SATURATION : x;
        clamped = clamped < EXP_UNDERFLOW ? EXP_UNDERFLOW : clamped;
        float rounded = Math.fma(clamped, -LOG2_E, ROUND_TO_SCALED_POWER);
        float n = rounded - ROUND_TO_SCALED_POWER;
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, clamped));
        float p = Math.fma(r * r, negatedExpPolynomial(r), r);
        float negatedS = power(rounded);
        float head = 0x1p-24f - negatedS;
        float lost = 0x1p-24f - (head + negatedS);
        return 0x1p-24f / (head + Math.fma(negatedS, p, lost));
    }

    /// erf x within 2.5 ulp: 1 − e⁻ᶻ with z = |x|·(a polynomial in |x|), and the sign of x.
    public static float erf(float x) {
        return withSign(oneMinusExp(erfExponent(Math.abs(x))), x);
    }

    /// Returns −ln(1 − erf t) for t ≥ 0, that of 4 beyond.
    static float erfExponent(float t) {
        float clamped = t > ERF_SATURATION ? ERF_SATURATION : t;
        float q = Math.fma(Math.fma(Math.fma(G9, clamped, G8), clamped, G7), clamped, G6);
        q = Math.fma(Math.fma(Math.fma(q, clamped, G5), clamped, G4), clamped, G3);
        q = Math.fma(Math.fma(Math.fma(q, clamped, G2), clamped, G1), clamped, G0);
        return Math.fma(clamped, G, clamped * q);
    }

    /// Returns y ≥ 0 with the sign of x.
    static float withSign(float y, float x) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | Float.floatToRawIntBits(x) & 0x80000000);
    }
}

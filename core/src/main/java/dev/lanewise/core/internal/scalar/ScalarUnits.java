package dev.lanewise.core.internal.scalar;

/// The activation functions of one number: the definition that the vector kernels repeat lane by lane.
///
/// Operands that would give ∞·0 are cut off first, far out where the result is at its limit.
public final class ScalarUnits {
    /// The scale λ of SELU (Klambauer et al., 2017).
    public static final float SELU_LAMBDA = 1.0507009873554804934193349852946f;
    /// λ·α of SELU, with α = 1.6732632423543772848170429916717.
    public static final float SELU_LAMBDA_ALPHA = 1.7580993408473768599402175208123f;
    /// √½.
    public static final float ROOT_HALF = 0.70710678118654752f;
    /// √(8/π), the factor of x in twice the argument of the tanh of GELU's tanh form.
    public static final float GELU_LINEAR = 1.5957691216057308f;
    /// 0.044715·√(8/π), the factor of x³ there.
    public static final float GELU_CUBIC = 0.071354816272600249f;
    /// One sixth.
    public static final float SIXTH = 1f / 6;
    /// Where swish and mish are at their limits, as is their slope.
    public static final float FAR = 200f;
    /// Where gelu is at its limits, as is its slope.
    public static final float GELU_FAR = 20f;

    private ScalarUnits() {}

    static float relu(float x) {
        return x <= 0f ? 0f : x;
    }

    static float leakyRelu(float x, float slope) {
        return x > 0f ? x : slope * x;
    }

    static float relu6(float x) {
        float y = x <= 0f ? 0f : x;
        return y > 6f ? 6f : y;
    }

    static float elu(float x, float alpha) {
        return x >= 0f ? x : -alpha * ScalarMath.oneMinusExp(-x);
    }

    static float selu(float x) {
        return x >= 0f ? SELU_LAMBDA * x : -SELU_LAMBDA_ALPHA * ScalarMath.oneMinusExp(-x);
    }

    /// ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻ˡˣˡ).
    static float softplus(float x) {
        float y = ScalarMath.log1pOfUnit(ScalarMath.decay(Math.abs(x)));
        return x > 0f ? y + x : y;
    }

    static float softsign(float x) {
        float magnitude = Math.abs(x);
        float t = magnitude > 0x1p60f ? 0x1p60f : magnitude;
        return ScalarMath.withSign(t / (1f + t), x);
    }

    static float swish(float x) {
        return (x < -FAR ? -FAR : x) * ScalarMath.sigmoid(x);
    }

    static float gelu(float x) {
        return (x < -GELU_FAR ? -GELU_FAR : x) * normalDistribution(x);
    }

    /// Φ(x), for x < 0 as half of 1 − erf(|x|/√2) without cancellation.
    static float normalDistribution(float x) {
        float t = Math.abs(x) * ROOT_HALF;
        float half = 0.5f * ScalarMath.decay(ScalarMath.erfExponent(t));
        half = t > ScalarMath.ERF_SATURATION ? 0f : half;
        return x < 0f ? half : 1f - half;
    }

    /// (1 + tanh u)/2 is the sigmoid of 2u.
    static float geluTanh(float x) {
        float clamped = x < -FAR ? -FAR : x;
        return clamped * ScalarMath.sigmoid(clamped * Math.fma(clamped * clamped, GELU_CUBIC, GELU_LINEAR));
    }

    /// With e = e⁻ˡˣˡ: tanh(ln(1 + eˣ)) = (1 + 2e)/(1 + 2e + 2e²) for x ≥ 0, else (e² + 2e)/(e² + 2e + 2).
    static float mish(float x) {
        float e = ScalarMath.decay(Math.abs(x));
        float n = x < 0f ? e * (e + 2f) : Math.fma(2f, e, 1f);
        float d = n + (x < 0f ? 2f : 2f * (e * e));
        return (x < -FAR ? -FAR : x) * n / d;
    }

    static float softThreshold(float x, float threshold) {
        float left = Math.abs(x) - threshold;
        return left <= 0f ? 0f : ScalarMath.withSign(left, x);
    }

    static float hardSigmoid(float x) {
        float y = (x + 3f) * SIXTH;
        y = y <= 0f ? 0f : y;
        return y > 1f ? 1f : y;
    }
}

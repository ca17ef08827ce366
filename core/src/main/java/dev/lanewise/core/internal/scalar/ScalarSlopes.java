package dev.lanewise.core.internal.scalar;

import static dev.lanewise.core.internal.scalar.ScalarUnits.FAR;
import static dev.lanewise.core.internal.scalar.ScalarUnits.GELU_CUBIC;
import static dev.lanewise.core.internal.scalar.ScalarUnits.GELU_FAR;
import static dev.lanewise.core.internal.scalar.ScalarUnits.GELU_LINEAR;
import static dev.lanewise.core.internal.scalar.ScalarUnits.SELU_LAMBDA;
import static dev.lanewise.core.internal.scalar.ScalarUnits.SELU_LAMBDA_ALPHA;
import static dev.lanewise.core.internal.scalar.ScalarUnits.SIXTH;

/// The gradient d·f'(x) of one number, from the output y = f(x) where that suffices, else from the operand x: the
/// definition that the vector kernels repeat lane by lane.
public final class ScalarSlopes {
    /// 1/√(2π), the greatest density of the normal distribution.
    public static final float DENSITY = 0.39894228040143268f;

    private ScalarSlopes() {}

    static float relu(float y, float d) {
        return y <= 0f ? 0f : d;
    }

    static float leakyRelu(float y, float d, float slope) {
        return y > 0f ? d : slope * d;
    }

    static float relu6(float y, float d) {
        return y <= 0f || y >= 6f ? 0f : d;
    }

    static float elu(float y, float d, float alpha) {
        return y > 0f ? d : d * (y + alpha);
    }

    static float selu(float y, float d) {
        return d * (y > 0f ? SELU_LAMBDA : y + SELU_LAMBDA_ALPHA);
    }

    static float exp(float y, float d) {
        return d * y;
    }

    static float tanh(float y, float d) {
        return d * Math.fma(-y, y, 1f);
    }

    static float sigmoid(float y, float d) {
        return d * (y * (1f - y));
    }

    static float softplus(float y, float d) {
        return d * ScalarMath.oneMinusExp(y);
    }

    static float softsign(float y, float d) {
        float t = 1f - Math.abs(y);
        return d * (t * t);
    }

    static float hardSigmoid(float y, float d) {
        return y <= 0f || y >= 1f ? 0f : d * SIXTH;
    }

    /// σ(x) and σ(−x) are 1/(1 + e) and e/(1 + e) with e = e⁻ˡˣˡ, in the order of x's sign.
    static float swish(float x, float d) {
        float e = ScalarMath.decay(Math.abs(x));
        float more = 1f / (1f + e);
        float less = e * more;
        float slope = (x < 0f ? less : more) * Math.fma(clamp(x, FAR), x < 0f ? more : less, 1f);
        return d * slope;
    }

    static float gelu(float x, float d) {
        float clamped = clamp(x, GELU_FAR);
        float density = DENSITY * ScalarMath.decay(0.5f * (clamped * clamped));
        return d * Math.fma(clamped, density, ScalarUnits.normalDistribution(x));
    }

    /// As [#swish], with v in place of x inside the sigmoids.
    static float geluTanh(float x, float d) {
        float clamped = clamp(x, FAR);
        float square = clamped * clamped;
        float v = clamped * Math.fma(square, GELU_CUBIC, GELU_LINEAR);
        float rise = clamped * Math.fma(square, 3f * GELU_CUBIC, GELU_LINEAR);
        float e = ScalarMath.decay(Math.abs(v));
        float more = 1f / (1f + e);
        float less = e * more;
        float slope = (x < 0f ? less : more) * Math.fma(rise, x < 0f ? more : less, 1f);
        return d * slope;
    }

    /// With n and d of [ScalarUnits] the slope is n/d + 4x·k·(1 + e)/d², where k is e² for x ≥ 0, else e.
    static float mish(float x, float d) {
        float e = ScalarMath.decay(Math.abs(x));
        float square = e * e;
        float n = x < 0f ? e * (e + 2f) : Math.fma(2f, e, 1f);
        float share = 1f / (n + (x < 0f ? 2f : 2f * square));
        float k = 4f * (x < 0f ? e : square) * (1f + e);
        return d * (share * Math.fma(clamp(x, FAR) * k, share, n));
    }

    private static float clamp(float x, float limit) {
        float y = x > limit ? limit : x;
        return y < -limit ? -limit : y;
    }
}

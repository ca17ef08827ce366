package dev.lanewise.core.internal;

/// Errors of float32 functions in units in the last place, and references in double.
final class Ulps {
    private Ulps() {}

    /// Returns |actual − exact| in distances between the floats around the exact value. Where that is NaN, or
    /// rounds to infinity, an actual value that is not the same is infinitely wrong, but for the greatest float
    /// beside infinity.
    static double error(double exact, float actual) {
        float rounded = (float) exact;
        if (Double.isNaN(exact) || Float.isInfinite(rounded)) {
            boolean near = Double.isFinite(exact) && Math.abs(actual) == Float.MAX_VALUE;
            return near || Float.compare(rounded, actual) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double error = Math.abs(actual - exact) / Math.ulp(rounded);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /// 1/(1 + e⁻ˣ).
    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// erf x = 2/√π · exp(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n + 1)), whose terms are positive for positive x.
    static double erf(double x) {
        if (Double.isNaN(x) || Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double square = 2 * x * x;
        double term = x;
        double sum = 0;
        for (int odd = 3; Math.abs(term) > Math.abs(sum) * 0x1p-54; odd += 2) {
            sum += term;
            term *= square / odd;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}

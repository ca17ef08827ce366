package dev.lanewise.examples.chapter;

/// Student's t distribution with ν degrees of freedom.
///
/// With t = √ν·tan θ the density becomes proportional to cos^(ν−1) θ, so P(|T| ≤ t) is the integral of that from 0 to θ
/// over the one from 0 to π/2; by Simpson's rule.
final class StudentT {
    private static final int INTERVALS = 2000;
    private static final int BISECTIONS = 60;

    private StudentT() {}

    /// Returns t with P(|T| ≤ t) = probability.
    ///
    /// @param degrees ν, at least 1
    /// @param probability in (0, 1)
    static double twoSided(int degrees, double probability) {
        double whole = integral(degrees, Math.PI / 2);
        double low = 0;
        double high = Math.PI / 2;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (integral(degrees, middle) < probability * whole) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(degrees) * Math.tan(low);
    }

    private static double integral(int degrees, double to) {
        double sum = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            int weight = i == 0 || i == INTERVALS ? 1 : 2 + 2 * (i % 2);
            sum += weight * Math.pow(Math.cos(to * i / INTERVALS), degrees - 1.0);
        }
        return sum * to / (3 * INTERVALS);
    }
}

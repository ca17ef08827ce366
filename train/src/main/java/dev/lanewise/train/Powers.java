package dev.lanewise.train;

/// Powers that, unlike `StrictMath.pow`, allocate nothing, and have the same bits everywhere.
final class Powers {
    private Powers() {}

    /// Returns baseⁿ by repeated squaring; the relative error is at most 2n·2⁻⁵³.
    static double of(double base, long n) {
        double power = 1;
        double square = base;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }
}

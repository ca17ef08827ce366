package dev.lanewise.train;

/// The losses of [Losses] that are a formula of output y and target t and have no option.
enum Elementwise implements ElementLoss {
    MEAN_SQUARED_ERROR {
        @Override
        public double value(double y, double t) {
            return (y - t) * (y - t);
        }

        @Override
        public double slope(double y, double t) {
            return 2 * (y - t);
        }
    },
    MEAN_ABSOLUTE_ERROR {
        @Override
        public double value(double y, double t) {
            return Math.abs(y - t);
        }

        @Override
        public double slope(double y, double t) {
            return Math.signum(y - t);
        }
    },
    MEAN_ABSOLUTE_PERCENTAGE_ERROR {
        @Override
        public double value(double y, double t) {
            return 100 * Math.abs(y - t) / Math.max(Math.abs(t), Targets.EPSILON);
        }

        @Override
        public double slope(double y, double t) {
            return 100 * Math.signum(y - t) / Math.max(Math.abs(t), Targets.EPSILON);
        }
    },
    MEAN_SQUARED_LOGARITHMIC_ERROR {
        @Override
        public double value(double y, double t) {
            double away = logarithm(y) - logarithm(t);
            return away * away;
        }

        @Override
        public double slope(double y, double t) {
            return y > Targets.EPSILON ? 2 * (logarithm(y) - logarithm(t)) / (1 + y) : 0;
        }

        private double logarithm(double x) {
            return StrictMath.log(Math.max(x, Targets.EPSILON) + 1);
        }
    },
    LOG_COSH {
        @Override
        public double value(double y, double t) {
            double away = Math.abs(y - t);
            return away + StrictMath.log1p(StrictMath.exp(-2 * away)) - StrictMath.log(2);
        }

        @Override
        public double slope(double y, double t) {
            return StrictMath.tanh(y - t);
        }
    },
    POISSON {
        @Override
        public double value(double y, double t) {
            return y - t * StrictMath.log(y + Targets.EPSILON);
        }

        @Override
        public double slope(double y, double t) {
            return 1 - t / (y + Targets.EPSILON);
        }
    },
    HINGE {
        @Override
        public double value(double y, double t) {
            return Math.max(1 - sign(t) * y, 0);
        }

        @Override
        public double slope(double y, double t) {
            return 1 - sign(t) * y > 0 ? -sign(t) : 0;
        }
    },
    SQUARED_HINGE {
        @Override
        public double value(double y, double t) {
            double lacking = Math.max(1 - sign(t) * y, 0);
            return lacking * lacking;
        }

        @Override
        public double slope(double y, double t) {
            return -2 * sign(t) * Math.max(1 - sign(t) * y, 0);
        }
    };

    /// A target of 0 counts as −1.
    private static double sign(double t) {
        return t == 0 ? -1 : t;
    }
}

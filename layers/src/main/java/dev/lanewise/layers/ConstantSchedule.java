package dev.lanewise.layers;

/// The same value at every step.
record ConstantSchedule(double value) implements Schedule {
    @Override
    public double at(long step) {
        return value;
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}

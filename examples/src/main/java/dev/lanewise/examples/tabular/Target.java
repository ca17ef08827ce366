package dev.lanewise.examples.tabular;

import java.util.List;

/// What is to be predicted: one of several classes, or a number.
///
/// @param name of its column
/// @param classes in the order of the network's outputs; none for a number
/// @param mean of the training rows, for a number; the network is given (y − mean)/deviation
/// @param deviation of the training rows, for a number, above 0
record Target(String name, List<String> classes, double mean, double deviation) {
    Target {
        classes = List.copyOf(classes);
        if (!(deviation > 0 && Double.isFinite(deviation) && Double.isFinite(mean)) || classes.size() == 1) {
            throw new IllegalArgumentException("a target needs at least 2 classes, or a finite mean and a deviation"
                    + " above 0, but has " + classes + ", " + mean + ", " + deviation);
        }
    }

    boolean isClass() {
        return !classes.isEmpty();
    }

    /// Returns a copy with mean and deviation.
    Target scaled(double otherMean, double otherDeviation) {
        return new Target(name, classes, otherMean, otherDeviation);
    }

    /// Returns the number that the network's one stands for.
    double unscaled(double output) {
        return Math.fma(output, deviation, mean);
    }
}

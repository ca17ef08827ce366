package dev.lanewise.train;

import dev.lanewise.core.Tensor;

/// A metric in which the weights of the examples count.
///
/// @param metric of what
record WeightedMetric(Metric metric) implements Metric {
    @Override
    public String name() {
        return "weighted_" + metric.name();
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public int sums(int columns) {
        return metric.sums(columns);
    }

    @Override
    public int sumsPerOutput() {
        return metric.sumsPerOutput();
    }

    @Override
    public void add(Tensor output, Tensor targets, double[] weights, double[] sums) {
        metric.add(output, targets, weights, sums);
    }

    @Override
    public double result(double[] sums) {
        return metric.result(sums);
    }

    @Override
    public boolean weighted() {
        return true;
    }
}

package dev.lanewise.examples.custom;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Constraint;

/// Keeps the sum of every unit's incoming weights at 0, by the euclidean projection, which subtracts their mean: what
/// is added to all inputs alike then does not reach the unit.
///
/// A unit counts as inside while |Σw| ≤ 2⁻²²·Σ|w|, and stays as it is. What was projected is inside: rounding moves
/// each weight by at most 2⁻²⁴ of itself.
record ZeroSum() implements Constraint {
    private static final double TOLERANCE = 0x1p-22;

    @Override
    public void project(Tensor parameter) {
        int units = parameter.columns();
        for (int unit = 0; unit < units; unit++) {
            double sum = 0;
            double magnitude = 0;
            for (int i = unit; i < parameter.size(); i += units) {
                sum += parameter.get(i);
                magnitude += Math.abs(parameter.get(i));
            }
            if (Math.abs(sum) > TOLERANCE * magnitude) {
                double mean = sum / parameter.rows();
                for (int i = unit; i < parameter.size(); i += units) {
                    parameter.set(i, (float) (parameter.get(i) - mean));
                }
            }
        }
    }
}

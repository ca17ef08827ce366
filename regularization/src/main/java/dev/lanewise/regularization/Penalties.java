package dev.lanewise.regularization;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.ProximalPenalty;
import java.util.List;
import java.util.stream.Stream;

/// Penalties made of penalties.
public final class Penalties {
    record Sum(List<Penalty> terms) implements ProximalPenalty {
        @Override
        public double value(Tensor parameter, long step) {
            double sum = 0;
            for (int i = 0; i < terms.size(); i++) {
                sum += terms.get(i).value(parameter, step);
            }
            return sum;
        }

        @Override
        public double addGradient(Tensor parameter, Tensor gradient, long step) {
            double sum = 0;
            for (int i = 0; i < terms.size(); i++) {
                sum += terms.get(i).addGradient(parameter, gradient, step);
            }
            return sum;
        }

        @Override
        public void shrink(Tensor parameter, Tensor stepSizes, long step) {
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i) instanceof ProximalPenalty proximal) {
                    proximal.shrink(parameter, stepSizes, step);
                }
            }
        }

        @Override
        public boolean elementwise() {
            return terms.stream().allMatch(Penalty::elementwise);
        }
    }

    private Penalties() {}

    /// Returns the sum of penalties on one parameter, each of which is reported by itself.
    ///
    /// Proximal terms make their steps one after the other; for terms such as [ProximalL1] that is the step of
    /// their sum.
    public static Penalty sum(Penalty... penalties) {
        return new Sum(
                Stream.of(penalties).flatMap(each -> each.terms().stream()).toList());
    }
}

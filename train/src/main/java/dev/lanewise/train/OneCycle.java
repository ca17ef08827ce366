package dev.lanewise.train;

import dev.lanewise.layers.Schedule;
import java.util.ArrayList;
import java.util.List;

/// The 1cycle policy (Smith, 2018): the rate rises from a low start to its peak, falls back, and at last far below the
/// start, while the momentum goes the other way. Libraries and books differ in where it turns and how far it falls;
/// each form is a factory here. After the last step the value stays.
///
/// ```java
/// var rate = OneCycle.paper(0.1, steps);
/// Sgd.learningRate(0).withLearningRate(rate).withMomentum(rate.momentum(0.85, 0.95));
/// ```
///
/// @param phases one after another; at most three
/// @param cosine whether a phase goes along half a cosine instead of a line
public record OneCycle(List<Phase> phases, boolean cosine) implements Schedule {
    /// A part of the cycle.
    ///
    /// @param end the step at which it ends
    /// @param first the value at its beginning
    /// @param last the value at its end
    public record Phase(double end, double first, double last) {}

    /// Copies the phases.
    ///
    /// @throws IllegalArgumentException if there are none or more than three
    public OneCycle {
        phases = List.copyOf(phases);
        if (phases.isEmpty() || phases.size() > 3) {
            throw new IllegalArgumentException("a 1cycle has 1 to 3 phases, but got " + phases.size());
        }
    }

    /// Returns the form of the textbook's `OneCycleScheduler`: linearly from peak/10 up to the peak, linearly back
    /// down, and linearly to peak/10000 over the last tenth. The tail has N/10 + 1 of the N steps and each slope
    /// half of the rest, rounded down. The book leaves the momentum alone.
    ///
    /// @param peak the greatest rate, finite and above 0
    /// @param steps the number N of steps of the whole training, at least 2
    /// @throws IllegalArgumentException if a number is out of its range
    public static OneCycle book(double peak, long steps) {
        check(peak, steps);
        long half = (steps - (steps / 10 + 1)) / 2;
        double start = peak / 10;
        return threePhases(half, 2 * half, steps, new double[] {start, peak, start, start / 1000}, false);
    }

    /// Returns the form of the paper: as [#book(double, long)], with slopes of 45 % of the steps each and a tail of
    /// 10 %; the momentum goes from 0.95 to 0.85 and back during the slopes.
    ///
    /// @param peak the greatest rate, finite and above 0
    /// @param steps the number of steps of the whole training, at least 2
    /// @throws IllegalArgumentException if a number is out of its range
    public static OneCycle paper(double peak, long steps) {
        check(peak, steps);
        double start = peak / 10;
        return threePhases(0.45 * steps, 0.9 * steps, steps, new double[] {start, peak, start, start / 1000}, false);
    }

    /// Returns the form of PyTorch's `OneCycleLR` with its defaults: along half a cosine from peak/25 up to the
    /// peak in 30 % of the steps, and down to peak/250000 in the others; the momentum goes from 0.95 to 0.85 and
    /// back.
    ///
    /// @param peak the greatest rate, finite and above 0
    /// @param steps the number of steps of the whole training, at least 2
    /// @throws IllegalArgumentException if a number is out of its range
    public static OneCycle pytorch(double peak, long steps) {
        check(peak, steps);
        double start = peak / 25;
        return new OneCycle(
                List.of(new Phase(0.3 * steps - 1, start, peak), new Phase(steps - 1, peak, start / 1e4)), true);
    }

    /// Returns the form of PyTorch's `OneCycleLR` with `three_phase`: up in 30 % of the steps, down to the start in
    /// as many, and to peak/250000 in the others.
    ///
    /// @param peak the greatest rate, finite and above 0
    /// @param steps the number of steps of the whole training, at least 2
    /// @throws IllegalArgumentException if a number is out of its range
    public static OneCycle pytorchThreePhases(double peak, long steps) {
        check(peak, steps);
        double start = peak / 25;
        double[] values = {start, peak, start, start / 1e4};
        return threePhases(0.3 * steps - 1, 2 * 0.3 * steps - 2, steps - 1, values, true);
    }

    private static void check(double peak, long steps) {
        Ranges.positive("the peak of a 1cycle", peak);
        if (steps < 2) {
            throw new IllegalArgumentException("a 1cycle needs at least 2 steps, but has " + steps);
        }
    }

    private static OneCycle threePhases(double first, double second, double third, double[] values, boolean cosine) {
        return new OneCycle(
                List.of(
                        new Phase(first, values[0], values[1]),
                        new Phase(second, values[1], values[2]),
                        new Phase(third, values[2], values[3])),
                cosine);
    }

    /// Returns a copy along lines.
    public OneCycle linear() {
        return new OneCycle(phases, false);
    }

    /// Returns the momentum that goes against this rate: from `high` to `low` while the rate rises, back to `high`
    /// while it falls, and on at `high`.
    ///
    /// @param low in [0, 1); 0.85 in paper and PyTorch
    /// @param high in [0, 1); 0.95 in paper and PyTorch
    /// @throws IllegalArgumentException if one is out of its range
    public OneCycle momentum(double low, double high) {
        Ranges.share("the low momentum of a 1cycle", low);
        Ranges.share("the high momentum of a 1cycle", high);
        double[] values = {high, low, high, high};
        var momenta = new ArrayList<Phase>();
        for (int i = 0; i < phases.size(); i++) {
            momenta.add(new Phase(phases.get(i).end(), values[i], values[i + 1]));
        }
        return new OneCycle(momenta, cosine);
    }

    @Override
    public double at(long step) {
        double from = 0;
        for (int i = 0; i < phases.size() - 1; i++) {
            var phase = phases.get(i);
            if (step < phase.end()) {
                return between(phase, from, step);
            }
            from = phase.end();
        }
        return between(phases.getLast(), from, Math.min(step, phases.getLast().end()));
    }

    private double between(Phase phase, double from, double step) {
        double first = phase.first();
        double last = phase.last();
        if (cosine) {
            double over = (step - from) / (phase.end() - from);
            return last + (first - last) / 2 * (1 + StrictMath.cos(Math.PI * over));
        }
        return first + (last - first) * (step - from) / (phase.end() - from);
    }
}

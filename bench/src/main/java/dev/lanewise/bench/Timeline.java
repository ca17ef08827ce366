package dev.lanewise.bench;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import java.util.List;

/// What a [StartupProbe] saw, in milliseconds since the start of its JVM.
///
/// @param main when the main method began
/// @param notes when the first step was done, and every eighth from there
record Timeline(double main, double[] notes) {
    private static final double WINDOW = 50;
    private static final double FULL = 0.9;

    static Timeline parse(List<String> lines) {
        double[] times = lines.stream().mapToDouble(Double::parseDouble).toArray();
        return new Timeline(times[0], Arrays.copyOfRange(times, 1, times.length));
    }

    double firstStep() {
        return notes[0];
    }

    double firstEpoch() {
        int note = 0;
        while (StartupProbe.steps(note) < StartupProbe.EPOCH) {
            note++;
        }
        return notes[note];
    }

    /// Returns steps a second in windows of [#window()] milliseconds; the last, which is cut short, left out.
    double[] rates() {
        var rates = new double[(int) (notes[notes.length - 1] / WINDOW)];
        int note = 0;
        double before = 0;
        for (int window = 0; window < rates.length; window++) {
            double end = (window + 1) * WINDOW;
            while (notes[note] <= end) {
                note++;
            }
            double done = done(note, end);
            rates[window] = (done - before) * 1000 / WINDOW;
            before = done;
        }
        return rates;
    }

    /// Returns the steps done at a time before a note and after the one before it.
    private double done(int note, double time) {
        if (note == 0) {
            return 0;
        }
        double share = (time - notes[note - 1]) / (notes[note] - notes[note - 1]);
        return StartupProbe.steps(note - 1) + share * (StartupProbe.steps(note) - StartupProbe.steps(note - 1));
    }

    static double window() {
        return WINDOW;
    }

    /// Returns the median rate of the second half, in steps a second.
    double fullRate() {
        double[] rates = rates();
        return Score.quantile(DoubleArrayList.wrap(Arrays.copyOfRange(rates, rates.length / 2, rates.length)), 0.5);
    }

    /// Returns the start of the first window that reaches nine tenths of the full rate.
    double fullSpeed() {
        double[] rates = rates();
        double enough = FULL * fullRate();
        int window = 0;
        while (rates[window] < enough) {
            window++;
        }
        return window * WINDOW;
    }
}

package dev.lanewise.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// How well a model does on a data set, in inference mode.
///
/// @param dataLoss the mean loss over the examples
/// @param penalties the penalties by kind, as `l2_penalty`; those on outputs are means over the examples
/// @param metrics the trainer's metrics by name, in their order
public record Evaluation(double dataLoss, Map<String, Double> penalties, SequencedMap<String, Double> metrics) {
    /// Copies the maps, keeping their order.
    public Evaluation {
        penalties = Collections.unmodifiableMap(new LinkedHashMap<>(penalties));
        metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
    }

    /// Returns a copy with more added to its penalties.
    Evaluation plus(Map<String, Double> more) {
        var sums = new LinkedHashMap<>(penalties);
        more.forEach((kind, value) -> sums.merge(kind, value, Double::sum));
        return new Evaluation(dataLoss, sums, metrics);
    }

    /// Returns the sum of all penalties.
    public double penalty() {
        double sum = 0;
        for (double value : penalties.values()) {
            sum += value;
        }
        return sum;
    }

    /// Returns data loss and penalties together: what Keras calls the loss.
    public double loss() {
        return dataLoss + penalty();
    }

    /// Returns the first metric, such as the accuracy.
    ///
    /// @throws java.util.NoSuchElementException if there is none
    public double metric() {
        return metrics.sequencedValues().getFirst();
    }

    /// Returns a metric by its name.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public double metric(String name) {
        var value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no metric '" + name + "'; there are " + metrics.keySet());
        }
        return value;
    }
}

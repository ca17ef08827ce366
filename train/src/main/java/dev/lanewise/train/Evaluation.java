package dev.lanewise.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How well a model does on a data set, in inference mode.
///
/// @param dataLoss the mean loss over the examples
/// @param penalties the penalties by kind, as `l2_penalty`; those on outputs are means over the examples
/// @param metric the mean of the trainer's metric, such as the accuracy
public record Evaluation(double dataLoss, Map<String, Double> penalties, double metric) {
    /// Copies the map, keeping its order.
    public Evaluation {
        penalties = Collections.unmodifiableMap(new LinkedHashMap<>(penalties));
    }

    /// Returns a copy with more added to its penalties.
    Evaluation plus(Map<String, Double> more) {
        var sums = new LinkedHashMap<>(penalties);
        more.forEach((kind, value) -> sums.merge(kind, value, Double::sum));
        return new Evaluation(dataLoss, sums, metric);
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
}

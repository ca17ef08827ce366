package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import java.util.List;
import java.util.Map;

/// What the model says of some rows, calibrated.
sealed interface Predictions permits ClassPredictions, NumberPredictions {
    /// Returns how many rows there are.
    int rows();

    /// Returns the names of the columns of `predictions.csv`.
    List<String> header();

    /// Returns these columns of a row.
    List<String> cells(int row);

    /// Returns how unsure the model is of a row: greater for less sure.
    double uncertainty(int row);

    /// Returns the target of a row as it stands in the file.
    ///
    /// @param targets as the network was given them
    String truth(Tensor targets, int row);

    /// Returns how good the predictions are.
    ///
    /// @param targets as the network was given them
    /// @param usualClass the most frequent one of the training rows; of no account for numbers
    Map<String, Double> quality(Tensor targets, int usualClass);
}

package dev.lanewise.train;

/// How well a model does on a data set, in inference mode.
///
/// @param dataLoss the mean loss over the examples
/// @param penalty the sum of all penalties of the weights
/// @param metric the mean of the trainer's metric, such as the accuracy
public record Evaluation(double dataLoss, double penalty, double metric) {
    /// Returns data loss and penalty together: what Keras calls the loss.
    public double loss() {
        return dataLoss + penalty;
    }
}

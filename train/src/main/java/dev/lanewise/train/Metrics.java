package dev.lanewise.train;

/// The metrics by name. y is an output, t its target; probabilities are what the network gives, even where the trainer
/// computes its loss from logits.
public final class Metrics {
    /// The share of what was predicted right; targets of one column beside outputs of several are classes as
    /// numbers, targets of several columns are one-hot, and outputs of one column say yes above 0.5.
    public static final Metric ACCURACY = new Accuracy("accuracy", 0.5, false);

    /// The mean of (y − t)².
    public static final Metric MEAN_SQUARED_ERROR =
            new MeanError("mean_squared_error", Elementwise.MEAN_SQUARED_ERROR, false);

    /// The root of the mean of (y − t)².
    public static final Metric ROOT_MEAN_SQUARED_ERROR =
            new MeanError("root_mean_squared_error", Elementwise.MEAN_SQUARED_ERROR, true);

    /// The mean of |y − t|.
    public static final Metric MEAN_ABSOLUTE_ERROR =
            new MeanError("mean_absolute_error", Elementwise.MEAN_ABSOLUTE_ERROR, false);

    /// 1 − Σ (t − y)² / Σ (t − t̄)², the mean over the columns; a column of equal targets counts 0.
    public static final Metric R2 = new R2Score("r2_score");

    /// The area under the curve of receiver operation, by Keras' 200 thresholds, in 3,200 bytes; outputs are in
    /// [0, 1].
    public static final Metric ROC_AUC = new AreaUnderCurve(false, 200);

    /// The area under the curve of precision against recall, by Keras' 200 thresholds; outputs are in [0, 1].
    public static final Metric PR_AUC = new AreaUnderCurve(true, 200);

    /// The area under the curve of receiver operation with every output as a threshold: the share of the pairs of a
    /// yes and a no in which the yes has the greater output, equal ones counting ½, as scikit-learn's
    /// `roc_auc_score`. Outputs may be logits. Keeps every output of an epoch or evaluation, in 16 bytes each, and
    /// needs as much again while it is computed.
    public static final Metric EXACT_ROC_AUC = new RankedArea(false);

    /// The average precision Σ (Rₖ − Rₖ₋₁)·Pₖ, with recall R and precision P above each output k from the greatest
    /// down, as scikit-learn's `average_precision_score`. Outputs may be logits. Needs the memory of
    /// [#EXACT_ROC_AUC].
    public static final Metric AVERAGE_PRECISION = new RankedArea(true);

    /// The share of the true among the elements called true, which are those above 0.5.
    public static final Metric PRECISION = new DecisionMetric(DecisionMetric.Kind.PRECISION, 0.5, 1);

    /// The share of those called true, which are above 0.5, among the true elements.
    public static final Metric RECALL = new DecisionMetric(DecisionMetric.Kind.RECALL, 0.5, 1);

    private Metrics() {}

    /// Returns the share of the elements that are above a threshold where the target is 1, and not above it where
    /// it is 0.
    public static Metric binaryAccuracy(double threshold) {
        return new Accuracy("binary_accuracy", threshold, true);
    }

    /// Returns the share of examples with fewer than k outputs strictly greater than that of the target class.
    ///
    /// @throws IllegalArgumentException if k is below 1
    public static Metric topK(int k) {
        return new TopKAccuracy(k);
    }

    /// Returns the F-score (1 + β²)·precision·recall / (β²·precision + recall) of the elements above a threshold.
    ///
    /// @throws IllegalArgumentException if β is not above 0 or the threshold is not in [0, 1]
    public static Metric fScore(double beta, double threshold) {
        return new DecisionMetric(DecisionMetric.Kind.F_SCORE, threshold, beta);
    }

    /// Returns the F-score over classes, of which the greatest output of a row is the prediction.
    ///
    /// @throws IllegalArgumentException if β is not above 0
    public static Metric fScore(double beta, Averaging averaging) {
        return new ClassMetric(DecisionMetric.Kind.F_SCORE, averaging, beta);
    }

    /// Returns the precision over classes, of which the greatest output of a row is the prediction.
    public static Metric precision(Averaging averaging) {
        return new ClassMetric(DecisionMetric.Kind.PRECISION, averaging, 1);
    }

    /// Returns the recall over classes, of which the greatest output of a row is the prediction.
    public static Metric recall(Averaging averaging) {
        return new ClassMetric(DecisionMetric.Kind.RECALL, averaging, 1);
    }

    /// Returns the mean of any loss of elements under a name.
    public static Metric meanOf(String name, ElementLoss loss) {
        return new MeanError(name, loss, false);
    }

    /// Returns a metric in which the weights of the examples count; its name gets the prefix `weighted_`.
    public static Metric weighted(Metric metric) {
        return new WeightedMetric(metric);
    }
}

package dev.lanewise.train;

/// The losses by name, as in Keras; those with options have a record of their own, which these constants leave at their
/// defaults. y is an output, t its target.
public final class Losses {
    /// −ln p of the target class, for probabilities; the target is the class as a number.
    public static final SparseCategoricalCrossentropy SPARSE_CATEGORICAL_CROSSENTROPY =
            SparseCategoricalCrossentropy.ofProbabilities();

    /// ln Σ exp(z) − z of the target class, for logits z; the target is the class as a number.
    public static final SparseCategoricalCrossentropy SPARSE_CATEGORICAL_CROSSENTROPY_FROM_LOGITS =
            SparseCategoricalCrossentropy.ofLogits();

    /// −Σ t·ln p over the classes, for probabilities and targets given for every class.
    public static final CategoricalCrossentropy CATEGORICAL_CROSSENTROPY = CategoricalCrossentropy.ofProbabilities();

    /// The mean of −t·ln p − (1 − t)·ln(1 − p), for probabilities.
    public static final BinaryCrossentropy BINARY_CROSSENTROPY = BinaryCrossentropy.ofProbabilities();

    /// The mean of (y − t)².
    public static final ElementLoss MEAN_SQUARED_ERROR = Elementwise.MEAN_SQUARED_ERROR;

    /// The mean of |y − t|; its slope at 0 is 0.
    public static final ElementLoss MEAN_ABSOLUTE_ERROR = Elementwise.MEAN_ABSOLUTE_ERROR;

    /// The mean of 100·|y − t| / max(|t|, 1e-7).
    public static final ElementLoss MEAN_ABSOLUTE_PERCENTAGE_ERROR = Elementwise.MEAN_ABSOLUTE_PERCENTAGE_ERROR;

    /// The mean of (ln(1 + y) − ln(1 + t))², with y and t at least 1e-7.
    public static final ElementLoss MEAN_SQUARED_LOGARITHMIC_ERROR = Elementwise.MEAN_SQUARED_LOGARITHMIC_ERROR;

    /// Huber's loss with δ = 1.
    public static final ElementLoss HUBER = Huber.delta(1);

    /// The mean of ln cosh(y − t).
    public static final ElementLoss LOG_COSH = Elementwise.LOG_COSH;

    /// The mean of y − t·ln(y + 1e-7).
    public static final ElementLoss POISSON = Elementwise.POISSON;

    /// The mean of max(1 − t·y, 0), for targets −1 (or 0) and 1.
    public static final ElementLoss HINGE = Elementwise.HINGE;

    /// The mean of max(1 − t·y, 0)², for targets −1 (or 0) and 1.
    public static final ElementLoss SQUARED_HINGE = Elementwise.SQUARED_HINGE;

    /// max(1 + max((1 − t)·y) − Σ t·y, 0), for targets 0 or 1 for every class; the slope goes to the first maximum.
    public static final RowLoss CATEGORICAL_HINGE = Rowwise.CATEGORICAL_HINGE;

    /// Σ t·ln(t / y), with both clipped to [1e-7, 1], where y has no slope.
    public static final RowLoss KL_DIVERGENCE = Rowwise.KL_DIVERGENCE;

    /// −y·t / (‖y‖·‖t‖), from −1 for the same direction to 1; norms count at least 1e-7, and a shorter y has no
    /// slope.
    public static final RowLoss COSINE_SIMILARITY = Rowwise.COSINE_SIMILARITY;

    private Losses() {}
}

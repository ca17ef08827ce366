/// Penalties, dropout, constraints and Monte-Carlo prediction: everything here is a policy that hangs on a parameter
/// ([dev.lanewise.layers.Penalty], [dev.lanewise.layers.Constraint]) or a layer ([dev.lanewise.layers.Layer]).
///
/// Penalties hang on any parameter ([L1], [L2], [L1L2], [Orthogonal], sums by [Penalties], a user's own) or, by
/// [ActivityPenalty], on a layer's output. Those on parameters are not divided by the batch size, those on outputs are.
/// [ProximalL1] makes a step of its own after the optimizer's, so that weights become exactly 0; [Sparsity] counts them
/// and [Pruning] takes the units out that do nothing any more. How the strengths of other libraries translate stands
/// with [L2].
///
/// Constraints: [MaxNorm], [MinMaxNorm], [UnitNorm], [NonNegative], [Box], [L1Ball], [Simplex], and several by
/// [Constraints]. All are projections, so that twice is once, but for [MinMaxNorm] with a rate below 1, the forms that
/// follow Keras, and sequences whose later parts undo earlier ones.
///
/// Conventions, where libraries differ: L2 is λ·Σw² without a half, as in Keras; a rate is the fraction dropped; a
/// constraint is exact, leaves weights inside bit for bit alone, and holds from the build on, unless it is the form
/// named `kerasCompatible`.
///
/// Noise comes from the slot of a place: a mask or a normal number follows from the model's seed, that place, the step
/// (or the pass of a Monte-Carlo prediction), the global row and the column alone, and backward takes the same. Masks
/// are made of 16 bits an element, so rates are multiples of 2⁻¹⁶. [MonteCarlo] and [DeepEnsemble] give a
/// [MonteCarloPrediction]; [ClassificationQuality], [ReliabilityTable], [CoverageCurve], [TemperatureScaling] and
/// [ConformalSets] say what its probabilities are worth, [GaussianPrediction] and [RegressionQuality] the same of
/// numbers. The [Linter] reads a description for what works against itself; the [Recipes] are ordinary descriptions.
@NullMarked
package dev.lanewise.regularization;

import org.jspecify.annotations.NullMarked;

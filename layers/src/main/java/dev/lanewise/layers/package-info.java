/// What a network is made of, and running it forward and back.
///
/// A [Layer] is an immutable description without numbers; [Sequential] is a stack of them. Building a stack for an
/// input shape and a seed gives a [Model], which owns the [Parameter]s, all slices of one array, and nothing else: it
/// may serve many threads. Whoever runs it has a [Workspace], one a thread, with the buffers of every place in the
/// network, so that a steady run allocates nothing. [Mode], step and global row are arguments of a run; all noise
/// follows from them and the seed.
///
/// Layers may hold layers: [Stack], [Residual], [Concatenate], [Frozen] and a [Sequential] within another. Every place,
/// however deep, has its own parameters (named by path, as `residual_1/dense_2/weight`), buffers and random numbers. So
/// a description used twice stands for two sets of weights; two places of one network cannot share a set, while whole
/// models can, by [Model#withLayers].
///
/// Policies hang on parameters: a new [Penalty] or [Constraint] edits no layer.
///
/// [ModelFile] keeps a network in a file that names kinds, never classes; a [Codec] says how one kind is written. It
/// is the one use of the one library that this module needs, jackson-core.
@NullMarked
package dev.lanewise.layers;

import org.jspecify.annotations.NullMarked;

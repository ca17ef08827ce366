package dev.lanewise.layers;

import dev.lanewise.core.Tensor;

/// One array of numbers of a built network: a weight, a bias, a moving statistic.
///
/// All parameters of a network are slices of one array, in the order of the layers, so that gradients, optimizer state
/// and copies are arrays parallel to it and share its offsets.
///
/// @param name the layer and the role, as `dense_1/weight`
/// @param value the values; changing them changes the network
/// @param penalty the term it adds to the loss
/// @param constraint the set it is kept in
/// @param trainable whether the optimizer moves it; moving statistics are not trained
public record Parameter(String name, Tensor value, Penalty penalty, Constraint constraint, boolean trainable) {}

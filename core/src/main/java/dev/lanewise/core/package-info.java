/// Arithmetic on rows of float32 numbers; it knows nothing of networks.
///
/// Every public method checks shapes and aliasing once and then calls an unchecked kernel of the unexported package
/// `internal`. Each kernel exists twice: as plain loops (`internal.scalar`, the definition, and the fallback where the
/// module `jdk.incubator.vector` is missing) and on vectors (`internal.vector`, the only code of the library that uses
/// the Vector API). Both give the same bits, for every vector width:
///
/// - an element of a product is one ascending chain of fused multiply-adds along the summed index;
/// - a sum over a row uses 16 virtual lanes and a fixed tree;
/// - a sum over the rows of a batch runs in chains of [dev.lanewise.core.Products#CHAIN_ROWS] rows joined by a
///   balanced tree, so an order of summation depends on the length summed and on nothing else;
/// - exp, expm1, log, log1p, tanh, the sigmoid and erf are polynomials of this package, never those of the platform,
///   with bounds that hold over every float;
/// - random numbers are counted, not drawn.
///
/// Threads split work by output and therefore change no bit either.
@NullMarked
package dev.lanewise.core;

import org.jspecify.annotations.NullMarked;

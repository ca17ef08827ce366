/// The kernels on vectors, with the bits of their scalar twins. Species live in static finals of the class that uses
/// them, no vector leaves a method that is not inlined, no transcendental or float-reducing lane operation occurs.
@NullMarked
package dev.lanewise.core.internal.vector;

import org.jspecify.annotations.NullMarked;

/// The kernels as plain loops: the definition of every result, and the fallback without the Vector API.
@NullMarked
package dev.lanewise.core.internal.scalar;

import org.jspecify.annotations.NullMarked;

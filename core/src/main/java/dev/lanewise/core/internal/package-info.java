/// The contracts of the kernels, the random generator under them, and the shared threads; not exported.
@NullMarked
package dev.lanewise.core.internal;

import org.jspecify.annotations.NullMarked;

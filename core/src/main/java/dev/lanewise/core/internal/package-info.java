/// The contracts of the kernels, the choice between vector and scalar code, and the shared threads; not exported.
@NullMarked
package dev.lanewise.core.internal;

import org.jspecify.annotations.NullMarked;

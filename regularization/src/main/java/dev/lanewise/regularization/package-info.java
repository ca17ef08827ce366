/// Penalties, dropout, constraints and Monte-Carlo prediction: everything here is a policy that hangs on a parameter
/// ([dev.lanewise.layers.Penalty], [dev.lanewise.layers.Constraint]) or a layer ([dev.lanewise.layers.Layer]).
///
/// Conventions, where libraries differ: L2 is λ·Σw² without a half, as in Keras; a rate is the fraction dropped; a
/// constraint is exact, leaves weights inside bit for bit alone, and holds from the build on, unless it is the form
/// named `kerasCompatible`.
@NullMarked
package dev.lanewise.regularization;

import org.jspecify.annotations.NullMarked;

/// Parts of one's own, and a network that is trained with them: a layer, a penalty and a constraint.
@NullMarked
package dev.lanewise.examples.custom;

import org.jspecify.annotations.NullMarked;

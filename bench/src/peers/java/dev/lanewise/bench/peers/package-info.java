/// Other libraries that do what Lanewise does, each used as its documentation advises for speed. Only in the profile
/// `peers`.
@NullMarked
package dev.lanewise.bench.peers;

import org.jspecify.annotations.NullMarked;

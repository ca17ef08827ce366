/// Programs a person runs; `examples/run --help` lists them.
@NullMarked
package dev.lanewise.examples;

import org.jspecify.annotations.NullMarked;

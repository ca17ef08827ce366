/// Benchmarks; `bench/run --help` lists them.
@NullMarked
package dev.lanewise.bench;

import org.jspecify.annotations.NullMarked;

/// Benchmarks; `bench/run --help` lists them, and the module's README tells how to read their figures.
///
/// A [Suite][dev.lanewise.bench.Suite] names [contests][dev.lanewise.bench.Contest]: problems on which contestants
/// take turns. [ContestBenchmark][dev.lanewise.bench.ContestBenchmark] is the one JMH benchmark; every fork of it
/// holds one contest. Each of JMH's iterations, a few hundredths of a second long, belongs to the next contestant,
/// forwards in one round and backwards in the next, so whatever else the machine does hits all of them alike; ratios
/// are formed within a round, and medians taken over the rounds of all forks. The peak of fused multiply-adds is a
/// contestant, too.
///
/// Peers are compiled only in the profile `peers` and found by [java.util.ServiceLoader]: here alone the project
/// looks anything up, since the peers' libraries take gigabytes and must stay out of the ordinary build.
@NullMarked
package dev.lanewise.bench;

import org.jspecify.annotations.NullMarked;

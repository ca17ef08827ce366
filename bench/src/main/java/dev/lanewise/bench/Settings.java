package dev.lanewise.bench;

import java.util.List;
import java.util.regex.Pattern;

/// What the command line asks for.
///
/// @param threads of every contestant
/// @param quick whether a rough answer will do
/// @param peers the names of the peers that take part
/// @param forks how often each contest runs, each time in a fresh JVM
/// @param rounds how many measured turns each contestant has in a fork
/// @param milliseconds how long a turn lasts
/// @param filter a regular expression that must be found in a problem for it to run
record Settings(
        int threads, boolean quick, List<String> peers, int forks, int rounds, int milliseconds, Pattern filter) {}

/// Serves a trained network over HTTP with `lanewise-layers` and the JDK alone; the command line around it uses more.
@NullMarked
package dev.lanewise.examples.serve;

import org.jspecify.annotations.NullMarked;

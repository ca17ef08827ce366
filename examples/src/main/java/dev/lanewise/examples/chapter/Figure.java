package dev.lanewise.examples.chapter;

import dev.lanewise.examples.drawing.Drawing;

/// A picture of the report.
///
/// @param name of its PNG file
/// @param drawing what it shows
record Figure(String name, Drawing drawing) {}

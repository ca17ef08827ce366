/// Small pictures as values: a [Drawing] is a list of [Mark]s, made by hand or by a [Plot], that [Svg] writes for web
/// pages in light and dark and [Png] as pixels. Colours are roles, so one drawing serves both.
@NullMarked
package dev.lanewise.examples.drawing;

import org.jspecify.annotations.NullMarked;

package dev.lanewise.examples.drawing;

import java.util.List;

/// A picture as a value.
///
/// @param title what it shows, in a few words, for those who cannot see it
/// @param width in CSS pixels
/// @param height in CSS pixels
/// @param marks from back to front
public record Drawing(String title, double width, double height, List<Mark> marks) {
    /// Copies the marks.
    public Drawing {
        marks = List.copyOf(marks);
    }
}

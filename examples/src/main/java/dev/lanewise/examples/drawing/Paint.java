package dev.lanewise.examples.drawing;

import java.util.Locale;

/// What a colour is for. The web page has a CSS variable for each, such as `--ink`; a PNG has the light one.
public enum Paint {
    /// Text and axes.
    INK("#1c2430", "#e6e9ee"),
    /// Less important text.
    MUTED("#5d6876", "#9ba6b4"),
    /// Lines of a grid.
    GRID("#e1e5ea", "#313a46"),
    /// What lies behind a plot.
    PANEL("#ffffff", "#171c23"),
    /// The first series.
    BLUE("#2563c9", "#7aa9ff"),
    /// The second.
    ORANGE("#d2551e", "#ff9a62"),
    /// The third.
    GREEN("#188059", "#5bd0a0"),
    /// The fourth.
    PURPLE("#8d3fb5", "#d193f2"),
    /// The fifth.
    GOLD("#a37b00", "#e3c04b"),
    /// The sixth.
    PINK("#c22f6b", "#ff86b3"),
    /// The seventh.
    TEAL("#0b7f92", "#56cbdd"),
    /// The eighth.
    SLATE("#5a6b7b", "#a3b4c4");

    private final String light;
    private final String dark;

    Paint(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /// Returns the colour on white, as `#rrggbb`.
    public String light() {
        return light;
    }

    /// Returns the colour on black, as `#rrggbb`.
    public String dark() {
        return dark;
    }

    /// Returns the name of the CSS variable.
    public String variable() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }

    /// Returns the paint of a series, counted from 0; they repeat.
    public static Paint series(int index) {
        return values()[BLUE.ordinal() + index % (values().length - BLUE.ordinal())];
    }
}

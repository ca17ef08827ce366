package dev.lanewise.examples.chapter;

import java.io.IOException;
import java.nio.file.Path;

/// The whole way: train what is missing, say what was found, write the report.
public final class ChapterRun {
    private ChapterRun() {}

    /// Makes the run.
    ///
    /// @param setting what to do
    /// @param images to do it with
    /// @param out where results, pictures and the report go; what is there of an earlier run is taken up
    /// @return the report
    /// @throws IOException if a file cannot be read or written, or results of another setting are there
    public static Path run(Setting setting, Images images, Path out) throws IOException {
        var files = ResultFiles.in(out);
        var used = setting.reduce(images);
        var results = new Runs(setting, used, files).all();
        return HtmlReport.write(results, used, files);
    }
}

package dev.lanewise.examples.chapter;

import dev.lanewise.layers.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The files of a run: `results/VARIANT-SEED.json`, one a finished training, and whatever else is written beside them.
/// Every file is there whole or not at all.
///
/// @param folder of the run
record ResultFiles(Path folder) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /// Makes the folders and sees that one can write to them.
    ///
    /// @throws IOException if not
    static ResultFiles in(Path folder) throws IOException {
        try {
            Files.createDirectories(folder.resolve("results"));
            Files.createDirectories(folder.resolve("pictures"));
            Files.delete(Files.createTempFile(folder, "lanewise", ".part"));
        } catch (IOException | UncheckedIOException failed) {
            throw new IOException("the output folder " + folder + " cannot be written to", failed);
        }
        return new ResultFiles(folder);
    }

    static String name(Variant variant, long seed) {
        return "results/" + variant.name() + '-' + seed + ".json";
    }

    /// Returns a result that is there, or null where there is none or it is damaged, and then says so.
    ///
    /// @throws IOException if the file cannot be read, or is of another setting
    @Nullable
    Result read(Variant variant, long seed, String setting) throws IOException {
        var file = folder.resolve(name(variant, seed));
        if (!Files.exists(file)) {
            return null;
        }
        Result result;
        try {
            result = MAPPER.readValue(Files.readString(file), Result.class);
            if (result == null || result.setting() == null || result.history() == null || result.test() == null) {
                throw new IOException("something is missing");
            }
        } catch (JacksonException | IOException damaged) {
            System.out.println(file + " is damaged (" + firstLine(damaged) + "): that training is made again");
            return null;
        }
        boolean named = result.variant().equals(variant.name()) && result.seed() == seed;
        if (!named || !result.setting().equals(setting)) {
            throw new IOException(file + " is of another setting:\n  there " + result.variant() + ", seed "
                    + result.seed() + ": " + result.setting() + "\n  here  " + variant.name() + ", seed " + seed + ": "
                    + setting + "\nGive another folder with --out, or delete that one");
        }
        return result;
    }

    private static String firstLine(Exception failure) {
        var message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse("");
    }

    void write(Variant variant, Result result) throws IOException {
        write(name(variant, result.seed()), MAPPER.writeValueAsBytes(result));
    }

    void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) throws IOException {
        try {
            AtomicFile.write(folder.resolve(name), output -> output.write(bytes));
        } catch (IOException failed) {
            throw new IOException(folder.resolve(name) + " cannot be written", failed);
        }
    }
}

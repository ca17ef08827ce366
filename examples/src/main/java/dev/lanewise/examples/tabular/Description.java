package dev.lanewise.examples.tabular;

import dev.lanewise.layers.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What has to be known of a file besides the network: `preprocessing.json`.
///
/// @param format always `lanewise-tabular`
/// @param version always 1
/// @param recipe the network's
/// @param seed of split, network and passes
/// @param samples how many passes the calibration was made for
/// @param header whether the file named its columns
/// @param names of all its columns, in order
/// @param cells how a cell is read
/// @param target what is predicted
/// @param columns how cells become inputs
/// @param weightsSha256 of the network that it belongs to, as [Model#sha256]
/// @param calibration of the passes
record Description(
        String format,
        int version,
        String recipe,
        long seed,
        int samples,
        boolean header,
        List<String> names,
        Cells cells,
        Target target,
        List<Column> columns,
        String weightsSha256,
        Calibration calibration) {
    static final String FORMAT = "lanewise-tabular";
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    Description {
        if (!FORMAT.equals(format) || version != VERSION) {
            throw new IllegalArgumentException("only format " + FORMAT + " of version " + VERSION
                    + " is known, but it is " + format + " of version " + version);
        }
        names = List.copyOf(names);
        columns = List.copyOf(columns);
    }

    String toJson() {
        return MAPPER.writeValueAsString(this) + '\n';
    }

    /// Reads a description.
    ///
    /// @throws IOException if there is none or it cannot be understood; the message says why
    static Description read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException("there is no " + path.getFileName() + " in " + path.getParent()
                    + ": --model names the folder that a training has written");
        }
        try {
            return MAPPER.readValue(Files.readString(path), Description.class);
        } catch (JacksonException wrong) {
            throw new IOException(path + " cannot be read: " + wrong.getOriginalMessage(), wrong);
        }
    }

    /// Returns the number of inputs of the network.
    int width() {
        return columns.stream().mapToInt(Column::width).sum();
    }
}

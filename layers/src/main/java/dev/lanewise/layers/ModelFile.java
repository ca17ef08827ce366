package dev.lanewise.layers;

import dev.lanewise.core.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A network in one file: what it is made of as JSON, its numbers as safetensors.
///
/// The file is a [Safetensors] file. Its tensors have the names of the parameters, as `dense_1/weight`; its metadata
/// holds `format` (`lanewise-model`), `version` (`1`), `seed` and `network`, the description as [Codecs] write it:
///
/// ```json
/// {"kind": "sequential", "input": [28, 28], "layers": ["flatten", {"kind": "dense", "units": 10,
///  "activation": "softmax", "weight": {"kind": "parameter", "initializer": "zeros"}, "bias": null}]}
/// ```
///
/// [#write(Model, Path)] writes the form for inference: noise, penalties, constraints and initializers are left out,
/// so that this module alone reads and runs it. A file is written under a temporary name, forced to the disk and
/// renamed, so it is whole or not there. Reading refuses what it does not know, and what does not fit, with the reason;
/// it creates nothing but what it is given codecs for, and asks for no more memory than the file is long.
public final class ModelFile {
    private static final String FORMAT = "lanewise-model";
    private static final String VERSION = "1";

    private ModelFile() {}

    /// Writes the form for inference of a network of this module's layers and of noise.
    ///
    /// @throws IllegalArgumentException if there is a layer without a codec
    /// @throws IOException if the file cannot be written; one that was there stays
    public static void write(Model model, Path path) throws IOException {
        writeWhole(model.forInference(), path, Codecs.standard());
    }

    /// Writes a network as it is, with noise, penalties and constraints.
    ///
    /// @param codecs for everything that the description holds
    /// @throws IllegalArgumentException if there is something without a codec
    /// @throws IOException if the file cannot be written; one that was there stays
    public static void writeWhole(Model model, Path path, Codecs codecs) throws IOException {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("seed", Long.toString(model.seed()));
        metadata.put("network", codecs.toJson(model.description()));
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var parameter : model.parameters()) {
            tensors.put(parameter.name(), parameter.value());
        }
        AtomicFile.write(path, new Safetensors(metadata, tensors)::write);
    }

    /// Reads a network of this module's layers.
    ///
    /// @throws IOException if the file cannot be read, is damaged or holds what is not known; the message says so
    public static Model read(Path path) throws IOException {
        return read(path, Codecs.standard());
    }

    /// Reads a network. Parameters that their constraints do not allow are projected, but for constraints in the
    /// form of Keras.
    ///
    /// @param codecs for everything that the description may hold
    /// @throws IOException if the file cannot be read, is damaged or holds what is not known; the message says so
    public static Model read(Path path, Codecs codecs) throws IOException {
        try (var input = new BufferedInputStream(Storage.DISK.open(path))) {
            return read(input, Storage.DISK.size(path), path.toString(), codecs);
        }
    }

    static Model read(InputStream input, long size, String name, Codecs codecs) throws IOException {
        var file = Safetensors.read(input, size);
        try {
            return model(file, codecs);
        } catch (IllegalArgumentException unfit) {
            throw new IOException(name + " cannot be read as a network: " + unfit.getMessage(), unfit);
        }
    }

    private static Model model(Safetensors file, Codecs codecs) {
        var metadata = file.metadata();
        if (!FORMAT.equals(metadata.get("format")) || !VERSION.equals(metadata.get("version"))) {
            throw new IllegalArgumentException("only format " + FORMAT + " of version " + VERSION
                    + " is known, but it is " + metadata.get("format") + " of version " + metadata.get("version"));
        }
        var description = codecs.fromJson(text(metadata, "network"), Sequential.class);
        var seed = text(metadata, "seed");
        if (!seed.matches("-?[0-9]{1,19}")) {
            throw new IllegalArgumentException("the seed must be an integer of 64 bits, but is " + seed);
        }
        if (!file.vectors().isEmpty()) {
            throw new IllegalArgumentException(
                    "a network has no F64, but it holds " + file.vectors().keySet());
        }
        return Model.restore(description, Long.parseLong(seed), file.tensors());
    }

    private static String text(Map<String, String> metadata, String name) {
        var text = metadata.get(name);
        if (text == null) {
            throw new IllegalArgumentException("its metadata lacks \"" + name + "\"");
        }
        return text;
    }
}

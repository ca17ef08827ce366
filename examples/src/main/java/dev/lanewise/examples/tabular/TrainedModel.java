package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.ModelFile;
import dev.lanewise.regularization.GaussianPrediction;
import dev.lanewise.regularization.MonteCarlo;
import dev.lanewise.regularization.MonteCarloOptions;
import dev.lanewise.regularization.MonteCarloPrediction;
import dev.lanewise.regularization.RegularizationCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A network with all that is needed to predict from a CSV file.
///
/// @param network with its noise
/// @param description of file and calibration
record TrainedModel(Model network, Description description) {
    static final String NETWORK = "network.safetensors";
    static final String DESCRIPTION = "preprocessing.json";

    /// Returns what passes say; each pass has one mask for all rows, so that a row is predicted the same in any
    /// file and any order.
    static MonteCarloPrediction passes(Model network, Tensor inputs, int samples, int threads) {
        var options = MonteCarloOptions.defaults().withThreads(threads).withSameMaskForAllRows();
        return MonteCarlo.predict(network, inputs, samples, options);
    }

    Predictions predict(Tensor inputs, int threads) {
        var passes = passes(network, inputs, description.samples(), threads);
        var target = description.target();
        return target.isClass()
                ? ClassPredictions.of(target.classes(), passes, description.calibration())
                : NumberPredictions.of(target, GaussianPrediction.of(passes), description.calibration());
    }

    void write(Path folder) throws IOException {
        ModelFile.writeWhole(network, folder.resolve(NETWORK), RegularizationCodecs.standard());
        Files.writeString(folder.resolve(DESCRIPTION), description.toJson());
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException if it is not there or does not fit together; the message says why
    static TrainedModel read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("the model folder " + folder + " does not exist");
        }
        var description = Description.read(folder.resolve(DESCRIPTION));
        var network = ModelFile.read(folder.resolve(NETWORK), RegularizationCodecs.standard());
        int outputs =
                description.target().isClass() ? description.target().classes().size() : 2;
        int width = network.description().input().size();
        int given = network.shape(network.layers().size()).size();
        if (width != description.width() || given != outputs) {
            throw new IOException("the network of " + folder + " has " + width + " inputs and " + given
                    + " outputs, but its description " + description.width() + " and " + outputs);
        }
        if (!network.sha256().equals(description.weightsSha256())) {
            throw new IOException("the network of " + folder + " is not the one of its description: their weights have"
                    + " the SHA-256 " + network.sha256() + " and " + description.weightsSha256()
                    + "; they are of two trainings, so train again");
        }
        return new TrainedModel(network, description);
    }
}

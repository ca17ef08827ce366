package dev.lanewise.examples;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.train.Dataset;
import dev.lanewise.train.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 60,000 + 10,000 images of 28 × 28 grey pixels in ten classes.
///
/// Any data set of such images in files of these names will do, down to a sample of a few dozen.
///
/// @param train all rows of the training file but its last twelfth: 55,000
/// @param validation its last twelfth: 5,000
/// @param test the rows of the test file: 10,000
public record FashionMnistData(Dataset train, Dataset validation, Dataset test) {
    /// The names of the classes.
    public static final List<String> CLASSES = List.of(
            "t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private static final int ROWS_A_VALIDATION_ROW = 12;
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    /// Reads the data, with pixels divided by 255 or standardized.
    ///
    /// @param given the folder that the user named; null to look in the cache folder and where Debian's package
    ///     puts it, and to download otherwise
    /// @param standardize whether to subtract every pixel's mean over the training rows and divide by its deviation
    /// @throws IOException if the data is nowhere or damaged
    public static FashionMnistData load(@Nullable Path given, boolean standardize) throws IOException {
        var folder = given == null ? FashionMnistDownload.standard().folder() : given;
        if (!Files.isDirectory(folder)) {
            throw new IOException("the data folder " + folder + " does not exist");
        }
        var train = read(folder, TRAIN_IMAGES, TRAIN_LABELS);
        var test = read(folder, TEST_IMAGES, TEST_LABELS);
        if (train.size() < ROWS_A_VALIDATION_ROW) {
            throw new IOException("training and validation need at least " + ROWS_A_VALIDATION_ROW + " images, but "
                    + folder + " has " + train.size());
        }
        int split = train.size() - train.size() / ROWS_A_VALIDATION_ROW;
        var data = new FashionMnistData(train.rows(0, split), train.rows(split, train.size()), test);
        if (standardize) {
            Standardization.of(data.train.features()).apply(List.of(train.features(), test.features()));
        } else {
            scale(train.features());
            scale(test.features());
        }
        return data;
    }

    private static Dataset read(Path folder, String images, String labels) throws IOException {
        var features = IdxFile.read(file(folder, images));
        var targets = IdxFile.read(file(folder, labels));
        int rows = features.rows();
        if (!features.shape().equals(Shape.of(rows, 28, 28)) || !targets.shape().equals(Shape.of(rows))) {
            throw new IOException("the images must have the shape (rows, 28, 28) and the labels (rows), but in "
                    + folder + " " + images + " has " + features.shape() + " and " + labels + " has "
                    + targets.shape());
        }
        for (int i = 0; i < rows; i++) {
            if (targets.get(i) >= CLASSES.size()) {
                throw new IOException("a label must be in [0, " + CLASSES.size() + "), but in " + folder + " label " + i
                        + " of " + labels + " is " + (int) targets.get(i));
            }
        }
        return new Dataset(features, targets);
    }

    static Path file(Path folder, String name) throws IOException {
        for (var candidate : List.of(folder.resolve(name), folder.resolve(name + ".gz"))) {
            if (Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        throw new IOException("there is neither " + name + " nor " + name + ".gz in " + folder);
    }

    static boolean complete(Path folder) {
        try {
            for (var name : names()) {
                file(folder, name);
            }
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    static List<String> names() {
        return List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);
    }

    private static void scale(Tensor images) {
        float[] pixels = images.array();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= 255f;
        }
    }
}

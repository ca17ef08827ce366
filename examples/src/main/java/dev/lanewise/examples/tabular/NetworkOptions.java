package dev.lanewise.examples.tabular;

import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Sequential;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which network to train, and how long.
final class NetworkOptions {
    private static final int MOST_UNITS = 10_000;

    @Option(
            names = "--recipe",
            description = "one of plain, l1, l2, dropout, alpha-dropout, max-norm, default, self-normalizing",
            converter = RecipeConverter.class,
            defaultValue = "dropout")
    private TabularRecipe recipe = TabularRecipe.DROPOUT;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "UNITS",
            description = "units of each hidden layer",
            defaultValue = "64,32")
    private int[] hidden = {64, 32};

    @Option(names = "--strength", description = "of the penalty, for l1 and l2: 1e-3 if not given")
    private @Nullable Double strength;

    @Option(names = "--rate", description = "dropped, for dropout and alpha-dropout: 0.2 and 0.1 if not given")
    private @Nullable Double rate;

    @Option(names = "--epochs", description = "how often to go through the data at most", defaultValue = "200")
    private int epochs;

    @Option(
            names = "--patience",
            description = "stop after so many epochs without a better validation loss, with the best weights",
            defaultValue = "20")
    private int patience;

    @Option(
            names = "--batch",
            description = "rows a step; 0 for 32, or 128 from 20,000 and 1024 from a million rows to train on",
            defaultValue = "0")
    private int batch;

    @Option(names = "--learning-rate", description = "of Nadam", defaultValue = "0.001")
    private double learningRate;

    NetworkOptions() {}

    /// Lets picocli read the name of a recipe.
    static final class RecipeConverter implements picocli.CommandLine.ITypeConverter<TabularRecipe> {
        @Override
        public TabularRecipe convert(String name) {
            return Arrays.stream(TabularRecipe.values())
                    .filter(recipe -> recipe.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new picocli.CommandLine.TypeConversionException(
                            "must be one of plain, l1, l2, dropout, alpha-dropout, max-norm, default,"
                                    + " self-normalizing, but is '" + name + "'"));
        }
    }

    /// Checks the numbers that can be checked without the data.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    void check() {
        Ranges.check("--epochs", epochs, 1, 100_000);
        Ranges.check("--patience", patience, 1, 100_000);
        Ranges.check("--batch", batch, 0, 1_000_000);
        for (int units : hidden) {
            Ranges.check("--hidden", units, 1, MOST_UNITS);
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("--learning-rate must be finite and above 0, but is " + learningRate);
        }
        network(1, Dense.of(2));
    }

    Sequential network(int inputs, Dense output) {
        return recipe.network(inputs, hidden, output, strength, rate);
    }

    TabularRecipe recipe() {
        return recipe;
    }

    int epochs() {
        return epochs;
    }

    int patience() {
        return patience;
    }

    double learningRate() {
        return learningRate;
    }

    /// Returns the rows of a step for so many rows to train on.
    int batch(long rows) {
        if (batch > 0) {
            return batch;
        }
        return rows < 20_000 ? 32 : rows < 1_000_000 ? 128 : 1024;
    }
}

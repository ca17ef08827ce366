package dev.lanewise.examples.tabular;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Initializers;
import dev.lanewise.layers.Model;
import dev.lanewise.regularization.GaussianPrediction;
import dev.lanewise.regularization.Linter;
import dev.lanewise.regularization.MeanAndVariance;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Fit;
import dev.lanewise.train.GaussianNegativeLogLikelihood;
import dev.lanewise.train.History;
import dev.lanewise.train.Losses;
import dev.lanewise.train.Metric;
import dev.lanewise.train.Metrics;
import dev.lanewise.train.Nadam;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One training: three passes over the file, the epochs, calibration, test and report.
///
/// @param settings numbers
/// @param fileOptions what is said about the file
/// @param networkOptions what to train
/// @param csv the file
/// @param targetName its column to predict
/// @param task what the target is; null to decide by its values
record TrainingRun(
        Tabular.Settings settings,
        FileOptions fileOptions,
        NetworkOptions networkOptions,
        Path csv,
        String targetName,
        TargetColumn.@Nullable Task task) {
    /// What the first two passes found.
    ///
    /// @param profile of all rows
    /// @param kinds of the columns
    /// @param column reads the target
    /// @param statistics of the training rows
    private record Findings(Profile profile, List<Kind> kinds, TargetColumn column, Statistics.Result statistics) {}

    /// What the epochs left.
    private record Trained(Model model, History history, int bestEpoch, double seconds) {}

    void run(ResultFolder folder) throws IOException {
        var file = CsvFile.open(csv, fileOptions.wanted());
        var cells = fileOptions.cells(file);
        checkNames(file);
        if (Files.size(csv) >= CsvRows.LARGE) {
            System.out.printf(
                    Locale.ROOT,
                    "reading %,d bytes three times: for types, for statistics, and to encode the rows%n",
                    Files.size(csv));
        }
        var notes = new ArrayList<>(file.notes());
        var findings = look(file, cells, notes);
        notes.forEach(note -> System.out.println(Texts.shown("note: " + note)));
        var statistics = findings.statistics();
        var encoder = new RowEncoder(statistics.columns(), file.names(), cells);
        try (var training = new TrainingRows(statistics.rows(), encoder.width(), TrainingRows.MOST_BYTES)) {
            var data = Encoding.of(file, findings.column(), split(findings), encoder, statistics.target(), training);
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows to train (%s), %,d to validate, %,d to test; %d inputs%n",
                    statistics.rows(),
                    training.place(),
                    data.validation().size(),
                    data.test().size(),
                    encoder.width());
            var trained = train(data, statistics, encoder.width());
            var calibration = calibrate(trained.model(), data, statistics.target());
            var description = describe(file, cells, statistics, trained.model().sha256(), calibration);
            var model = new TrainedModel(trained.model(), description);
            var predictions = model.predict(data.test().features(), settings.threads());
            var targets = data.test().targets();
            var result = new TrainingResult(
                    file,
                    findings.profile(),
                    findings.kinds(),
                    notes,
                    model,
                    trained.history(),
                    trained.bestEpoch(),
                    trained.seconds(),
                    new TrainingResult.Parts(
                            statistics.rows(), data.validation().size(), data.testLines()),
                    predictions,
                    targets,
                    predictions.quality(targets, split(findings).usualClass()));
            System.out.print(result.summary());
            folder.replace(result::write, TrainedModel.DESCRIPTION, Figures.FILES);
        }
        System.out.println("report.html, predictions.csv and the model are in " + folder.folder());
    }

    private void checkNames(CsvFile file) {
        if (file.indexOf(targetName) < 0) {
            throw new IllegalArgumentException("there is no column '" + targetName + "' in " + csv + "; there "
                    + (file.names().size() == 1 ? "is " : "are ") + String.join(", ", file.names()));
        }
        for (var name : fileOptions.types().keySet()) {
            if (file.indexOf(name) < 0 || name.equals(targetName)) {
                throw new IllegalArgumentException("--type needs a column of " + csv + " other than the target, but '"
                        + name + "' is none; there are " + String.join(", ", file.names()));
            }
        }
    }

    private Findings look(CsvFile file, Cells cells, List<String> notes) throws IOException {
        var profile = Profile.of(file, cells);
        int index = file.indexOf(targetName);
        var ofTarget = profile.columns().get(index);
        var column = TargetColumn.of(ofTarget, index, task, cells);
        var kinds = new ArrayList<>(profile.kinds(fileOptions.types()));
        kinds.set(index, Kind.IGNORED);
        System.out.print(ColumnTable.text(file, profile, kinds, column.target()));
        for (int j = 0; j < kinds.size(); j++) {
            var of = profile.columns().get(j);
            var note = of.note(j == index ? of.content() : kinds.get(j));
            notes.addAll(note == null || j == index && column.target().isClass() ? List.of() : List.of(note));
        }
        long rows = Arrays.stream(column.rows(ofTarget)).sum();
        if (rows < profile.rows()) {
            notes.add((profile.rows() - rows) + " of " + profile.rows() + " rows have no target and are left out");
        }
        noteHeldOut("--validation", settings.validation(), rows, notes);
        noteHeldOut("--test", settings.test(), rows, notes);
        checkParts(split(column, ofTarget));
        try (var training = new PartedRows(file, column, split(column, ofTarget))) {
            var statistics = Statistics.of(training, file, column, kinds, cells, settings.mostLevels());
            notes.addAll(statistics.dropped());
            if (statistics.columns().isEmpty()) {
                throw new IllegalArgumentException("there is no column to learn from: every column of " + csv
                        + " but the target is constant, ignored, or texts that are all different");
            }
            return new Findings(profile, List.copyOf(kinds), column, statistics);
        }
    }

    private static void noteHeldOut(String option, double share, long rows, List<String> notes) {
        if (share * rows > Split.MOST_HELD_OUT) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s %s would hold back %,d rows; it is %,d, which stay in memory",
                    option,
                    share,
                    Math.round(share * rows),
                    Split.MOST_HELD_OUT));
        }
    }

    private Split split(Findings findings) {
        return split(
                findings.column(),
                findings.profile().columns().get(findings.column().index()));
    }

    private Split split(TargetColumn column, ColumnProfile profile) {
        return new Split(settings.seed(), column.rows(profile), settings.test(), settings.validation());
    }

    private void checkParts(Split split) {
        for (var part : Split.Part.values()) {
            if (split.size(part) < 2) {
                throw new IllegalArgumentException("every part needs at least 2 rows, but there are "
                        + split.size(Split.Part.TRAINING) + " to train, " + split.size(Split.Part.VALIDATION)
                        + " to validate and " + split.size(Split.Part.TEST) + " to test in " + csv);
            }
        }
    }

    private Trained train(Encoding data, Statistics.Result statistics, int inputs) {
        var target = statistics.target();
        var network = networkOptions.network(inputs, output(target));
        Linter.of(network).warn();
        var model = network.build(settings.seed());
        System.out.println(model.summary());
        Metric metric = target.isClass() ? Metrics.ACCURACY : new MeanErrorOfGaussian(target.deviation());
        var stopping = EarlyStopping.patience(networkOptions.patience());
        var loss = target.isClass() ? Losses.SPARSE_CATEGORICAL_CROSSENTROPY : GaussianNegativeLogLikelihood.loss();
        long began = System.nanoTime();
        var history = Trainer.of(model, loss, Nadam.learningRate(networkOptions.learningRate()))
                .withMetrics(metric)
                .withThreads(settings.threads())
                .fit(
                        data.training(),
                        data.validation(),
                        Fit.epochs(networkOptions.epochs())
                                .batchSize(networkOptions.batch(statistics.rows()))
                                .callbacks(new EpochLines(metric.name()), stopping));
        return new Trained(model, history, stopping.bestEpoch(), (System.nanoTime() - began) * 1e-9);
    }

    private static Dense output(Target target) {
        // Zeros make a regression begin with mean 0 and variance 1, which is right on average: where it begins with
        // large errors it explains them by a large variance first, and then learns the mean but slowly.
        return target.isClass()
                ? Dense.of(target.classes().size()).withActivation(Activations.SOFTMAX)
                : Dense.of(2).withActivation(MeanAndVariance.head()).withInitializer(Initializers.ZEROS);
    }

    private Calibration calibrate(Model model, Encoding data, Target target) {
        Tensor targets = data.validation().targets();
        var passes = TrainedModel.passes(model, data.validation().features(), settings.samples(), settings.threads());
        return target.isClass()
                ? Calibration.ofClasses(passes.mean(), targets)
                : Calibration.ofNumbers(GaussianPrediction.of(passes), targets);
    }

    private Description describe(
            CsvFile file, Cells cells, Statistics.Result statistics, String weights, Calibration calibration) {
        return new Description(
                Description.FORMAT,
                Description.VERSION,
                Objects.toString(networkOptions.recipe()),
                settings.seed(),
                settings.samples(),
                file.header(),
                file.names(),
                cells,
                statistics.target(),
                statistics.columns(),
                weights,
                calibration);
    }
}

package dev.lanewise.regularization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.core.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Sequential;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every hyper-parameter of every public record refuses what is out of its range at construction, with the value in
/// the message; the table is complete.
final class InvalidArgumentsTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Sequential NETWORK = Sequential.of(Shape.of(2), Dense.of(1));

    /// What a person does not make, or cannot make wrong: results, and records without numbers.
    private static final Set<Class<?>> WITHOUT_RANGE = Set.of(
            ActivityPenalty.class,
            ClassificationQuality.class,
            ConformalSets.Measured.class,
            CoverageCurve.class,
            Finding.class,
            GaussianPrediction.class,
            MeanAndVariance.class,
            MonteCarloPrediction.class,
            NonNegative.class,
            RegressionQuality.class,
            ReliabilityTable.class,
            ReliabilityTable.Bin.class,
            Sparsity.class,
            Sparsity.Share.class);

    /// One hyper-parameter.
    ///
    /// @param maker makes the record with a value of it
    /// @param wrong values that are refused
    /// @param right the ends of its range, or as near as they can be
    private record Row(
            Class<?> type, String what, DoubleFunction<Object> maker, List<Double> wrong, List<Double> right) {
        @Override
        public String toString() {
            return type.getSimpleName() + ", " + what;
        }
    }

    private static Row row(Class<?> type, String what, DoubleFunction<Object> maker, double[] wrong, double... right) {
        return new Row(type, what, maker, boxed(wrong), boxed(right));
    }

    private static List<Double> boxed(double[] values) {
        var list = new ArrayList<Double>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    private static double[] rates() {
        return new double[] {-0.1, -1e-9, 1.0000001, 2, 1e-9, 1 - 1e-9, NAN, INFINITY, -INFINITY};
    }

    private static double[] strengths() {
        return new double[] {-1e-12, -1, NAN, INFINITY, -INFINITY};
    }

    private static double[] positive() {
        return new double[] {0, -0.0, -1, NAN, INFINITY, -INFINITY};
    }

    private static double[] axes() {
        return new double[] {-1, -7};
    }

    static Stream<Row> rows() {
        return Stream.of(noise(), penalties(), constraints(), predictions()).flatMap(List::stream);
    }

    private static List<Row> noise() {
        double[] halfOpen = {-0.1, 1, 1.5, NAN, INFINITY, -INFINITY};
        return List.of(
                row(Dropout.class, "rate", Dropout::rate, rates(), 0, 0x1p-16, 0.5, 1),
                row(Dropout.class, "axis", axis -> Dropout.rate(0.5).withSharedAxes((int) axis), axes(), 0, 30),
                row(AlphaDropout.class, "rate", AlphaDropout::rate, rates(), 0, 0.5, 1),
                row(FeatureAlphaDropout.class, "rate", FeatureAlphaDropout::rate, rates(), 0, 0.5, 1),
                row(SpatialDropout.class, "rate", SpatialDropout::rate, rates(), 0, 0.5, 1),
                row(StochasticDepth.class, "rate", StochasticDepth::rate, rates(), 0, 0.5, 1),
                row(McDropout.class, "rate", McDropout::rate, rates(), 0, 0.5, 1),
                row(McAlphaDropout.class, "rate", McAlphaDropout::rate, rates(), 0, 0.5, 1),
                row(DropConnect.class, "rate", rate -> DropConnect.of(Dense.of(1), rate), rates(), 0, 0.5, 1),
                row(GaussianDropout.class, "rate", GaussianDropout::rate, halfOpen, 0, 0.999),
                row(GaussianNoise.class, "deviation", GaussianNoise::deviation, strengths(), 0, 7));
    }

    private static List<Row> penalties() {
        return List.of(
                row(L1.class, "strength", L1::of, strengths(), 0, 3),
                row(L2.class, "strength", L2::of, strengths(), 0, 3),
                row(L1L2.class, "l1", l1 -> L1L2.of(l1, 0), strengths(), 0, 3),
                row(L1L2.class, "l2", l2 -> L1L2.of(0, l2), strengths(), 0, 3),
                row(ProximalL1.class, "strength", ProximalL1::of, strengths(), 0, 3),
                row(Orthogonal.class, "strength of columns", Orthogonal::columns, strengths(), 0, 3),
                row(Orthogonal.class, "strength of rows", Orthogonal::rows, strengths(), 0, 3),
                row(L2.class, "scheduled strength", value -> new L2(Schedule.constant(value)), strengths(), 0, 3));
    }

    private static List<Row> constraints() {
        double[] minima = {-0.1, 2.1, NAN, INFINITY, -INFINITY};
        double[] pulls = {0, -0.5, 1.1, NAN, INFINITY, -INFINITY};
        double[] boxes = {1.1, NAN, INFINITY, -INFINITY};
        return List.of(
                row(MaxNorm.class, "maximum", MaxNorm::perUnit, positive(), 1e-30, 3),
                row(MaxNorm.class, "axis", axis -> MaxNorm.perUnit(1).withAxis((int) axis), axes(), 0, 3),
                row(MinMaxNorm.class, "minimum", least -> new MinMaxNorm(least, 2, 1, 0, false), minima, 0, 2),
                row(MinMaxNorm.class, "maximum", most -> new MinMaxNorm(0, most, 1, 0, false), positive(), 1e-30, 3),
                row(MinMaxNorm.class, "rate", rate -> new MinMaxNorm(0, 1, rate, 0, false), pulls, 1e-9, 1),
                row(MinMaxNorm.class, "axis", axis -> new MinMaxNorm(0, 1, 1, (int) axis, false), axes(), 0, 3),
                row(UnitNorm.class, "axis", axis -> new UnitNorm((int) axis, false), axes(), 0, 3),
                row(Box.class, "minimum", least -> new Box(least, 1), boxes, -5, 1),
                row(Box.class, "maximum", most -> new Box(-1, -most), boxes, 1, -5),
                row(L1Ball.class, "radius", radius -> new L1Ball(radius, 0), positive(), 1e-30, 3),
                row(L1Ball.class, "axis", axis -> new L1Ball(1, (int) axis), axes(), 0, 3),
                row(Simplex.class, "total", total -> new Simplex(total, 0), positive(), 1e-30, 3),
                row(Simplex.class, "axis", axis -> new Simplex(1, (int) axis), axes(), 0, 3));
    }

    private static List<Row> predictions() {
        var options = MonteCarloOptions.defaults();
        double[] open = {0, 1, -0.1, 1.1, NAN, INFINITY};
        double[] counts = {0, -1};
        double[] deviations = {-1, NAN, INFINITY};
        double[] infinite = {NAN, INFINITY, -INFINITY};
        return List.of(
                row(MonteCarloOptions.class, "threads", n -> options.withThreads((int) n), counts, 1, 1024),
                row(MonteCarloOptions.class, "block", n -> options.withBlockRows((int) n), counts, 1, 9999),
                row(MonteCarloOptions.class, "level", options::withQuantiles, new double[] {-0.1, 1.1, NAN}, 0, 1),
                row(TemperatureScaling.class, "temperature", TemperatureScaling::new, positive(), 1e-3, 3),
                row(ConformalSets.class, "miscoverage", miss -> new ConformalSets(miss, 0.5), open, 0.1, 0.9),
                row(ConformalSets.class, "threshold", at -> new ConformalSets(0.1, at), new double[] {NAN}, 0, 1),
                row(Linter.class, "decay", decay -> new Linter(NETWORK, null, null, decay), strengths(), 0, 1),
                row(Linter.Inputs.class, "mean", mean -> new Linter.Inputs(mean, 1), infinite, -3, 3),
                row(Linter.Inputs.class, "deviation", d -> new Linter.Inputs(0, d), deviations, 0, 3),
                row(Linter.FirstStep.class, "data loss", loss -> new Linter.FirstStep(loss, 0), infinite, 0, 3),
                row(Linter.FirstStep.class, "penalty", sum -> new Linter.FirstStep(1, sum), infinite, 0, 3));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldRefuseWhatIsOutOfRangeWithTheValueAndTakeTheEnds(Row row) {
        for (double value : row.wrong()) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> row.maker().apply(value), row + " of " + value);
            var message = String.valueOf(refused.getMessage());
            assertTrue(message.matches("(?s).*\\b(must|need).*"), message);
            var integer = Integer.toString((int) value);
            assertTrue(message.contains(Double.toString(Math.abs(value))) || message.contains(integer), message);
        }
        for (double value : row.right()) {
            row.maker().apply(value);
        }
    }

    /// Every public record of the package stands in the table or among those that have nothing to refuse.
    @Test
    void shouldNameEveryPublicRecord() throws IOException, URISyntaxException {
        var named = rows().map(row -> row.type().getName()).collect(Collectors.toCollection(TreeSet::new));
        WITHOUT_RANGE.forEach(type -> named.add(type.getName()));
        assertEquals(named, publicRecords());
    }

    private static TreeSet<String> publicRecords() throws IOException, URISyntaxException {
        var folder = Path.of(MaxNorm.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var records = new TreeSet<String>();
        try (var files = Files.list(folder.resolve("dev/lanewise/regularization"))) {
            for (var file : files.map(Path::getFileName).map(Path::toString).toList()) {
                if (file.endsWith(".class") && !file.equals("package-info.class")) {
                    var type = type("dev.lanewise.regularization." + file.substring(0, file.length() - 6));
                    if (type.isRecord() && Modifier.isPublic(type.getModifiers())) {
                        records.add(type.getName());
                    }
                }
            }
        }
        return records;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, MaxNorm.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

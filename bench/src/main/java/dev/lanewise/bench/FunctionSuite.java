package dev.lanewise.bench;

import dev.lanewise.core.CounterRandom;
import dev.lanewise.core.Functions;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.List;

/// The library's functions against the same loops on the operators of the Vector API, for the outputs of a batch of
/// 32: a case is a function and rows × columns.
final class FunctionSuite implements Suite {
    private static final List<String> PROBLEMS = List.of(
            "exp 32x300",
            "expm1 32x300",
            "log 32x300",
            "tanh 32x300",
            "sigmoid 32x300",
            "elu 32x300",
            "selu 32x300",
            "softmax 32x10",
            "softmax 32x100");

    /// Either side may be off by at most 2.5 ULP of its own; softmax adds the roundings of a sum of up to 100
    /// terms.
    private static final double TOLERANCE = 0x1p-24 * 2 * (5 + 100);

    @Override
    public List<Contest> contests(Settings settings) {
        return PROBLEMS.stream()
                .map(problem -> new Contest("functions", problem, 1, List.of("lanewise", "vector-operators")))
                .toList();
    }

    @Override
    public Problem open(Contest contest) {
        var name = contest.problem().split(" ")[0];
        var shape = shape(contest);
        var x = Tensor.zeros(shape);
        CounterRandom.of(1, 0, 0).uniform(x, name.equals("log") ? 0.1 : -4, 4);
        var ours = Tensor.zeros(shape);
        var theirs = new float[x.size()];
        return entry -> {
            Contestant contestant =
                    entry.equals("lanewise") ? ours(name, x, ours) : theirs(name, x.array(), theirs, x.columns());
            contestant.run();
            if (!entry.equals("lanewise")) {
                check(name, ours, theirs);
            }
            return contestant;
        };
    }

    private static void check(String name, Tensor ours, float[] theirs) {
        for (int i = 0; i < theirs.length; i++) {
            if (!(Math.abs(theirs[i] - ours.get(i)) <= TOLERANCE * Math.abs(ours.get(i)))) {
                throw new WrongResultException(
                        name + " on operators gives " + theirs[i] + " for element " + i + ", not " + ours.get(i));
            }
        }
    }

    private static Contestant ours(String name, Tensor x, Tensor y) {
        return switch (name) {
            case "exp" -> () -> Functions.exp(x, y);
            case "expm1" -> () -> Functions.expm1(x, y);
            case "log" -> () -> Functions.log(x, y);
            case "tanh" -> () -> Functions.tanh(x, y);
            case "sigmoid" -> () -> Functions.sigmoid(x, y);
            case "elu" -> () -> Functions.elu(x, y, 1);
            case "selu" -> () -> Functions.selu(x, y);
            default -> () -> Functions.softmax(x, y);
        };
    }

    private static Contestant theirs(String name, float[] x, float[] y, int columns) {
        return switch (name) {
            case "exp" -> () -> VectorOperatorLoops.exp(x, y);
            case "expm1" -> () -> VectorOperatorLoops.expm1(x, y);
            case "log" -> () -> VectorOperatorLoops.log(x, y);
            case "tanh" -> () -> VectorOperatorLoops.tanh(x, y);
            case "sigmoid" -> () -> VectorOperatorLoops.sigmoid(x, y);
            case "elu" -> () -> VectorOperatorLoops.elu(x, y);
            case "selu" -> () -> VectorOperatorLoops.selu(x, y);
            default -> () -> VectorOperatorLoops.softmax(x, y, columns);
        };
    }

    /// Runs all of them on both sides, often enough for their profiles to be settled.
    static void runAll() {
        var suite = new FunctionSuite();
        for (var problem : PROBLEMS) {
            var opened = suite.open(new Contest("functions", problem, 1, List.of()));
            for (var entry : List.of("lanewise", "vector-operators")) {
                var contestant = opened.enter(entry);
                for (int i = 0; i < 20; i++) {
                    contestant.run();
                }
            }
        }
    }

    private static Shape shape(Contest contest) {
        var parts = contest.problem().split("[ x]");
        return Shape.of(Integer.parseInt(parts[parts.length - 2]), Integer.parseInt(parts[parts.length - 1]));
    }

    @Override
    public String baseline() {
        return "lanewise";
    }

    @Override
    public String unit() {
        return "ns/element";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return nanoseconds / shape(contest).size();
    }
}

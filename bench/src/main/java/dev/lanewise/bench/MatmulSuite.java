package dev.lanewise.bench;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Matrix products in the shapes of a 784-300-100-10 network at several batch sizes, and cubes.
final class MatmulSuite implements Suite {
    private static final List<String> LAYERS = List.of("300x784", "100x300", "10x100");
    private static final List<String> PRODUCTS = List.of("nn", "tn", "nt");
    private static final int[] ROWS = {1, 8, 32, 128, 512};
    private static final int[] CUBES = {512, 1024, 2048};
    private static final List<String> QUICK = List.of(
            "8x300x784 nn", "32x300x784 nn", "512x512x512 nn", "1x300x784 nn", "32x300x784 tn", "32x300x784 nt");
    private static final int QUICK_WITH_PEERS = 3;

    @Override
    public List<Contest> contests(Settings settings) {
        var problems = problems();
        if (settings.quick()) {
            problems = settings.peers().isEmpty() ? QUICK : QUICK.subList(0, QUICK_WITH_PEERS);
        }
        return problems.stream()
                .flatMap(problem -> Contest.withEach(settings.peers(), "matmul", problem, settings.threads()).stream())
                .toList();
    }

    private static List<String> problems() {
        var problems = new ArrayList<String>();
        for (int rows : ROWS) {
            for (var layer : LAYERS) {
                for (var product : PRODUCTS) {
                    problems.add(rows + "x" + layer + ' ' + product);
                }
            }
        }
        for (int cube : CUBES) {
            problems.add(cube + "x" + cube + 'x' + cube + " nn");
        }
        return problems;
    }

    @Override
    public Problem open(Contest contest) {
        var problem = MatmulProblem.of(contest.problem(), contest.threads());
        return entry -> {
            var contestant =
                    entry.equals("lanewise") ? new Ours(problem) : Peers.load().matmul(entry, problem);
            contestant.run();
            problem.check(entry, contestant.result());
            return contestant;
        };
    }

    private record Ours(MatmulProblem problem, Engine engine, Tensor c) implements MatmulContestant {
        Ours(MatmulProblem problem) {
            this(problem, Engine.ofThreads(problem.threads()), Tensor.zeros(Shape.of(problem.m(), problem.n())));
        }

        @Override
        public String version() {
            return Suites.LANEWISE_VERSION;
        }

        @Override
        public void run() {
            problem.multiply(engine, problem.a(), problem.b(), c);
        }

        @Override
        public float[] result() {
            return c.array();
        }
    }

    @Override
    public String baseline() {
        return "lanewise";
    }

    @Override
    public double flop(Contest contest) {
        var parts = contest.problem().split("[x ]");
        return 2.0 * Integer.parseInt(parts[0]) * Integer.parseInt(parts[1]) * Integer.parseInt(parts[2]);
    }

    @Override
    public String unit() {
        return "GFLOP/s";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return flop(contest) / nanoseconds;
    }

    @Override
    public boolean reportsAllocation() {
        return true;
    }
}

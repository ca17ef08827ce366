package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The attempts at the micro-kernel beside each other, each step of [LadderStep] a contestant.
final class LadderSuite implements Suite {
    private static final List<String> PROBLEMS = List.of("96x192x784 nn", "480x576x784 nn");

    @Override
    public List<Contest> contests(Settings settings) {
        var entries = new ArrayList<>(
                Stream.of(LadderStep.values()).map(LadderStep::entry).toList());
        entries.addAll(settings.peers());
        return PROBLEMS.stream()
                .map(problem -> new Contest("ladder", problem, 1, entries))
                .toList();
    }

    @Override
    public Problem open(Contest contest) {
        var problem = MatmulProblem.of(contest.problem(), 1);
        return entry -> {
            var contestant = Stream.of(LadderStep.values())
                    .filter(step -> step.entry().equals(entry))
                    .<MatmulContestant>map(step -> new Attempt(step, problem))
                    .findFirst()
                    .orElseGet(() -> Peers.load().matmul(entry, problem));
            contestant.run();
            problem.check(entry, contestant.result());
            return contestant;
        };
    }

    private record Attempt(LadderStep step, MatmulProblem problem, float[] result) implements MatmulContestant {
        Attempt(LadderStep step, MatmulProblem problem) {
            this(step, problem, new float[problem.m() * problem.n()]);
        }

        @Override
        public String version() {
            return Suites.LANEWISE_VERSION;
        }

        @Override
        public void run() {
            step.multiply(problem, result);
        }
    }

    @Override
    public String baseline() {
        return LadderStep.LIBRARY.entry();
    }

    @Override
    public double flop(Contest contest) {
        var problem = contest.problem().split("[x ]");
        return 2.0 * Integer.parseInt(problem[0]) * Integer.parseInt(problem[1]) * Integer.parseInt(problem[2]);
    }

    @Override
    public String unit() {
        return "GFLOP/s";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return flop(contest) / nanoseconds;
    }
}

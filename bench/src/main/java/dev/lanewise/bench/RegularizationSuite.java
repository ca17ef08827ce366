package dev.lanewise.bench;

import dev.lanewise.layers.Constraint;
import dev.lanewise.layers.Penalty;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.ProximalL1;
import java.util.List;

/// What regularization adds to a plain step: dropout 0.2 before each dense layer, L2 of 1e−4 and max-norm 1 on the
/// hidden weights, each alone and all together; and proximal L1 of 1e−4 in place of L2.
final class RegularizationSuite implements Suite {
    private static final List<String> VARIANTS = List.of("plain", "dropout", "l2", "proximal-l1", "max-norm", "all");

    @Override
    public List<Contest> contests(Settings settings) {
        return (settings.quick() ? List.of("32") : List.of("32", "128", "512"))
                .stream()
                        .map(batch -> new Contest("regularization", batch, settings.threads(), VARIANTS))
                        .toList();
    }

    @Override
    public Problem open(Contest contest) {
        int batch = Integer.parseInt(contest.problem());
        var noisy = StepProblem.forTiming(batch, contest.threads());
        var still = noisy.withoutDropout();
        return variant -> {
            boolean all = variant.equals("all");
            Penalty penalty = switch (variant) {
                case "l2", "all" -> L2.of(1e-4);
                case "proximal-l1" -> ProximalL1.of(1e-4);
                default -> Penalty.NONE;
            };
            Constraint constraint = all || variant.equals("max-norm") ? MaxNorm.perUnit(1) : Constraint.NONE;
            return (all || variant.equals("dropout") ? noisy : still).ours(penalty, constraint, false);
        };
    }

    @Override
    public String baseline() {
        return "plain";
    }

    @Override
    public String contestant(String entry) {
        return "lanewise";
    }

    @Override
    public String caseName(Contest contest, String entry) {
        return contest.problem() + ' ' + entry;
    }

    @Override
    public double flop(Contest contest) {
        return StepProblem.flop(Integer.parseInt(contest.problem()));
    }

    @Override
    public String unit() {
        return "us";
    }

    @Override
    public double value(Contest contest, double nanoseconds) {
        return nanoseconds / 1000;
    }

    @Override
    public boolean reportsAllocation() {
        return true;
    }
}

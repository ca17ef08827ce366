package dev.lanewise.examples.chapter;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Predictions of the test images under one name, those of several seeds one below the other.
///
/// @param name for the legend
/// @param probabilities one row an image and seed
/// @param targets the class of every row
/// @param scores of them all
record Pool(String name, Tensor probabilities, Tensor targets, Scores scores) {
    private static Pool of(String name, Tensor probabilities, Tensor targets) {
        return new Pool(name, probabilities, targets, Scores.of(probabilities, targets));
    }

    /// Returns what there is to compare: single predictions, Monte-Carlo dropout and ensembles of all seeds.
    static List<Pool> all(Results results, Tensor targets) {
        var pools = new ArrayList<Pool>();
        add(pools, "nothing", members(results, "plain", Result::probabilities), targets);
        add(pools, "dropout 0.2, single", members(results, "dropout-0.2", Result::probabilities), targets);
        add(pools, "dropout 0.2, Monte-Carlo", members(results, "dropout-0.2", Result::meanProbabilities), targets);
        addEnsemble(pools, "ensemble of nothing", members(results, "plain", Result::probabilities), targets);
        return pools;
    }

    /// Returns the probabilities of the test images that every seed's training has kept.
    static List<Tensor> members(Results results, String variant, Function<Result, byte @Nullable []> kept) {
        var members = new ArrayList<Tensor>();
        for (var result : results.of(variant)) {
            byte[] bytes = kept.apply(result);
            if (bytes != null) {
                members.add(Floats.tensor(bytes, 10));
            }
        }
        return members;
    }

    private static void add(List<Pool> pools, String name, List<Tensor> members, Tensor targets) {
        if (!members.isEmpty()) {
            var probabilities = Tensor.zeros(Shape.of(members.size() * targets.rows(), 10));
            var repeated = Tensor.zeros(Shape.of(members.size() * targets.rows()));
            for (int i = 0; i < members.size(); i++) {
                int from = i * targets.rows();
                probabilities.rows(from, from + targets.rows()).copyFrom(members.get(i));
                for (int row = 0; row < targets.rows(); row++) {
                    repeated.set(from + row, targets.get(row));
                }
            }
            pools.add(of(name, probabilities, repeated));
        }
    }

    private static void addEnsemble(List<Pool> pools, String name, List<Tensor> members, Tensor targets) {
        if (members.size() > 1) {
            pools.add(of(name + ", " + members.size() + " networks", mean(members), targets));
        }
    }

    /// Returns the mean of the members' probabilities: a deep ensemble's.
    static Tensor mean(List<Tensor> members) {
        var mean = Tensor.zeros(members.getFirst().shape());
        for (int i = 0; i < mean.size(); i++) {
            double sum = 0;
            for (var member : members) {
                sum += member.get(i);
            }
            mean.set(i, (float) (sum / members.size()));
        }
        return mean;
    }

    /// Returns −Σ p·ln p of every row.
    Tensor entropies() {
        var entropies = Tensor.zeros(Shape.of(probabilities.rows()));
        int classes = probabilities.columns();
        for (int row = 0; row < probabilities.rows(); row++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                double p = probabilities.get(row * classes + j);
                sum -= p > 0 ? p * Math.log(p) : 0;
            }
            entropies.set(row, (float) sum);
        }
        return entropies;
    }
}

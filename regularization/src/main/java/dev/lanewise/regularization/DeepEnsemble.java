package dev.lanewise.regularization;

import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import java.util.List;

/// Several models of one network, trained from different seeds, as one prediction (Lakshminarayanan et al., 2017): the
/// yardstick beside [MonteCarlo].
public final class DeepEnsemble {
    private DeepEnsemble() {}

    /// Returns what the members give in inference mode, each as one sample.
    ///
    /// @param input one example a row
    /// @throws IllegalArgumentException if there is no member, their outputs differ in shape, or the examples have
    ///     the wrong shape
    public static MonteCarloPrediction predict(List<Model> members, Tensor input) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least 1 member, but has none");
        }
        var shape = output(members.getFirst()).batch(input.rows());
        for (var member : members) {
            if (!output(member).equals(output(members.getFirst()))) {
                throw new IllegalArgumentException("the members of an ensemble need outputs of one shape: "
                        + output(members.getFirst()) + ", " + output(member));
            }
        }
        var result = MonteCarloPrediction.allocate(members.size(), shape, List.of(), false);
        var statistics = new PassStatistics(result, input.rows(), input.rows());
        statistics.begin(input.rows());
        for (int i = 0; i < members.size(); i++) {
            statistics.add(members.get(i).predict(input), i);
        }
        statistics.writeTo(result, 0);
        return result;
    }

    private static Shape output(Model model) {
        return model.shape(model.layers().size());
    }
}

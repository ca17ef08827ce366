package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Penalty;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The ledger of the penalties of a model: every term on every trained parameter, and those on the outputs of layers,
/// with the kinds that they are reported by.
///
/// A kind is named after the class, as `l2_penalty`; a sum is reported as its terms; all outputs together are
/// `activity_penalty`.
final class PenaltyLedger {
    private static final String ACTIVITY = "activity_penalty";

    private record Term(int parameter, Penalty penalty, int kind) {}

    private final List<Parameter> parameters;
    private final List<Term> terms = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final int activity;

    /// What the penalties on a parameter have added to an element of its gradient at most, by parameter.
    private final double[] gradientBounds;

    PenaltyLedger(Model model, List<Parameter> trained) {
        parameters = trained;
        gradientBounds = new double[trained.size()];
        for (int i = 0; i < trained.size(); i++) {
            for (var penalty : trained.get(i).penalty().terms()) {
                terms.add(new Term(i, penalty, kind(nameOf(penalty))));
            }
        }
        activity = model.penalizesOutputs() ? kind(ACTIVITY) : -1;
    }

    private int kind(String name) {
        if (!kinds.contains(name)) {
            kinds.add(name);
        }
        return kinds.indexOf(name);
    }

    private static String nameOf(Penalty penalty) {
        var type = penalty.getClass();
        var name = type.isAnonymousClass() ? "Other" : type.getSimpleName();
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT) + "_penalty";
    }

    /// Returns the number of kinds.
    int kinds() {
        return kinds.size();
    }

    /// Returns values by kind under their names, in the order of the parameters.
    Map<String, Double> named(double[] values) {
        var named = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            named.put(kinds.get(i), values[i]);
        }
        return named;
    }

    /// Writes what the outputs of a run cost, and 0 for every other kind.
    void ofOutputs(Workspace run, double[] values) {
        Arrays.fill(values, 0);
        if (activity >= 0) {
            values[activity] = run.outputPenalty();
        }
    }

    /// Adds the gradient of every penalty on a parameter, and its value to that of its kind.
    void addGradients(List<Tensor> gradients, long step, double[] values) {
        Arrays.fill(gradientBounds, 0);
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            var parameter = parameters.get(term.parameter()).value();
            double value = term.penalty().addGradient(parameter, gradients.get(term.parameter()), step);
            values[term.kind()] += value;
            double bound = term.penalty().gradientBound(value, step);
            gradientBounds[term.parameter()] += bound >= 0 ? bound : Double.POSITIVE_INFINITY;
        }
    }

    /// Returns what the last [#addGradients] has added to an element of a gradient at most; may be infinite.
    ///
    /// @param parameter counts the trained parameters
    double gradientBound(int parameter) {
        return gradientBounds[parameter];
    }

    /// Returns the penalties on the parameters as they are by kind.
    double[] ofParameters(long step) {
        double[] values = new double[kinds.size()];
        addValues(step, values);
        return values;
    }

    /// Adds the values of the penalties on the parameters as they are to those of their kinds.
    void addValues(long step, double[] values) {
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            values[term.kind()] +=
                    term.penalty().value(parameters.get(term.parameter()).value(), step);
        }
    }
}

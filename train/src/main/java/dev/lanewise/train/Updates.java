package dev.lanewise.train;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Functions;
import dev.lanewise.core.RangeTask;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import dev.lanewise.layers.Model;
import dev.lanewise.layers.Parameter;
import dev.lanewise.layers.Schedule;
import dev.lanewise.layers.Workspace;
import java.util.ArrayList;
import java.util.List;

/// What a step does to the trained parameters once their gradients are there; holds the optimizer's state.
final class Updates {
    /// A bound that leaves room for the rounding of what it bounds.
    private static final double SAFE = Float.MAX_VALUE / 2;

    private final List<Parameter> parameters;

    /// Which of all parameters of the model each of them is.
    private final int[] numbers;

    private final PenaltyLedger penalties;
    private final float[] values;
    private final List<Optimizer> optimizers;
    private final List<Schedule> rates;
    private final int[] optimizerOf;
    private final Engine engine;
    private final float[][] slots;
    private final double[][] coefficients;
    private double rateScale = 1;
    private final List<Tensor> gradientViews = new ArrayList<>();
    private final ProximalSteps proximalSteps;
    private final Projections projections;
    private final RangeTask updatePiece = this::updatePiece;
    private float[] moving = {};
    private int movingOptimizer;

    Updates(Model model, Optimizer optimizer, Engine engine) {
        this.engine = engine;
        parameters = model.parameters().stream().filter(Parameter::trainable).toList();
        numbers = parameters.stream().mapToInt(model.parameters()::indexOf).toArray();
        penalties = new PenaltyLedger(model, parameters);
        values = model.values();
        var chosen = parameters.stream().map(optimizer::forParameter).toList();
        optimizers = chosen.stream().distinct().toList();
        rates = optimizers.stream().map(Optimizer::learningRate).toList();
        optimizerOf = chosen.stream().mapToInt(optimizers::indexOf).toArray();
        int most = optimizers.stream().mapToInt(Optimizer::slots).max().orElse(0);
        slots = new float[most][values.length];
        coefficients =
                optimizers.stream().map(each -> new double[each.coefficients()]).toArray(double[][]::new);
        proximalSteps = new ProximalSteps(parameters, chosen, values.length);
        projections = new Projections(parameters, chosen, slots);
    }

    /// Returns what projects, and can tell what lay outside.
    Projections projections() {
        return projections;
    }

    /// Returns the penalties of the parameters and outputs.
    PenaltyLedger penalties() {
        return penalties;
    }

    /// Adds the gradient of every parameter's penalty, and its value to that of its kind.
    void addPenaltyGradients(float[] gradients, long step, double[] penaltyByKind) {
        penalties.addGradients(views(gradients), step, penaltyByKind);
    }

    /// Throws if a gradient as the layers left it is infinite or not a number.
    void checkFinite(Workspace run, long step, double loss) {
        var gradients = views(run.gradients());
        for (int i = 0; i < parameters.size(); i++) {
            checkFinite(i, gradients.get(i), run.gradientBound(numbers[i]), step, loss);
        }
    }

    /// Throws if a gradient with those of the penalties is infinite or not a number.
    ///
    /// @param asLayersLeftThem whether nothing but penalties has changed the gradients, so that bounds hold
    void checkFinitePenalized(Workspace run, boolean asLayersLeftThem, long step, double loss) {
        var gradients = views(run.gradients());
        for (int i = 0; i < parameters.size(); i++) {
            double bound = asLayersLeftThem
                    ? run.gradientBound(numbers[i]) + penalties.gradientBound(i)
                    : Double.POSITIVE_INFINITY;
            checkFinite(i, gradients.get(i), bound, step, loss);
        }
    }

    private void checkFinite(int parameter, Tensor gradient, double bound, long step, double loss) {
        if (!(bound <= SAFE) && !Functions.allFinite(gradient)) {
            throw new NonFiniteGradientException(parameters.get(parameter).name(), step, loss);
        }
    }

    /// Clips the gradients of all parameters.
    void clip(float[] gradients, GradientClipping clipping) {
        clipping.clip(views(gradients));
    }

    /// Returns the gradients of the parameters as tensors, made anew only for another array.
    private List<Tensor> views(float[] gradients) {
        if (gradientViews.isEmpty() || gradientViews.getFirst().array() != gradients) {
            gradientViews.clear();
            for (var parameter : parameters) {
                var value = parameter.value();
                gradientViews.add(Tensor.wrap(gradients, value.offset(), value.shape()));
            }
        }
        return gradientViews;
    }

    /// Lets every parameter be moved by its optimizer, large ones in pieces on several threads.
    ///
    /// @throws IllegalArgumentException if a schedule gives no learning rate; the weights then are as before
    void moveParameters(float[] gradients, long step) {
        for (int i = 0; i < optimizers.size(); i++) {
            double rate = rateScale * rates.get(i).at(step);
            optimizers.get(i).prepare(step, Ranges.notNegative("the learning rate", rate), coefficients[i]);
        }
        for (int i = 0; i < parameters.size(); i++) {
            var value = parameters.get(i).value();
            int from = value.offset();
            int to = from + value.size();
            moving = gradients;
            movingOptimizer = optimizerOf[i];
            if (optimizers.get(movingOptimizer).wholeParameters()) {
                updatePiece(from, to);
            } else {
                engine.onPieces(from, to, updatePiece);
            }
            proximalSteps.make(i, slots, coefficients[movingOptimizer], step);
        }
    }

    private void updatePiece(int from, int to) {
        optimizers.get(movingOptimizer).update(values, moving, slots, from, to, coefficients[movingOptimizer]);
    }

    /// Projects every parameter onto its set.
    void project() {
        projections.project();
    }

    /// Multiplies the learning rate of all steps to come.
    void scaleRate(double factor) {
        rateScale *= factor;
    }

    /// Returns what the learning rates of the schedules are multiplied by.
    double rateScale() {
        return rateScale;
    }

    void save(State state) {
        state.put("rate_scale", rateScale);
        for (int i = 0; i < slots.length; i++) {
            state.put("slot_" + i, Tensor.wrap(slots[i], 0, Shape.of(values.length)));
        }
        for (int i = 0; i < coefficients.length; i++) {
            state.put("coefficients_" + i, coefficients[i]);
        }
    }

    /// Returns the change to what was saved.
    ///
    /// @throws IllegalArgumentException if the optimizer remembers other things
    Runnable restored(State state) {
        double savedScale = state.number("rate_scale");
        var savedSlots = new float[slots.length][];
        for (int i = 0; i < slots.length; i++) {
            savedSlots[i] = state.tensor("slot_" + i).array();
            requireLength("a slot of the optimizer", savedSlots[i].length, values.length);
        }
        var savedCoefficients = new double[coefficients.length][];
        for (int i = 0; i < coefficients.length; i++) {
            savedCoefficients[i] = state.numbers("coefficients_" + i);
            requireLength("the coefficients of a step", savedCoefficients[i].length, coefficients[i].length);
        }
        return () -> {
            rateScale = savedScale;
            // The arrays stay: projections see velocities in them.
            for (int i = 0; i < slots.length; i++) {
                System.arraycopy(savedSlots[i], 0, slots[i], 0, values.length);
            }
            for (int i = 0; i < coefficients.length; i++) {
                System.arraycopy(savedCoefficients[i], 0, coefficients[i], 0, coefficients[i].length);
            }
        };
    }

    private static void requireLength(String what, int saved, int given) {
        if (saved != given) {
            throw new IllegalArgumentException(
                    what + ": this training needs " + given + " numbers, but " + saved + " were saved");
        }
    }
}

package dev.lanewise.train;

import dev.lanewise.layers.Codec;
import dev.lanewise.layers.Codecs;
import dev.lanewise.regularization.RegularizationCodecs;
import java.util.ArrayList;

/// How schedules, optimizers and losses are written, beside everything that [RegularizationCodecs] knows.
/// [dev.lanewise.layers.ModelFile#writeWhole] needs these codecs where a strength or a rate follows one of this
/// module's schedules; checkpoints describe network, loss and optimizer by them.
///
/// The kinds of schedules are `constant`, `exponential_decay`, `inverse_time_decay`, `polynomial_decay`,
/// `piecewise_constant`, `cosine_decay`, `cosine_restarts`, `cyclical`, `one_cycle`, `chain`, `per_epoch` and `scaled`;
/// those of optimizers and losses are their names, as `rms_prop` and `mean_squared_error`. The members of
/// [ParameterGroups] are functions, which cannot be written, as is what a [DecoupledDecay] spares unless it is roles;
/// the optimizer of each parameter can.
public final class TrainingCodecs {
    private static final Codecs STANDARD = RegularizationCodecs.standard().with(all());

    private TrainingCodecs() {}

    /// Returns the codecs of [RegularizationCodecs#standard()] and of this module.
    public static Codecs standard() {
        return STANDARD;
    }

    private static ArrayList<Codec<?>> all() {
        var all = new ArrayList<Codec<?>>(ScheduleCodecs.ALL);
        all.addAll(OptimizerCodecs.ALL);
        all.addAll(LossCodecs.ALL);
        return all;
    }
}

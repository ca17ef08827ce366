package dev.lanewise.examples.chapter;

import static dev.lanewise.examples.chapter.Training.Pace.CONSTANT;
import static dev.lanewise.examples.chapter.Training.Pace.ONE_CYCLE;
import static dev.lanewise.examples.chapter.Training.Pace.ONE_CYCLE_AFTER_SEARCH;

import dev.lanewise.layers.Activations;
import dev.lanewise.layers.Schedule;
import dev.lanewise.regularization.L1;
import dev.lanewise.regularization.L1L2;
import dev.lanewise.regularization.L2;
import dev.lanewise.regularization.MaxNorm;
import dev.lanewise.regularization.ProximalL1;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The list of all experiments. The default setting is a 784-300-100-10 network with ELU and He's initializer, trained
/// as [Training.standard()] says; what is called the book's has the book's settings.
final class Experiments {
    /// The epochs of the default setting.
    static final int EPOCHS = 20;

    /// The rates of dropout that are tried.
    static final List<Double> RATES = List.of(0.1, 0.2, 0.3, 0.4, 0.5);

    private static final Network PLAIN = Network.of(Activations.ELU, 300, 100);
    private static final Network SELU = Network.of(Activations.SELU, 300, 100);
    private static final Network BOOK = Network.of(Activations.RELU, 100, 100);
    private static final Training MOMENTUM = Training.standard().withEpochs(EPOCHS);
    private static final Training TEN_EPOCHS = MOMENTUM.withEpochs(10);

    private Experiments() {}

    /// Returns all experiments, in the order of the chapter.
    static List<Variant> all() {
        var all = new ArrayList<Variant>();
        all.add(variant("plain", "No regularization", "nothing", PLAIN).keepingPredictions());
        penalties(all);
        dropout(all);
        alphaDropout(all);
        maxNorm(all);
        combinations(all);
        trainings(all);
        recipes(all);
        book(all);
        return Collections.unmodifiableList(all);
    }

    private static Variant variant(String name, String section, String title, Network network) {
        return new Variant(name, section, title, "plain", network, MOMENTUM);
    }

    private static void penalties(List<Variant> all) {
        var section = "ℓ1 and ℓ2";
        for (double strength : new double[] {1e-5, 1e-4, 1e-3}) {
            var penalty = new L1(Schedule.constant(strength));
            all.add(variant(
                    "l1-" + name(strength), section, "ℓ1 " + name(strength), PLAIN.withPenalty(penalty, false)));
        }
        var proximal = ProximalL1.of(1e-4);
        all.add(variant("l1-proximal-1e-4", section, "proximal ℓ1 1e-4", PLAIN.withPenalty(proximal, false)));
        for (double strength : new double[] {1e-5, 1e-4, 1e-3, 1e-2}) {
            var penalty = L2.of(strength);
            all.add(variant(
                    "l2-" + name(strength), section, "ℓ2 " + name(strength), PLAIN.withPenalty(penalty, false)));
        }
        var both = new L1L2(Schedule.constant(1e-5), Schedule.constant(1e-4));
        all.add(variant("l1-l2", section, "ℓ1 1e-5 and ℓ2 1e-4", PLAIN.withPenalty(both, false)));
    }

    private static String name(double strength) {
        return "1e" + Math.round(Math.log10(strength));
    }

    private static void dropout(List<Variant> all) {
        for (double rate : RATES) {
            all.add(variant("dropout-" + rate, "Dropout", "dropout " + rate, PLAIN.withDropout(rate, rate)));
        }
        all.replaceAll(variant -> variant.name().equals("dropout-0.2") ? variant.keepingPredictions() : variant);
        for (double rate : RATES) {
            all.add(variant(
                    "dropout-hidden-" + rate,
                    "Dropout",
                    "dropout " + rate + ", not on the input",
                    PLAIN.withDropout(0, rate)));
        }
    }

    private static void alphaDropout(List<Variant> all) {
        var section = "Alpha dropout";
        all.add(new Variant("selu", section, "SELU, LeCun, standardized", "selu", SELU, MOMENTUM));
        for (double rate : new double[] {0.05, 0.1, 0.2}) {
            var network = SELU.withAlphaDropout(rate);
            all.add(new Variant("alpha-" + rate, section, "SELU, alpha dropout " + rate, "selu", network, MOMENTUM));
        }
        var ordinary = SELU.withDropout(0, 0.1);
        all.add(new Variant("selu-dropout-0.1", section, "SELU, ordinary dropout 0.1", "selu", ordinary, MOMENTUM));
    }

    private static void maxNorm(List<Variant> all) {
        for (double radius : new double[] {0.5, 1, 2, 3}) {
            var network = PLAIN.withConstraint(MaxNorm.perUnit(radius));
            all.add(variant("max-norm-" + radius, "Max-norm", "max-norm " + radius, network));
        }
    }

    private static void combinations(List<Variant> all) {
        var section = "Combinations";
        var dropout = PLAIN.withDropout(0.2, 0.2);
        var ball = MaxNorm.perUnit(1);
        all.add(variant("dropout-max-norm", section, "dropout 0.2, max-norm 1", dropout.withConstraint(ball)));
        all.add(variant("dropout-l2", section, "dropout 0.2, ℓ2 1e-4", dropout.withPenalty(L2.of(1e-4), false)));
        all.add(variant(
                "l2-max-norm",
                section,
                "ℓ2 1e-4, max-norm 1",
                PLAIN.withConstraint(ball).withPenalty(L2.of(1e-4), false)));
    }

    private static void trainings(List<Variant> all) {
        var section = "Early stopping, batch norm, 1cycle";
        var longer = MOMENTUM.withEpochs(30);
        all.add(new Variant("plain-30", section, "30 epochs", "plain", PLAIN, longer));
        all.add(new Variant(
                "early-stopping", section, "30 epochs, early stopping", "plain-30", PLAIN, longer.withPatience(5)));
        all.add(variant("batch-norm", section, "batch norm", PLAIN.withBatchNorm()));
        all.add(new Variant(
                "one-cycle",
                section,
                "1cycle up to 0.05",
                "plain",
                PLAIN,
                MOMENTUM.withPace(ONE_CYCLE).withRate(0.05)));
    }

    private static void recipes(List<Variant> all) {
        var section = "The summary's recipes, and depth";
        var cycle = MOMENTUM.withPace(ONE_CYCLE).withPatience(10);
        all.add(new Variant(
                "default-recipe",
                section,
                "default: He, ELU, batch norm, early stopping, 1cycle",
                "plain",
                PLAIN.withBatchNorm(),
                cycle.withRate(0.05)));
        all.add(new Variant(
                "self-normalizing",
                section,
                "self-normalizing: LeCun, SELU, early stopping, 1cycle",
                "plain",
                SELU,
                cycle.withRate(0.02)));
        all.add(new Variant(
                "self-normalizing-alpha",
                section,
                "the same with alpha dropout 0.1",
                "self-normalizing",
                SELU.withAlphaDropout(0.1),
                cycle.withRate(0.02)));
        var deep = Collections.nCopies(20, 100).toArray(Integer[]::new);
        var elu = Network.of(Activations.ELU, deep).withStandardizedPixels();
        // Ten times slower: otherwise ELU with He's initializer, whose activations grow with depth, soon diverges.
        var slow = MOMENTUM.withRate(0.001);
        all.add(new Variant("deep-elu", section, "20 × 100, ELU and He", "deep-elu", elu, slow));
        all.add(new Variant(
                "deep-selu",
                section,
                "20 × 100, SELU and LeCun",
                "deep-elu",
                Network.of(Activations.SELU, deep),
                slow));
    }

    private static void book(List<Variant> all) {
        var section = "The book's settings (100-100, ReLU)";
        all.add(new Variant("book-plain", section, "nothing", "book-plain", BOOK, TEN_EPOCHS));
        all.add(new Variant(
                "book-l2",
                section,
                "ℓ2 0.01 on all layers, 2 epochs",
                "book-l2",
                BOOK.withPenalty(L2.of(0.01), true),
                TEN_EPOCHS.withoutMomentum().withRate(0.02).withEpochs(2)));
        var dropout = BOOK.withDropout(0.2, 0.2);
        all.add(new Variant("book-dropout", section, "dropout 0.2, three times", "book-plain", dropout, TEN_EPOCHS)
                .keepingPredictions());
        var norm = BOOK.withConstraint(MaxNorm.perUnit(1));
        all.add(new Variant("book-max-norm", section, "max-norm 1", "book-plain", norm, TEN_EPOCHS));
        var large = TEN_EPOCHS.withoutMomentum().withBatch(128).withEpochs(25);
        var constant = large.withPace(CONSTANT);
        var reference = "book-constant-0.01";
        all.add(new Variant(reference, section, "batch 128, rate 0.01", reference, BOOK, constant.withRate(0.01)));
        all.add(new Variant(
                "book-constant-0.1", section, "batch 128, rate 0.1", reference, BOOK, constant.withRate(0.1)));
        all.add(new Variant(
                "book-one-cycle",
                section,
                "batch 128, 1cycle up to 0.1",
                "book-constant-0.1",
                BOOK,
                large.withPace(ONE_CYCLE).withRate(0.1)));
        all.add(new Variant(
                "book-one-cycle-search",
                section,
                "batch 128, 1cycle after a search",
                "book-constant-0.1",
                BOOK,
                large.withPace(ONE_CYCLE_AFTER_SEARCH).withRate(0.01)));
    }
}

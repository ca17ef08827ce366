package dev.lanewise.examples.chapter;

import dev.lanewise.core.Engine;
import dev.lanewise.examples.drawing.Svg;
import java.util.Locale;

/// What the report says in words.
final class Prose {
    static final String DIFFERENCES =
            "<p>How many points of test accuracy an experiment is above or below its reference, seed against seed."
                + " Green is better, orange is worse, grey is either. With so many intervals, one in twenty misses 0"
                + " by chance.</p>";
    static final String SWEEPS =
            "<p>Test accuracy and the gap between validation and training loss over the strength of"
                    + " each method. Whiskers are 95 % intervals of the mean.</p>";
    static final String CURVES =
            "<p>Means over the seeds. The broken line is what a progress bar shows: the mean over the steps of an"
                + " epoch, with noise and while the weights still move. The solid blue line is the same network after"
                + " the epoch, on the first fifth of the training images and without noise. The tinted area is the"
                + " gap.</p>";
    static final String HISTOGRAMS =
            "<p>Weights of the first layer, counted on a logarithmic scale; what lies beyond the ends is in the outer"
                    + " bars: without a penalty, with ℓ1, with its proximal form, and with ℓ2.</p>";
    static final String IMAGES =
            "<p>The 784 incoming weights of sixteen units as images, red above 0 and blue below, each unit on its own"
                    + " scale, none finer than 0.05. Same seed, so the same units at the beginning.</p>";
    static final String NORMS =
            "<p>The norm of every unit's incoming weights at the beginning and after every epoch. Under max-norm the"
                + " orange line is the greatest norm that a step produced before it was projected back, the blue one"
                + " what is left of it.</p>";
    static final String DEPTH =
            "<p>Standardized images through fifty layers of a hundred units, medians of nine seeds, and the networks"
                    + " of twenty layers after training. Self-normalizing means: mean 0 and deviation 1 in every"
                    + " layer.</p>";
    static final String FIRST =
            "<p>The textbook's example. Grey is the prediction without noise, blue the mean of all passes"
                    + " with its standard deviation, and every dot is one pass.</p>";
    static final String CASES =
            "<p>The test images with the greatest and the least predictive entropy under Monte-Carlo dropout. Bars are"
                    + " mean probabilities, whiskers their standard deviation over the passes, the orange mark is the"
                    + " prediction without noise. Green is the label.</p>";
    static final String QUALITY =
            "<p>Of the images predicted with 80 % confidence, 80 % should be right. The second picture: if only the"
                    + " most certain predictions are answered, by predictive entropy, how many of those are right.</p>";
    static final String RATES =
            "<p>The loss while the rate grows from step to step, and the validation accuracy of 1cycle"
                    + " against constant rates, means over the seeds.</p>";

    private Prose() {}

    static String summary(Results results, Images images) {
        var setting = results.setting();
        return "<p class=\"lead\">Every experiment of the chapter on Fashion-MNIST: "
                + results.variants().size()
                + " variants, " + setting.seeds() + (setting.seeds() == 1 ? " seed" : " seeds") + " each, "
                + String.format(Locale.ROOT, "%,d", images.scaled().train().size())
                + " training images, " + setting.epochs() + " epochs in the default setting."
                + (setting.quick() ? " <strong>A quick run: rough answers from few images.</strong>" : "") + "</p>";
    }

    static String method(Results results, Images images) {
        var first = results.results().getFirst();
        var split = images.scaled();
        return "<ul><li>Images: " + split.train().size() + " to train, "
                + split.validation().size()
                + " to validate, " + split.test().size() + " to test; pixels divided by 255, for SELU and the deep"
                + " networks standardized by mean and deviation of the training images.</li>"
                + "<li>Default setting: 784-300-100-10, ELU, He's initializer, momentum 0.9, rate 0.01, batches of 32, "
                + results.setting().epochs() + " epochs. Penalties and constraints are on the hidden layers'"
                + " weights.</li><li>Paired: for a seed all variants share initial"
                + " weights, shuffles and masks where they have them in common. Without"
                + " dropout on the input a layer of rate 0 keeps its place, and networks"
                + " with batch norm take their initial weights from the ones"
                + " without.</li><li>Intervals are Student's t intervals over the seeds,"
                + " at 95"
                + " %: mean"
                + " ± t·s/√n"
                + " with"
                + " n − 1"
                + " degrees"
                + " of freedom,"
                + " here"
                + " n = " + results.setting().seeds() + ". They assume that differences are about normal,"
                + " and tell nothing of other data. What was chosen as best was chosen on validation images; the"
                + " numbers are of test images.</li>"
                + "<li>Monte-Carlo dropout: " + results.setting().passes() + " passes.</li>"
                + "<li>Results do not depend on threads or on the width of vectors (here " + Engine.vectorBits()
                + " bits). Times are of the processor, one thread each, and depend on the machine.</li>"
                + "<li>Every training is kept in <code>results/</code>, every picture in <code>pictures/</code>, all"
                + " numbers in <code>table.csv</code>.</li><li>The first of them was made with: <code>"
                + Svg.escape(first.setting()) + "</code></li></ul>";
    }
}

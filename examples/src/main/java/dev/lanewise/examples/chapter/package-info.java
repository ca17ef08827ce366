/// The textbook's chapter on regularization as experiments: `examples/run chapter`.
///
/// [Experiments] lists the variants as data, [TrainingRun] makes a [Result] of one variant and one seed, [ResultFiles]
/// keeps results so that a run can be taken up again, [Runs] trains what is missing on all cores. [DropoutFindings]
/// and its like compute what the results say, the `…Figures` draw them, and [HtmlReport] puts everything on one page.
///
/// Variants are paired by seed. Initial weights follow from the seed and the number of a parameter, shuffles from seed
/// and epoch, masks from seed, place of the layer, step, row and column; so variants share what they have in common.
/// Two things would break that: dropout that is left out on the input would move the places of the layers behind it, so
/// a layer with rate 0 stands there; and batch norm adds parameters between those of the dense layers, so such a
/// network takes the dense layers' initial weights from the one without.
@NullMarked
package dev.lanewise.examples.chapter;

import org.jspecify.annotations.NullMarked;

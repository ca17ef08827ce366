package dev.lanewise.examples.chapter;

/// One experiment.
///
/// @param name as in the files
/// @param section where it stands in the report
/// @param title what it is, in a few words
/// @param reference the name of the variant to compare with; its own for none
/// @param network what is trained
/// @param training how
/// @param predictionsKept whether the probabilities of all test images are kept, for pictures and ensembles
record Variant(
        String name,
        String section,
        String title,
        String reference,
        Network network,
        Training training,
        boolean predictionsKept) {
    Variant(String name, String section, String title, String reference, Network network, Training training) {
        this(name, section, title, reference, network, training, false);
    }

    Variant keepingPredictions() {
        return new Variant(name, section, title, reference, network, training, true);
    }

    /// Returns the variant with its epochs in proportion to another number of the default setting's.
    Variant scaled(int epochs) {
        int mine = Math.max(1, (int) Math.round((double) training.epochs() * epochs / Experiments.EPOCHS));
        var named = title.replace(training.epochs() + " epochs", mine + (mine == 1 ? " epoch" : " epochs"));
        return new Variant(name, section, named, reference, network, training.withEpochs(mine), predictionsKept);
    }

    boolean hasReference() {
        return !reference.equals(name);
    }

    /// Returns about how much work a training is, in multiply-adds a training row.
    double work() {
        int before = 28 * 28;
        double sum = 0;
        for (int units : network.hidden()) {
            sum += (double) before * units;
            before = units;
        }
        return sum * training.epochs() * (network.batchNormalized() ? 1.5 : 1);
    }
}

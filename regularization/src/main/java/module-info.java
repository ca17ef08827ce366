/// Penalties, dropout, constraints and Monte-Carlo prediction.
module dev.lanewise.regularization {
    requires transitive dev.lanewise.layers;
    requires static org.jspecify;

    exports dev.lanewise.regularization;
}

/// What a network is made of, and running it forward and back.
module dev.lanewise.layers {
    requires transitive dev.lanewise.core;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports dev.lanewise.layers;
}

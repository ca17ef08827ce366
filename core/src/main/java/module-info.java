/// Arithmetic on rows of floats: tensors, matrix products, elementwise functions, sums, and counted random numbers.
module dev.lanewise.core {
    requires jdk.incubator.vector;
    requires jdk.jfr;
    requires static org.jspecify;

    exports dev.lanewise.core;
}

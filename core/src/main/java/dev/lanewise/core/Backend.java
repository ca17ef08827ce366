package dev.lanewise.core;

import dev.lanewise.core.internal.ActivationKernels;
import dev.lanewise.core.internal.ColumnKernels;
import dev.lanewise.core.internal.FunctionKernels;
import dev.lanewise.core.internal.GradientKernels;
import dev.lanewise.core.internal.NoiseKernels;
import dev.lanewise.core.internal.ProductKernels;
import dev.lanewise.core.internal.SumKernels;
import dev.lanewise.core.internal.scalar.ScalarActivations;
import dev.lanewise.core.internal.scalar.ScalarColumns;
import dev.lanewise.core.internal.scalar.ScalarFunctions;
import dev.lanewise.core.internal.scalar.ScalarGradients;
import dev.lanewise.core.internal.scalar.ScalarNoise;
import dev.lanewise.core.internal.scalar.ScalarProducts;
import dev.lanewise.core.internal.scalar.ScalarSums;
import dev.lanewise.core.internal.vector.VectorActivations;
import dev.lanewise.core.internal.vector.VectorColumns;
import dev.lanewise.core.internal.vector.VectorFunctions;
import dev.lanewise.core.internal.vector.VectorGradients;
import dev.lanewise.core.internal.vector.VectorNoise;
import dev.lanewise.core.internal.vector.VectorProducts;
import dev.lanewise.core.internal.vector.VectorSums;

/// The one place where vector kernels or their scalar twins are chosen: once, when this class is initialised.
///
/// The system property `lanewise.kernels` forces `vector` or `scalar`; without it the vector kernels are taken if the
/// module `jdk.incubator.vector` was resolved. The results have the same bits either way.
final class Backend {
    private static final System.Logger LOGGER = System.getLogger("dev.lanewise.core");

    /// Whether the vector kernels were chosen.
    static final boolean VECTOR = chooseVector();

    /// Matrix products.
    static final ProductKernels PRODUCTS = VECTOR ? new VectorProducts() : new ScalarProducts();

    /// Elementary functions and softmax.
    static final FunctionKernels FUNCTIONS = VECTOR ? new VectorFunctions() : new ScalarFunctions();

    /// Activation functions.
    static final ActivationKernels ACTIVATIONS = VECTOR ? new VectorActivations() : new ScalarActivations();

    /// Gradients of activations and elementary functions.
    static final GradientKernels GRADIENTS = VECTOR ? new VectorGradients() : new ScalarGradients();

    /// Sums and scaling of columns.
    static final ColumnKernels COLUMNS = VECTOR ? new VectorColumns() : new ScalarColumns();

    /// Sums in double, alone or while adding to something.
    static final SumKernels SUMS = VECTOR ? new VectorSums() : new ScalarSums();

    /// Counted random bits and the masks made of them.
    static final NoiseKernels NOISE = VECTOR ? new VectorNoise() : new ScalarNoise();

    private Backend() {}

    /// Returns the bits of a vector, 0 for scalar code.
    static int vectorBits() {
        return VECTOR ? VectorProducts.vectorBits() : 0;
    }

    private static boolean chooseVector() {
        var present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        var forced = System.getProperty("lanewise.kernels", "");
        return switch (forced) {
            case "scalar" -> false;
            case "vector" -> {
                if (!present) {
                    throw new IllegalStateException("lanewise.kernels is vector, but the module jdk.incubator.vector is"
                            + " missing: start the JVM with --add-modules jdk.incubator.vector");
                }
                yield true;
            }
            case "" -> {
                if (!present) {
                    LOGGER.log(
                            System.Logger.Level.WARNING,
                            "The module jdk.incubator.vector is missing, so Lanewise computes with scalar code: the"
                                + " same results, but slower. Start the JVM with --add-modules jdk.incubator.vector");
                }
                yield present;
            }
            default ->
                throw new IllegalStateException("lanewise.kernels must be vector or scalar, but is '" + forced + "'");
        };
    }
}

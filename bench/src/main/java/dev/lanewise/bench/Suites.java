package dev.lanewise.bench;

import dev.lanewise.core.Engine;
import java.util.List;
import java.util.Map;

/// The suites by name.
final class Suites {
    /// The library's version and the width of its vectors.
    static final String LANEWISE_VERSION = "0.1.0, " + Engine.vectorBits() + "-bit vectors";

    private static final Map<String, Suite> SUITES = Map.of(
            "matmul", new MatmulSuite(),
            "step", new StepSuite(),
            "regularization", new RegularizationSuite(),
            "monte-carlo", new MonteCarloSuite(),
            "functions", new FunctionSuite(),
            "ladder", new LadderSuite());

    private Suites() {}

    /// Returns the names, `startup` included, which is none of JMH's.
    static List<String> names() {
        return List.of("matmul", "step", "regularization", "monte-carlo", "functions", "ladder", Startup.NAME);
    }

    static Suite named(String name) {
        var suite = SUITES.get(name);
        if (suite == null) {
            throw new IllegalArgumentException("there is no suite " + name + "; there are " + names());
        }
        return suite;
    }
}

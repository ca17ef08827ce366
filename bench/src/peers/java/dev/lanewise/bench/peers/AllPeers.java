package dev.lanewise.bench.peers;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import dev.lanewise.bench.Peers;
import dev.lanewise.bench.StepContestant;
import dev.lanewise.bench.StepProblem;
import java.util.List;

/// The peers by name.
public final class AllPeers implements Peers {
    private static final List<String> MATMUL = List.of("openblas", "onemkl", "onednn", "vectorblas");
    private static final List<String> STEP = List.of(
            "tensorflow-java",
            "pytorch-djl",
            "dl4j",
            "keras-jax",
            "keras-tensorflow",
            "pytorch-eager",
            "pytorch-compile",
            "jax");

    /// Creates the list; the service loader does.
    public AllPeers() {}

    @Override
    public List<String> names(String suite) {
        return switch (suite) {
            case "matmul" -> MATMUL;
            case "step" -> STEP;
            default -> List.of();
        };
    }

    @Override
    public MatmulContestant matmul(String name, MatmulProblem problem) {
        return switch (name) {
            case "openblas" -> OpenBlas.open(problem);
            case "onemkl" -> OneMkl.open(problem);
            case "onednn" -> OneDnn.open(problem);
            case "vectorblas" -> new VectorBlas(problem);
            default -> throw new IllegalArgumentException("there is no peer " + name);
        };
    }

    @Override
    public StepContestant step(String name, StepProblem problem) {
        return switch (name) {
            case "tensorflow-java" -> new TensorFlowStep(problem);
            case "pytorch-djl" -> new DjlStep(problem);
            case "dl4j" -> new Dl4jStep(problem);
            default -> new PythonStep(name, problem);
        };
    }
}

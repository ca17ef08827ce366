package dev.lanewise.bench;

import java.util.List;
import java.util.ServiceLoader;

/// Other libraries; there only if built with the profile `peers`.
public interface Peers {
    /// Returns the peers for a suite by name, those that cannot run on this machine left out.
    List<String> names(String suite);

    /// Returns a peer that computes the product; it is checked before it is timed.
    MatmulContestant matmul(String name, MatmulProblem problem);

    /// Returns a peer that makes the step; it is checked before it is timed.
    StepContestant step(String name, StepProblem problem);

    /// Returns the peers, if there are any.
    ///
    /// @throws IllegalStateException if this is a build without peers
    static Peers load() {
        return ServiceLoader.load(Peers.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this build is one without peers"));
    }
}

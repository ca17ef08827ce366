package dev.lanewise.bench;

import java.io.Serial;

/// A contestant's result differs from the library's by more than rounding can explain: a fast wrong answer is no score.
public final class WrongResultException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Creates the exception.
    ///
    /// @param message what differs, and by how much
    public WrongResultException(String message) {
        super(message);
    }
}

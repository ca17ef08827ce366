package dev.lanewise.train;

/// Whose form of a rule: the libraries agree on an optimizer's name more often than on where its rate and its ε stand.
/// Every optimizer with this choice says what differs.
public enum Form {
    /// As Keras 3 writes it; the default everywhere.
    KERAS,
    /// As PyTorch writes it.
    PYTORCH
}

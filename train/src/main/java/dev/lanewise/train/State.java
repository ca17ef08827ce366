package dev.lanewise.train;

import dev.lanewise.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Named numbers, texts and tensors: what has to survive for a training to be resumed.
///
/// Every part of a training writes under names of its own and reads them again; a part of a part has its name before
/// theirs, as in `callbacks/0/best`. All numbers come back with the same bits. What is put is not copied.
public final class State {
    private final String prefix;
    private final Map<String, String> texts;
    private final Map<String, double[]> numbers;
    private final Map<String, Tensor> tensors;
    private final Set<String> unread;

    private State(
            String prefix,
            Map<String, String> texts,
            Map<String, double[]> numbers,
            Map<String, Tensor> tensors,
            Set<String> unread) {
        this.prefix = prefix;
        this.texts = texts;
        this.numbers = numbers;
        this.tensors = tensors;
        this.unread = unread;
    }

    State() {
        this("", new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
    }

    /// Returns a copy of everything, which what happens to the numbers and tensors later does not change.
    State copy() {
        var copy = new State();
        copy.texts.putAll(texts);
        numbers.forEach((name, values) -> copy.numbers.put(name, values.clone()));
        tensors.forEach((name, tensor) -> copy.tensors.put(name, Tensor.wrap(tensor.toArray(), 0, tensor.shape())));
        copy.unread.addAll(unread);
        return copy;
    }

    /// Returns the part with this name, which sees only what is its own.
    public State part(String name) {
        return new State(prefix + name + '/', texts, numbers, tensors, unread);
    }

    /// Puts a text.
    public void put(String name, String text) {
        texts.put(added(name), text);
    }

    /// Puts one number.
    public void put(String name, double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15 && Double.compare(number, -0.0) != 0;
        put(name, whole ? Long.toString((long) number) : Double.toString(number));
    }

    /// Puts some numbers, or none.
    public void put(String name, double[] values) {
        numbers.put(added(name), values);
    }

    /// Puts a tensor.
    public void put(String name, Tensor tensor) {
        tensors.put(added(name), tensor);
    }

    private String added(String name) {
        var whole = prefix + name;
        if (texts.containsKey(whole) || numbers.containsKey(whole) || tensors.containsKey(whole)) {
            throw new IllegalArgumentException("there is a '" + whole + "' already");
        }
        unread.add(whole);
        return whole;
    }

    /// Returns a text.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public String text(String name) {
        return read(name, texts.get(prefix + name));
    }

    /// Returns a number.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public double number(String name) {
        var text = text(name);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("'" + prefix + name + "' must be a number, but is '" + text + "'");
        }
    }

    /// Returns some numbers.
    ///
    /// @throws IllegalArgumentException if there are none of this name
    public double[] numbers(String name) {
        return read(name, numbers.get(prefix + name));
    }

    /// Returns a tensor.
    ///
    /// @throws IllegalArgumentException if there is none of this name
    public Tensor tensor(String name) {
        return read(name, tensors.get(prefix + name));
    }

    private <T> T read(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("there is no '" + prefix + name + "' of the wanted kind");
        }
        unread.remove(prefix + name);
        return value;
    }

    Map<String, String> texts() {
        return texts;
    }

    Map<String, double[]> numbers() {
        return numbers;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /// Returns the names of what was put and not read.
    Set<String> unread() {
        return unread;
    }
}

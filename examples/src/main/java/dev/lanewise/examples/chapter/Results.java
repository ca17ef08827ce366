package dev.lanewise.examples.chapter;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// All results of a run.
///
/// @param setting of the run
/// @param results in any order
record Results(Setting setting, List<Result> results) {
    Results {
        results =
                results.stream().sorted(Comparator.comparingLong(Result::seed)).toList();
    }

    /// Returns the variants in the order of the chapter.
    List<Variant> variants() {
        return setting.variants();
    }

    boolean has(String... names) {
        return List.of(names).stream()
                .allMatch(name ->
                        results.stream().anyMatch(result -> result.variant().equals(name)));
    }

    Variant variant(String name) {
        return variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Returns the results of a variant by ascending seed.
    List<Result> of(String name) {
        return results.stream().filter(result -> result.variant().equals(name)).toList();
    }

    Optional<Result> first(String name) {
        return of(name).stream()
                .filter(result -> result.seed() == Setting.FIRST_SEED)
                .findFirst();
    }

    /// Returns mean and interval of a number of a variant over the seeds.
    Interval interval(String name, ToDoubleFunction<Result> number) {
        return Interval.of(of(name).stream().mapToDouble(number).toArray());
    }

    /// Returns the interval of the differences between two variants, seed by seed.
    Interval difference(String name, String reference, ToDoubleFunction<Result> number) {
        var these = of(name);
        var others = of(reference);
        double[] differences = new double[these.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = number.applyAsDouble(these.get(i)) - number.applyAsDouble(others.get(i));
        }
        return Interval.of(differences);
    }

    /// Returns which of these variants has the best mean validation accuracy.
    String best(List<String> names) {
        return names.stream()
                .filter(this::has)
                .max(Comparator.comparingDouble(name ->
                        interval(name, result -> result.validation().accuracy()).mean()))
                .orElseThrow();
    }

    /// Returns the names of the variants that begin so.
    List<String> beginning(String start) {
        return variants().stream()
                .map(Variant::name)
                .filter(name -> name.startsWith(start))
                .toList();
    }
}

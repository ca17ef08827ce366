package dev.lanewise.examples.chapter;

import dev.lanewise.train.NonFiniteGradientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Trains what is missing, several trainings side by side and each on one thread: results do not depend on it.
///
/// @param setting what to do
/// @param images to learn from
/// @param files where results are kept
record Runs(Setting setting, Images images, ResultFiles files) {
    /// Changes when results of before can no longer be read or compared.
    private static final int FORMAT = 1;

    private record Job(Variant variant, TrainingRun run, double work) {}

    /// Returns all results, those of an earlier run among them.
    ///
    /// @throws IOException if a file cannot be read or written, or is of another setting; nothing then was trained
    Results all() throws IOException {
        var results = new ArrayList<Result>();
        var jobs = new ArrayList<Job>();
        var data = images.fingerprint();
        for (int i = 0; i < setting.seeds(); i++) {
            var ofSeed = new ArrayList<Job>();
            for (var variant : setting.variants()) {
                long seed = Setting.FIRST_SEED + i;
                var fingerprint = fingerprint(variant, data);
                var found = files.read(variant, seed, fingerprint);
                if (found == null) {
                    var split = images.of(variant.network());
                    var run = new TrainingRun(variant, seed, split, setting.passes(), fingerprint);
                    ofSeed.add(new Job(variant, run, variant.work()));
                } else {
                    results.add(found);
                }
            }
            // The longest first, so that no thread is left with a long one at the end.
            ofSeed.sort(Comparator.comparingDouble(Job::work).reversed());
            jobs.addAll(ofSeed);
        }
        System.out.println(results.size() + " trainings are there already, " + jobs.size() + " are to be made");
        results.addAll(train(jobs));
        return new Results(setting, results);
    }

    private String fingerprint(Variant variant, String data) {
        return "format " + FORMAT + "; " + data + "; " + variant.network().description()
                + (variant.network().standardized() ? ", standardized pixels" : "")
                + (variant.network().batchNormalized() ? ", weights paired" : "") + "; " + variant.training() + "; "
                + setting.passes() + " passes" + (variant.predictionsKept() ? ", predictions kept" : "");
    }

    private List<Result> train(List<Job> jobs) throws IOException {
        double work = jobs.stream().mapToDouble(Job::work).sum();
        var results = new ArrayList<Result>();
        var threads = Executors.newFixedThreadPool(setting.jobs(), action -> {
            var thread = new Thread(action, "training");
            thread.setDaemon(true);
            return thread;
        });
        try (var progress = new Progress(jobs.size(), work)) {
            var futures = new ArrayList<Future<Result>>();
            for (var job : jobs) {
                futures.add(threads.submit(() -> train(job, progress)));
            }
            for (var future : futures) {
                results.add(result(future));
            }
        } finally {
            threads.shutdownNow();
        }
        return results;
    }

    private Result train(Job job, Progress progress) throws IOException {
        double part = job.work() / job.variant().training().epochs();
        Result result;
        try {
            result = job.run().run(_ -> progress.add(part));
        } catch (NonFiniteGradientException diverged) {
            throw new IOException(
                    job.variant().name() + " with seed " + job.run().seed() + " diverges: " + diverged.getMessage(),
                    diverged);
        }
        files.write(job.variant(), result);
        progress.add(part * (job.variant().training().epochs() - result.epochs()));
        progress.finish(result);
        return result;
    }

    private static Result result(Future<Result> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; what is finished is kept", stopped);
        }
    }
}

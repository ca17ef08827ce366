package dev.lanewise.bench;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The peak of float32 arithmetic: twelve independent chains of fused multiply-adds in registers at the preferred
/// width.
///
/// Two units with a latency of four cycles need eight chains; twelve leave room, and with the two factors they fit
/// the sixteen registers of AVX2. Every thread runs the same loop, a few milliseconds long, so starting them costs
/// little.
final class FmaPeak implements Contestant {
    /// The name under which the peak takes part.
    static final String NAME = "fma-peak";

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int TURNS = 200_000;

    private final int threads;
    private final ExecutorService others;
    private final float[] sums;

    FmaPeak(int threads) {
        this.threads = threads;
        others = Executors.newFixedThreadPool(
                Math.max(1, threads - 1), Thread.ofPlatform().daemon().factory());
        sums = new float[threads * 64];
    }

    /// Returns the arithmetic of one run in FLOP.
    static double flop(int threads) {
        return 2.0 * SPECIES.length() * CHAINS * TURNS * threads;
    }

    @Override
    public String version() {
        return SPECIES.vectorBitSize() + "-bit vectors";
    }

    @Override
    public void run() {
        var all = new ArrayList<Future<?>>();
        for (int i = 1; i < threads; i++) {
            int place = 64 * i;
            all.add(others.submit(() -> chains(sums, place)));
        }
        chains(sums, 0);
        try {
            for (var one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void chains(float[] target, int place) {
        var factor = FloatVector.broadcast(SPECIES, 0.999f);
        var term = FloatVector.broadcast(SPECIES, 0.001f);
        var a = term;
        var b = term;
        var c = term;
        var d = term;
        var e = term;
        var f = term;
        var g = term;
        var h = term;
        var i = term;
        var j = term;
        var k = term;
        var l = term;
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(factor, term);
            b = b.fma(factor, term);
            c = c.fma(factor, term);
            d = d.fma(factor, term);
            e = e.fma(factor, term);
            f = f.fma(factor, term);
            g = g.fma(factor, term);
            h = h.fma(factor, term);
            i = i.fma(factor, term);
            j = j.fma(factor, term);
            k = k.fma(factor, term);
            l = l.fma(factor, term);
        }
        a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .intoArray(target, place);
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}

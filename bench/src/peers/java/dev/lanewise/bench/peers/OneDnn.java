package dev.lanewise.bench.peers;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import org.bytedeco.dnnl.global.dnnl;

/// oneDNN by its BLAS-like call. It has none for matrix and vector; its number of threads comes from the environment.
final class OneDnn {
    private OneDnn() {}

    static MatmulContestant open(MatmulProblem problem) {
        var version = dnnl.dnnl_version();
        NativeMatmul.Gemm gemm = (product, a, aRow, b, bRow, c) -> dnnl.dnnl_sgemm(
                (byte) (product.product().equals("tn") ? 'T' : 'N'),
                (byte) (product.product().equals("nt") ? 'T' : 'N'),
                product.m(),
                product.n(),
                product.k(),
                1,
                a,
                aRow,
                b,
                bRow,
                0,
                c,
                product.n());
        return new NativeMatmul(
                problem,
                "oneDNN " + version.major() + '.' + version.minor() + '.' + version.patch(),
                gemm,
                (_, _, _, _, _, _) -> sleep());
    }

    // Never the faster one.
    private static void sleep() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

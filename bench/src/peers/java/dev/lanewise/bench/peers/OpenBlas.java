package dev.lanewise.bench.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.bytedeco.openblas.presets.openblas_nolapack;

/// OpenBLAS. The version names the kernel that it picked for this machine.
final class OpenBlas {
    private OpenBlas() {}

    static MatmulContestant open(MatmulProblem problem) {
        openblas_nolapack.blas_set_num_threads(problem.threads());
        var version = text("openblas_get_config") + ", kernel " + text("openblas_get_corename") + ", threads "
                + openblas_nolapack.blas_get_num_threads();
        return new NativeMatmul(
                problem,
                version,
                (product, a, aRow, b, bRow, c) -> cblas_sgemm(
                        CblasRowMajor,
                        product.product().equals("tn") ? CblasTrans : CblasNoTrans,
                        product.product().equals("nt") ? CblasTrans : CblasNoTrans,
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
                        product.n()),
                (transposed, rows, columns, matrix, x, y) -> cblas_sgemv(
                        CblasRowMajor,
                        transposed ? CblasTrans : CblasNoTrans,
                        rows,
                        columns,
                        1,
                        matrix,
                        columns,
                        x,
                        1,
                        0,
                        y,
                        1));
    }

    /// Calls a function without arguments that returns a string; the bindings leave these out.
    private static String text(String function) {
        try {
            // The loader of the bindings has opened it already, so its name is enough.
            var symbol = SymbolLookup.libraryLookup("libopenblas.so.0", Arena.global())
                    .find(function)
                    .orElseThrow();
            var call = Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.ADDRESS));
            var text = (MemorySegment) call.invoke();
            return text.reinterpret(Long.MAX_VALUE).getString(0).strip();
        } catch (Throwable failed) {
            throw new IllegalStateException("OpenBLAS does not tell its " + function, failed);
        }
    }
}

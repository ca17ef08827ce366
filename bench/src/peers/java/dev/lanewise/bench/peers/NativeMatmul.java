package dev.lanewise.bench.peers;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import org.bytedeco.javacpp.FloatPointer;

/// A product by a native library in native memory.
///
/// For one row both calls that a library has for it are tried, and the faster one is kept.
final class NativeMatmul implements MatmulContestant {
    private static final int TRIALS = 7;
    private static final long TRIAL_NANOSECONDS = 2_000_000;

    private final MatmulProblem problem;
    private final String version;
    private final FloatPointer a;
    private final FloatPointer b;
    private final FloatPointer c;
    private final Runnable call;
    private final boolean vector;

    /// C = op(A)·op(B), all row by row.
    interface Gemm {
        /// Computes an m × n product with k terms an element; `aRow` and `bRow` are lengths of rows in memory.
        void multiply(MatmulProblem problem, FloatPointer a, int aRow, FloatPointer b, int bRow, FloatPointer c);
    }

    /// y = op(M)·x.
    interface Gemv {
        /// Computes the product with a matrix of rows × columns, read as transposed or not.
        void multiply(boolean transposed, int rows, int columns, FloatPointer matrix, FloatPointer x, FloatPointer y);
    }

    NativeMatmul(MatmulProblem problem, String version, Gemm gemm, Gemv gemv) {
        this.problem = problem;
        a = new FloatPointer(problem.a().array());
        b = new FloatPointer(problem.b().array());
        c = new FloatPointer((long) problem.m() * problem.n());
        int aRow = problem.a().columns();
        int bRow = problem.b().columns();
        Runnable matrixCall = () -> gemm.multiply(problem, a, aRow, b, bRow, c);
        Runnable vectorCall =
                () -> gemv.multiply(problem.product().equals("nn"), problem.b().rows(), bRow, b, a, c);
        vector = problem.m() == 1 && !problem.product().equals("tn") && best(vectorCall) < best(matrixCall);
        call = vector ? vectorCall : matrixCall;
        this.version = version + (vector ? ", gemv" : ", gemm");
    }

    private static double best(Runnable call) {
        double best = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            int calls = 0;
            while (System.nanoTime() - start < TRIAL_NANOSECONDS) {
                call.run();
                calls++;
            }
            best = Math.min(best, (double) (System.nanoTime() - start) / calls);
        }
        return best;
    }

    @Override
    public void run() {
        call.run();
    }

    @Override
    public float[] result() {
        var result = new float[problem.m() * problem.n()];
        c.get(result);
        return result;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {
        a.close();
        b.close();
        c.close();
    }
}

package dev.lanewise.bench.peers;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import dev.ludovic.netlib.blas.JavaBLAS;

/// netlib's BLAS on the Vector API. It is column by column, so it computes Cᵀ = op(B)ᵀ·op(A)ᵀ; it has one thread.
final class VectorBlas implements MatmulContestant {
    private static final JavaBLAS BLAS = JavaBLAS.getInstance();

    private final MatmulProblem problem;
    private final boolean vector;
    private final float[] c;

    VectorBlas(MatmulProblem problem) {
        if (problem.threads() > 1) {
            throw new UnsupportedOperationException("it has one thread");
        }
        this.problem = problem;
        c = new float[problem.m() * problem.n()];
        vector = problem.m() == 1 && !problem.product().equals("tn");
    }

    @Override
    public String version() {
        return "netlib 3.2.0, " + BLAS.getClass().getSimpleName();
    }

    @Override
    public void run() {
        int bRow = problem.b().columns();
        if (vector) {
            BLAS.sgemv(
                    problem.product().equals("nt") ? "T" : "N",
                    bRow,
                    problem.b().rows(),
                    1,
                    problem.b().array(),
                    bRow,
                    problem.a().array(),
                    1,
                    0,
                    c,
                    1);
        } else {
            BLAS.sgemm(
                    problem.product().equals("nt") ? "T" : "N",
                    problem.product().equals("tn") ? "T" : "N",
                    problem.n(),
                    problem.m(),
                    problem.k(),
                    1,
                    problem.b().array(),
                    bRow,
                    problem.a().array(),
                    problem.a().columns(),
                    0,
                    c,
                    problem.n());
        }
    }

    @Override
    public float[] result() {
        return c;
    }
}

package dev.lanewise.bench.peers;

import static org.bytedeco.mkl.global.mkl_rt.CblasNoTrans;
import static org.bytedeco.mkl.global.mkl_rt.CblasRowMajor;
import static org.bytedeco.mkl.global.mkl_rt.CblasTrans;
import static org.bytedeco.mkl.global.mkl_rt.cblas_sgemm;
import static org.bytedeco.mkl.global.mkl_rt.cblas_sgemv;

import dev.lanewise.bench.MatmulContestant;
import dev.lanewise.bench.MatmulProblem;
import java.nio.charset.StandardCharsets;
import org.bytedeco.mkl.global.mkl_rt;

/// Intel's oneMKL.
final class OneMkl {
    private OneMkl() {}

    static MatmulContestant open(MatmulProblem problem) {
        mkl_rt.MKL_Set_Num_Threads(problem.threads());
        var version = new byte[200];
        mkl_rt.MKL_Get_Version_String(version, version.length);
        return new NativeMatmul(
                problem,
                new String(version, StandardCharsets.US_ASCII)
                                .replace('\0', ' ')
                                .strip() + ", threads " + mkl_rt.MKL_Get_Max_Threads(),
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
}

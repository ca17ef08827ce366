package dev.lanewise.bench;

import dev.lanewise.core.Engine;
import dev.lanewise.core.Products;
import dev.lanewise.core.Shape;
import dev.lanewise.core.Tensor;
import java.util.Arrays;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The attempts at the micro-kernel of the matrix product, in the order in which they were made; only the last one
/// lives in the library. All compute C = A·B with whole tiles, so the rows must be a multiple of 8 and the columns one
/// of 12 vectors.
enum LadderStep {
    /// Plain loops over rows of B. C2 makes no vector code of them: it cannot know that B and C do not overlap.
    PLAIN_LOOPS {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            Arrays.fill(c, 0);
            for (int i = 0; i < problem.m(); i++) {
                for (int p = 0; p < problem.k(); p++) {
                    addRow(
                            problem.a().array()[i * problem.k() + p],
                            problem.b().array(),
                            p * problem.n(),
                            c,
                            i * problem.n(),
                            problem.n());
                }
            }
        }
    },
    /// Tiles of 4 rows × 4 vectors, B read in place, the depth counted.
    TILE_4X4_COUNTED {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            int n = problem.n();
            for (int j = 0; j < n; j += 4 * LANES) {
                for (int i = 0; i < problem.m(); i += 4) {
                    tile4x4(
                            problem.a().array(),
                            i * problem.k(),
                            problem.k(),
                            1,
                            problem.b().array(),
                            j,
                            n,
                            ZEROS,
                            0,
                            c,
                            i * n + j,
                            n,
                            problem.k());
                }
            }
        }
    },
    /// Tiles of 8 rows × 3 vectors: 11 loads for 24 multiply-adds where 4 × 4 needs 8 for 16.
    TILE_8X3_COUNTED {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            int n = problem.n();
            for (int j = 0; j < n; j += 3 * LANES) {
                for (int i = 0; i < problem.m(); i += 8) {
                    tile8x3Counted(
                            problem.a().array(),
                            i * problem.k(),
                            problem.k(),
                            1,
                            problem.b().array(),
                            j,
                            n,
                            ZEROS,
                            0,
                            c,
                            i * n + j,
                            n,
                            problem.k());
                }
            }
        }
    },
    /// The same with a loop that counts by the stride of B, which C2 does not strip-mine.
    TILE_8X3_BY_STRIDE {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            int n = problem.n();
            for (int j = 0; j < n; j += 3 * LANES) {
                for (int i = 0; i < problem.m(); i += 8) {
                    tile8x3(
                            problem.a().array(),
                            i * problem.k(),
                            problem.k(),
                            1,
                            problem.b().array(),
                            j,
                            n,
                            ZEROS,
                            0,
                            c,
                            i * n + j,
                            n,
                            problem.k());
                }
            }
        }
    },
    /// The same with each panel of B copied into one stream first.
    TILE_8X3_PACKED {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            int n = problem.n();
            int width = 3 * LANES;
            float[] panel = PANEL.get();
            for (int j = 0; j < n; j += width) {
                pack(problem.b().array(), j, n, panel, width, problem.k());
                for (int i = 0; i < problem.m(); i += 8) {
                    tile8x3(
                            problem.a().array(),
                            i * problem.k(),
                            problem.k(),
                            1,
                            panel,
                            0,
                            width,
                            ZEROS,
                            0,
                            c,
                            i * n + j,
                            n,
                            problem.k());
                }
            }
        }
    },
    /// What the library does.
    LIBRARY {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            Products.multiply(
                    ENGINE, problem.a(), problem.b(), null, Tensor.wrap(c, 0, Shape.of(problem.m(), problem.n())));
        }
    };

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float[] ZEROS = new float[4 * LANES];
    private static final Engine ENGINE = Engine.singleThreaded();
    private static final ThreadLocal<float[]> PANEL = ThreadLocal.withInitial(() -> new float[3 * LANES * 4096]);

    /// Returns the name as an entry of the contest.
    String entry() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Computes C = A·B on one thread.
    ///
    /// @param c m × n, overwritten
    abstract void multiply(MatmulProblem problem, float[] c);

    private static void addRow(float factor, float[] b, int bOffset, float[] c, int cOffset, int n) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = Math.fma(factor, b[bOffset + j], c[cOffset + j]);
        }
    }

    private static void pack(float[] b, int bOffset, int bRow, float[] panel, int width, int depth) {
        int to = 0;
        for (int p = 0; p < depth; p++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, b, bOffset + j).intoArray(panel, to + j);
            }
            bOffset += bRow;
            to += width;
        }
    }

    private static void tile4x4(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] start,
            int startOffset,
            float[] c,
            int cOffset,
            int cRow,
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c03 = FloatVector.fromArray(SPECIES, start, startOffset + 3 * LANES);
        var c10 = c00;
        var c11 = c01;
        var c12 = c02;
        var c13 = c03;
        var c20 = c00;
        var c21 = c01;
        var c22 = c02;
        var c23 = c03;
        var c30 = c00;
        var c31 = c01;
        var c32 = c02;
        var c33 = c03;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var b3 = FloatVector.fromArray(SPECIES, b, bOffset + 3 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c03.intoArray(c, cOffset + 3 * LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c12.intoArray(c, cOffset + cRow + 2 * LANES);
        c13.intoArray(c, cOffset + cRow + 3 * LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        c23.intoArray(c, cOffset + 2 * cRow + 3 * LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
        c32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
        c33.intoArray(c, cOffset + 3 * cRow + 3 * LANES);
    }

    private static void tile8x3Counted(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] start,
            int startOffset,
            float[] c,
            int cOffset,
            int cRow,
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c10 = c00;
        var c11 = c01;
        var c12 = c02;
        var c20 = c00;
        var c21 = c01;
        var c22 = c02;
        var c30 = c00;
        var c31 = c01;
        var c32 = c02;
        var c40 = c00;
        var c41 = c01;
        var c42 = c02;
        var c50 = c00;
        var c51 = c01;
        var c52 = c02;
        var c60 = c00;
        var c61 = c01;
        var c62 = c02;
        var c70 = c00;
        var c71 = c01;
        var c72 = c02;
        for (int p = 0; p < depth; p++) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            var a4 = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            var a5 = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            var a6 = FloatVector.broadcast(SPECIES, a[aOffset + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            var a7 = FloatVector.broadcast(SPECIES, a[aOffset + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c12.intoArray(c, cOffset + cRow + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
        c32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
        c40.intoArray(c, cOffset + 4 * cRow);
        c41.intoArray(c, cOffset + 4 * cRow + LANES);
        c42.intoArray(c, cOffset + 4 * cRow + 2 * LANES);
        c50.intoArray(c, cOffset + 5 * cRow);
        c51.intoArray(c, cOffset + 5 * cRow + LANES);
        c52.intoArray(c, cOffset + 5 * cRow + 2 * LANES);
        c60.intoArray(c, cOffset + 6 * cRow);
        c61.intoArray(c, cOffset + 6 * cRow + LANES);
        c62.intoArray(c, cOffset + 6 * cRow + 2 * LANES);
        c70.intoArray(c, cOffset + 7 * cRow);
        c71.intoArray(c, cOffset + 7 * cRow + LANES);
        c72.intoArray(c, cOffset + 7 * cRow + 2 * LANES);
    }

    private static void tile8x3(
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            float[] start,
            int startOffset,
            float[] c,
            int cOffset,
            int cRow,
            int depth) {
        var c00 = FloatVector.fromArray(SPECIES, start, startOffset);
        var c01 = FloatVector.fromArray(SPECIES, start, startOffset + LANES);
        var c02 = FloatVector.fromArray(SPECIES, start, startOffset + 2 * LANES);
        var c10 = c00;
        var c11 = c01;
        var c12 = c02;
        var c20 = c00;
        var c21 = c01;
        var c22 = c02;
        var c30 = c00;
        var c31 = c01;
        var c32 = c02;
        var c40 = c00;
        var c41 = c01;
        var c42 = c02;
        var c50 = c00;
        var c51 = c01;
        var c52 = c02;
        var c60 = c00;
        var c61 = c01;
        var c62 = c02;
        var c70 = c00;
        var c71 = c01;
        var c72 = c02;
        int bEnd = bOffset + depth * bRow;
        while (bOffset < bEnd) {
            var b0 = FloatVector.fromArray(SPECIES, b, bOffset);
            var b1 = FloatVector.fromArray(SPECIES, b, bOffset + LANES);
            var b2 = FloatVector.fromArray(SPECIES, b, bOffset + 2 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            var a1 = FloatVector.broadcast(SPECIES, a[aOffset + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            var a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            var a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            var a4 = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            var a5 = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            var a6 = FloatVector.broadcast(SPECIES, a[aOffset + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            c62 = a6.fma(b2, c62);
            var a7 = FloatVector.broadcast(SPECIES, a[aOffset + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            c72 = a7.fma(b2, c72);
            aOffset += aColumn;
            bOffset += bRow;
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c02.intoArray(c, cOffset + 2 * LANES);
        c10.intoArray(c, cOffset + cRow);
        c11.intoArray(c, cOffset + cRow + LANES);
        c12.intoArray(c, cOffset + cRow + 2 * LANES);
        c20.intoArray(c, cOffset + 2 * cRow);
        c21.intoArray(c, cOffset + 2 * cRow + LANES);
        c22.intoArray(c, cOffset + 2 * cRow + 2 * LANES);
        c30.intoArray(c, cOffset + 3 * cRow);
        c31.intoArray(c, cOffset + 3 * cRow + LANES);
        c32.intoArray(c, cOffset + 3 * cRow + 2 * LANES);
        c40.intoArray(c, cOffset + 4 * cRow);
        c41.intoArray(c, cOffset + 4 * cRow + LANES);
        c42.intoArray(c, cOffset + 4 * cRow + 2 * LANES);
        c50.intoArray(c, cOffset + 5 * cRow);
        c51.intoArray(c, cOffset + 5 * cRow + LANES);
        c52.intoArray(c, cOffset + 5 * cRow + 2 * LANES);
        c60.intoArray(c, cOffset + 6 * cRow);
        c61.intoArray(c, cOffset + 6 * cRow + LANES);
        c62.intoArray(c, cOffset + 6 * cRow + 2 * LANES);
        c70.intoArray(c, cOffset + 7 * cRow);
        c71.intoArray(c, cOffset + 7 * cRow + LANES);
        c72.intoArray(c, cOffset + 7 * cRow + 2 * LANES);
    }
}

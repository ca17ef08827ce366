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
            inTiles(4, 4, LadderTiles::tile4x4, problem, c);
        }
    },
    /// Tiles of 8 rows × 3 vectors: 11 loads for 24 multiply-adds where 4 × 4 needs 8 for 16.
    TILE_8X3_COUNTED {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            inTiles(8, 3, LadderTiles::tile8x3Counted, problem, c);
        }
    },
    /// The same with a loop that counts by the stride of B, which C2 does not strip-mine.
    TILE_8X3_BY_STRIDE {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            inTiles(8, 3, LadderTiles::tile8x3ByStride, problem, c);
        }
    },
    /// The same with an index that walks down the rows of A and C: the multiples of the row length took so many
    /// general registers that addresses were kept in vector registers and on the stack.
    TILE_8X3_WALKING {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            inTiles(8, 3, LadderTiles::tile8x3Walking, problem, c);
        }
    },
    /// The same with each panel of B copied into one stream first.
    TILE_8X3_PACKED {
        @Override
        void multiply(MatmulProblem problem, float[] c) {
            int width = 3 * LANES;
            float[] panel = PANEL.get();
            for (int j = 0; j < problem.n(); j += width) {
                pack(problem.b().array(), j, problem.n(), panel, width, problem.k());
                column(8, LadderTiles::tile8x3Walking, problem, panel, 0, width, c, j);
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

    /// A micro-kernel with the parameters of the library's tiles.
    private interface Tile {
        void compute(
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
                int depth);
    }

    /// Computes C by tiles of some rows and vectors, with B read in place.
    private static void inTiles(int height, int vectors, Tile tile, MatmulProblem problem, float[] c) {
        for (int j = 0; j < problem.n(); j += vectors * LANES) {
            column(height, tile, problem, problem.b().array(), j, problem.n(), c, j);
        }
    }

    /// Computes the tiles of C below each other from column j on, with their part of B at an offset.
    private static void column(
            int height, Tile tile, MatmulProblem problem, float[] b, int bOffset, int bRow, float[] c, int j) {
        int k = problem.k();
        int n = problem.n();
        float[] a = problem.a().array();
        for (int i = 0; i < problem.m(); i += height) {
            tile.compute(a, i * k, k, 1, b, bOffset, bRow, ZEROS, 0, c, i * n + j, n, k);
        }
    }

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
}

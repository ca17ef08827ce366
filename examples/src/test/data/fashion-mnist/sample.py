"""Cuts the first rows of the four files of Fashion-MNIST, in the folder given, into the folder of this script."""
import gzip
import pathlib
import struct
import sys

source = pathlib.Path(sys.argv[1])
for name, rows, size in (
    ("train-images-idx3-ubyte", 120, 28 * 28),
    ("train-labels-idx1-ubyte", 120, 1),
    ("t10k-images-idx3-ubyte", 60, 28 * 28),
    ("t10k-labels-idx1-ubyte", 60, 1),
):
    whole = gzip.decompress((source / (name + ".gz")).read_bytes())
    header = 4 + 4 * whole[3]
    part = whole[:4] + struct.pack(">i", rows) + whole[8 : header + rows * size]
    # No time of packing, so that the bytes are the same every time.
    (pathlib.Path(__file__).parent / (name + ".gz")).write_bytes(gzip.compress(part, 9, mtime=0))

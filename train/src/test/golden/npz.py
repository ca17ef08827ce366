# Writes npz-stored.npz, npz-packed.npz and one file with an array of each kind that is refused: what NumPy writes, to be read.
#
# Run:      python npz.py        (needs numpy; writes beside itself)
# Made with Python 3.11.7, numpy 2.4.6
#
# Element i of an array, in row-major order, is a value that the test computes again: the formula is beside each array.
from pathlib import Path

import numpy as np

i = np.arange(24)
arrays = {
    "floats": (i / 4 - 2).astype("<f4").reshape(4, 3, 2),   # i/4 - 2
    "doubles": (0.1 * i).astype("<f8").reshape(24, 1),      # 0.1·i, rounded to double
    "bytes": (10 * i).astype("u1").reshape(2, 12),          # 10·i
    "signed": (i - 12).astype("i1"),                        # i - 12
    "short": (-1000 * i).astype("<i2"),                     # -1000·i
    "unsigned_short": (2700 * i).astype("<u2"),             # 2700·i
    "int": (-100000 * i).astype("<i4"),                     # -100000·i
    "unsigned_int": (180000000 * i).astype("<u4"),          # 180000000·i
    "long": (-(2**40) * i).astype("<i8"),                   # -2^40·i
    "unsigned_long": (np.uint64(2**63) + np.uint64(2**40) * i.astype("<u8")),  # 2^63 + 2^40·i
    "flags": (i % 3 == 0),                                  # 1 where i is a multiple of 3, else 0
    "scalar": np.float32(7.5),
}
here = Path(__file__).parent
np.savez(here / "npz-stored.npz", **arrays)
np.savez_compressed(here / "npz-packed.npz", **arrays)
np.save(here / "npy-floats.npy", arrays["floats"])
with open(here / "npy-version2.npy", "wb") as file:
    np.lib.format.write_array(file, arrays["bytes"], version=(2, 0))
refused = {
    "fortran": np.asfortranarray(arrays["floats"][:, :, 0]),
    "big_endian": arrays["floats"].astype(">f4"),
    "complex": arrays["floats"].astype("c8"),
    "half": arrays["floats"].astype("f2"),
    "empty": np.zeros((0, 3), "f4"),
    "text": np.array(["a", "b"]),
    "fields": np.zeros(2, [("x", "<f4"), ("y", "<i4")]),
}
for name, array in refused.items():
    np.savez(here / f"npz-refused-{name}.npz", **{name: array})

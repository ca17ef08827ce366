"""Writes safetensors.safetensors with Python's safetensors package, for SafetensorsTest.

With the path of a file that the library has written as its argument, prints what that package reads in it instead:
the other direction was checked this way, and SafetensorsTest.shouldWriteWhatPythonRead holds the bytes that passed.

    python python_safetensors.py
    python python_safetensors.py model.safetensors
"""

import pathlib
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

if len(sys.argv) > 1:
    with safe_open(sys.argv[1], framework="numpy") as file:
        print(file.metadata())
        for name in file.keys():
            tensor = file.get_tensor(name)
            print(name, tensor.dtype, tensor.shape, tensor.tolist())
else:
    save_file(
        {
            "dense_1/weight": np.array([[1, -2.5, 3e38], [1e-45, -0.0, 0.1]], dtype=np.float32),
            "dense_1/bias": np.array([0.5, np.inf, -np.inf], dtype=np.float32),
            "ä \"quoted\"": np.array(42, dtype=np.float32),
        },
        pathlib.Path(__file__).with_name("safetensors.safetensors"),
        metadata={"format": "test", "ü": "\\ \n"},
    )

"""The C++ kernels of `kernels/`, compiled by g++ at first use."""
import ctypes
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "kernels"
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-fopenmp", "-shared", "-fPIC")


@lru_cache(maxsize=None)
def load(name: str) -> ctypes.CDLL | None:
    """kernels/NAME.cpp as a library; None without a compiler."""
    if shutil.which("g++") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.so"
        subprocess.run(["g++", *FLAGS, str(FOLDER / f"{name}.cpp"), "-o", str(path)], check=True)
        return ctypes.CDLL(str(path))

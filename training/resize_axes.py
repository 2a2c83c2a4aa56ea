"""Which sources each output of a Resize reads, by the formulas of the ONNX operator: coordinate (step * y + origin) / denominator, in integers."""
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np


@dataclass(frozen=True)
class ResizeAxis:
    """One axis, as docs/fixed-point.md section 5 has it."""

    input_size: int
    output_size: int
    step: int
    origin: int
    denominator: int
    linear: bool

    @property
    def total(self) -> int:
        """Weights that the sources of every output share out."""
        return self.denominator if self.linear else 1

    @property
    def scale_factor(self) -> int:
        """The whole factor by which PyTorch's interpolation computes just this axis; 0 where it is none."""
        n, out = self.input_size, self.output_size
        if out % n or out == n:
            return 0
        k = out // n
        wanted = (2, 1 - k, 2 * k) if self.linear else (1, 0, k)
        common = gcd(*map(abs, wanted))
        return k if (self.step, self.origin, self.denominator) == tuple(v // common for v in wanted) else 0

    def matrix(self) -> np.ndarray:
        """Integer weights, outputs x inputs; every row sums to `total`."""
        p, d, n = self.step * np.arange(self.output_size) + self.origin, self.denominator, self.input_size
        m, rows = np.zeros((self.output_size, n)), np.arange(self.output_size)
        if not self.linear:
            m[rows, np.clip(p // d, 0, n - 1)] = 1
            return m
        p = np.clip(p, 0, (n - 1) * d)
        np.add.at(m, (rows, p // d), d - p % d)
        np.add.at(m, (rows, np.minimum(p // d + 1, n - 1)), p % d)
        return m


def axis(mode: str, transformation: str, rounding: str, n: int, out: int, scale: float | None) -> ResizeAxis | None:
    """The axis from n to `out`; `scale` is the factor where the file gives one. None for what is not known."""
    ratio = Fraction(out, n) if scale is None else Fraction(scale).limit_denominator(4096)
    coordinates = _coordinates(transformation, n, out, ratio.numerator, ratio.denominator)
    if coordinates is None or mode not in ("linear", "nearest"):
        return None
    step, origin, d = coordinates
    if mode == "nearest":
        extra = {"floor": 0, "ceil": 2 * d - 1, "round_prefer_ceil": d, "round_prefer_floor": d - 1}.get(rounding)
        if extra is None:
            return None
        step, origin, d = 2 * step, 2 * origin + extra, 2 * d
        if out % n == 0 and (np.clip((step * np.arange(out) + origin) // d, 0, n - 1) == np.arange(out) // (out // n)).all():
            return ResizeAxis(n, out, 1, 0, out // n, False)
    common = gcd(step, abs(origin), d)
    return ResizeAxis(n, out, step // common, origin // common, d // common, mode == "linear")


def keep(n: int) -> ResizeAxis:
    return ResizeAxis(n, n, 1, 0, 1, False)


def _coordinates(transformation: str, n: int, out: int, p: int, q: int) -> tuple[int, int, int] | None:
    """Step, origin and denominator for a factor of p / q."""
    if transformation == "pytorch_half_pixel" and out == 1 or transformation == "align_corners" and out == 1:
        return 0, 0, 1
    return {
        "half_pixel": (2 * q, q - p, 2 * p),
        "pytorch_half_pixel": (2 * q, q - p, 2 * p),
        "half_pixel_symmetric": (2 * q, q - p + n * p - out * q, 2 * p),
        "asymmetric": (q, 0, p),
        "align_corners": (n - 1, 0, out - 1),
        "tf_half_pixel_for_nn": (2 * q, q, 2 * p),
    }.get(transformation)

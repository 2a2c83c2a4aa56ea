"""The integer arithmetic of docs/fixed-point.md, sections 2 to 4: formats, the rounding rule, and how real factors become M, B and S."""
from dataclasses import dataclass

import numpy as np

PRODUCT_BITS = 48
MULTIPLIER_BITS = 18
_MULTIPLIER_LIMIT = 1 << (MULTIPLIER_BITS - 1)
_PRODUCT_LIMIT = 1 << (PRODUCT_BITS - 1)


@dataclass(frozen=True)
class Format:
    """uN or narrow sN."""

    bits: int
    signed: bool

    @property
    def low(self) -> int:
        return -((1 << (self.bits - 1)) - 1) if self.signed else 0

    @property
    def high(self) -> int:
        return (1 << (self.bits - 1)) - 1 if self.signed else (1 << self.bits) - 1

    def __str__(self) -> str:
        return f"{'s' if self.signed else 'u'}{self.bits}"


PIXELS = Format(8, signed=False)


@dataclass(frozen=True)
class Requantizer:
    """M and B of every channel, and the shift S that they share."""

    multipliers: np.ndarray
    offsets: np.ndarray
    shift: int

    @property
    def half(self) -> int:
        return 1 << (self.shift - 1) if self.shift else 0


def half_of(shift: int) -> int:
    return 1 << (shift - 1) if shift else 0


def requantize(acc: np.ndarray, r: Requantizer, form: Format, axis: int = 0) -> np.ndarray:
    """clip((acc * M[c] + B[c] + half) >> S) in int64; `axis` is the one of the channels."""
    shape = [1] * acc.ndim
    shape[axis] = -1
    product = acc.astype(np.int64) * r.multipliers.reshape(shape) + r.offsets.reshape(shape) + r.half
    return np.clip(product >> r.shift, form.low, form.high)


def accumulator_range(weights: np.ndarray, form: Format) -> tuple[np.ndarray, np.ndarray]:
    """Smallest and largest accumulator of every output channel (section 4); weights are integers with outputs first."""
    w = weights.reshape(weights.shape[0], -1).astype(np.float64)
    ends = w * form.low, w * form.high
    return np.minimum(0, np.minimum(*ends)).sum(1), np.maximum(0, np.maximum(*ends)).sum(1)


def solve(factors: np.ndarray, offsets: np.ndarray, low: np.ndarray, high: np.ndarray) -> Requantizer:
    """M, B, S of q = acc * factors[c] + offsets[c] for accumulators in low..high: the largest shift within the limits (section 3)."""
    factors, offsets = np.asarray(factors, np.float64), np.asarray(offsets, np.float64)
    for shift in range(_first_shift(factors, offsets), -1, -1):
        m, b = np.rint(np.ldexp(factors, shift)), np.rint(np.ldexp(offsets, shift))
        # doubles hold every value exactly: products stay below 2^53 or are far outside the limit
        a, c = low * m + b, high * m + b
        fits = m.max() < _MULTIPLIER_LIMIT and m.min() >= -_MULTIPLIER_LIMIT and np.abs(b).max() < _PRODUCT_LIMIT
        if fits and np.minimum(a, c).min() >= -_PRODUCT_LIMIT and np.maximum(a, c).max() + half_of(shift) < _PRODUCT_LIMIT:
            return Requantizer(m.astype(np.int64), b.astype(np.int64), shift)
    raise ValueError(f"no shift fits factors {factors.min():.4g} to {factors.max():.4g} and offsets {offsets.min():.4g} to {offsets.max():.4g}")


def solve_add(factor_a: float, factor_b: float, a: Format, b: Format) -> tuple[int, int, int]:
    """MA, MB and S of the sum a * factor_a + b * factor_b."""
    reach = (max(-a.low, a.high), max(-b.low, b.high))
    for shift in range(_first_shift(np.array([factor_a, factor_b]), np.zeros(1)), -1, -1):
        m = [float(np.rint(np.ldexp(f, shift))) for f in (factor_a, factor_b)]
        bound = sum(r * abs(v) for r, v in zip(reach, m)) + half_of(shift)
        if all(-_MULTIPLIER_LIMIT <= v < _MULTIPLIER_LIMIT for v in m) and bound < _PRODUCT_LIMIT:
            return int(m[0]), int(m[1]), shift
    raise ValueError(f"no shift fits factors {factor_a:.4g} and {factor_b:.4g}")


def solve_scaling(factors, magnitude: float) -> tuple[np.ndarray, int]:
    """M of every factor and S of v * factors[k] for |v| up to `magnitude`."""
    factors = np.atleast_1d(np.asarray(factors, np.float64))
    for shift in range(_first_shift(factors, np.zeros(1)), -1, -1):
        m = np.rint(np.ldexp(factors, shift))
        fits = m.max() < _MULTIPLIER_LIMIT and m.min() >= -_MULTIPLIER_LIMIT
        if fits and magnitude * np.abs(m).max() + half_of(shift) < _PRODUCT_LIMIT:
            return m.astype(np.int64), shift
    raise ValueError(f"no shift fits factors {factors.min():.4g} to {factors.max():.4g}")


def magnitude(form: Format) -> int:
    return max(-form.low, form.high)


def _first_shift(factors: np.ndarray, offsets: np.ndarray) -> int:
    """A shift that is at least the answer, so that few are tried."""
    first = PRODUCT_BITS - 1
    for values, bits in ((factors, MULTIPLIER_BITS), (offsets, PRODUCT_BITS)):
        largest = np.abs(values).max()
        if largest > 0:
            first = min(first, bits - int(np.floor(np.log2(largest))))
    return max(first, 0)


def mean_resize2x(x: np.ndarray) -> np.ndarray:
    """Bilinear x2 of a (C, H, W) integer map, align_corners=False: weights 9, 3, 3, 1 over 16, one rounding, half up (section 5)."""

    def axis(v: np.ndarray, k: int) -> np.ndarray:
        v = np.moveaxis(v, k, 0)
        before, after = np.concatenate((v[:1], v[:-1])), np.concatenate((v[1:], v[-1:]))
        out = np.stack((3 * v + before, 3 * v + after), 1).reshape(-1, *v.shape[1:])
        return np.moveaxis(out, 0, k)

    return (axis(axis(x.astype(np.int64), 1), 2) + 8) >> 4

"""Scalar functions: the catalogue that becomes 256-entry tables (or a clip), and the recognition of formulas that exporters build from elementary nodes."""
from dataclasses import dataclass
from math import inf, pi, sqrt
from typing import Callable

import torch

Formula = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True, eq=False)
class Function:
    """`at` works on double tensors and has gradients. `limit` is where a rectifier (a clip from 0 upwards) ends; None for every other function."""

    name: str
    at: Formula
    non_negative: bool = False
    limit: float | None = None

    @property
    def is_rectifier(self) -> bool:
        return self.limit is not None


def _gelu_tanh(x: torch.Tensor) -> torch.Tensor:
    return 0.5 * x * (1 + torch.tanh(sqrt(2 / pi) * (x + 0.044715 * x * x * x)))


def _softplus(x: torch.Tensor) -> torch.Tensor:
    return x.clamp(min=0) + torch.log(1 + torch.exp(-x.abs()))


def leaky_relu(slope: float) -> Function:
    return Function(f"leaky_relu({slope!r})", lambda x: torch.where(x > 0, x, x * slope))


def elu(alpha: float) -> Function:
    return Function(f"elu({alpha!r})", lambda x: torch.where(x > 0, x, alpha * (torch.exp(x.clamp(max=0)) - 1)))


def hard_sigmoid(alpha: float, beta: float) -> Function:
    return Function(f"hardsigmoid({alpha!r}, {beta!r})", lambda x: (x * alpha + beta).clamp(0, 1), non_negative=True)


def clip(low: float, high: float) -> Function:
    return Function(f"clip({low!r}, {high!r})", lambda x: x.clamp(low, high), low >= 0, high if low == 0 else None)


RELU = clip(0.0, inf)
SIGMOID = Function("sigmoid", lambda x: 1 / (1 + torch.exp(-x)), non_negative=True)
TANH = Function("tanh", torch.tanh)
HARDSWISH = Function("hardswish", lambda x: x * (x / 6 + 0.5).clamp(0, 1))
GELU = Function("gelu", lambda x: 0.5 * x * (1 + torch.erf(x / sqrt(2))))
GELU_TANH = Function("gelu_tanh", _gelu_tanh)
SILU = Function("silu", lambda x: x / (1 + torch.exp(-x)))
SOFTPLUS = Function("softplus", _softplus, non_negative=True)
MISH = Function("mish", lambda x: x * torch.tanh(_softplus(x)))
ERF = Function("erf", torch.erf)
EXP = Function("exp", torch.exp)

_FIXED = (RELU, clip(0.0, 6.0), HARDSWISH, SIGMOID, TANH, SILU, GELU, GELU_TANH, SOFTPLUS, MISH)
_FAR, _EXPONENT_LIMIT, _TOLERANCE = 1e9, 80, 2e-6
_SAMPLES = torch.cat((torch.arange(-330, 331) / 33, torch.tensor([-2e4, -100, -79, -41.5, -23.25, -12.5, 12.5, 23.25, 41.5, 79, 100, 2e4, -_FAR, _FAR]))).double()


def of_node(op_type: str, attributes: dict) -> Function | None:
    """The function that an ONNX operator of one operand is; None for an operator that is none."""
    if op_type == "LeakyRelu":
        return leaky_relu(attributes.get("alpha", _float32(0.01)))
    if op_type == "Elu":
        return elu(attributes.get("alpha", 1.0))
    if op_type == "HardSigmoid":
        return hard_sigmoid(attributes.get("alpha", _float32(0.2)), attributes.get("beta", 0.5))
    if op_type == "Gelu":
        return GELU_TANH if attributes.get("approximate") in (b"tanh", "tanh") else GELU
    return {
        "Relu": RELU, "Sigmoid": SIGMOID, "Tanh": TANH, "HardSwish": HARDSWISH, "Softplus": SOFTPLUS, "Mish": MISH, "Erf": ERF, "Exp": EXP,
    }.get(op_type)


def recognise(formula: Formula) -> Function | None:
    """The catalogue function that equals `formula` on all of the sampled range, constants being float32; None where there is none."""
    values = formula(_SAMPLES)
    return next((f for f in (*_FIXED, *_fitted(formula)) if _equal(f, values)), None)


def _fitted(formula: Formula):
    """Functions with parameters, these read off the formula."""
    at = lambda x: float(formula(torch.tensor([x], dtype=torch.float64))[0])
    low, high, step = at(-_FAR), at(_FAR), 1 / 64
    if low != low or high != high:
        return
    yield leaky_relu(-at(-1.0))
    yield elu(-low)
    yield hard_sigmoid((at(step) - at(0.0)) / step, at(0.0))
    if low <= high:
        yield clip(-inf if low <= -_FAR else low, inf if high >= _FAR else high)


def _equal(candidate: Function, values: torch.Tensor) -> bool:
    beyond = ~torch.isfinite(values) & (_SAMPLES.abs() > _EXPONENT_LIMIT)
    near = (candidate.at(_SAMPLES) - values).abs() <= _TOLERANCE * _SAMPLES.abs().clamp(min=1)
    return bool((beyond | near).all())


def _float32(value: float) -> float:
    return float(torch.tensor(value, dtype=torch.float32))

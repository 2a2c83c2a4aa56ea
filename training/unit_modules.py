"""The parameters and the arithmetic of one unit: in integers (docs/fixed-point.md) with gradients, and in real numbers."""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import fake_quant
import fixed_point
from fixed_point import Format
from fusion import Unit

EXACT_FLOAT = 1 << 24
"""Integers up to this are exact in float32."""


@dataclass
class Value:
    """Integers (N, C, H, W) of a format, the scale to be learned and the same as a double."""

    map: torch.Tensor
    scale: torch.Tensor
    exact: float
    form: Format


class Scale(nn.Module):
    """Positive scales, kept as their logarithms so that one learning rate suits all; at most `largest`."""

    def __init__(self, values, largest: float | None = None):
        super().__init__()
        self.log2 = nn.Parameter(torch.log2(torch.as_tensor(values, dtype=torch.float32)))
        self.largest = largest

    def forward(self) -> torch.Tensor:
        return torch.exp2(self.log2) if self.largest is None else torch.exp2(self.log2).clamp(max=self.largest)

    def exact(self) -> np.ndarray:
        """As doubles; what the ranges file says."""
        return self().detach().double().numpy()


@dataclass
class Target:
    """Scale and format that a unit's result is to have."""

    scale: torch.Tensor
    exact: float
    form: Format

    @staticmethod
    def of(scale: Scale, form: Format) -> "Target":
        value = scale()
        return Target(value, float(value.detach().double()), form)


def per_channel(values: torch.Tensor, spread: np.ndarray | None, unused: float) -> torch.Tensor:
    """Parameters as the channels have them, where a rearrangement was moved behind them."""
    if spread is None:
        return values
    padded = torch.cat((values, torch.tensor([unused])))
    return padded[torch.from_numpy(np.where(spread < 0, len(values), spread))]


def rescaled(x: Value, factor: torch.Tensor, offset: torch.Tensor, out: Target) -> torch.Tensor:
    """x * factor[c] + offset[c] in real numbers, at the scale and format of `out`."""
    ends = np.full(len(factor), min(0, x.form.low), np.float64), np.full(len(factor), x.form.high, np.float64)
    factors = factor.detach().double().numpy() * x.exact / out.exact
    rule = fixed_point.solve(factors, offset.detach().double().numpy() / out.exact, *ends)
    return fake_quant.requantize(x.map, factor * (x.scale / out.scale), offset / out.scale, rule, out.form)


def brought(x: Value, out: Target) -> torch.Tensor:
    """x at another scale or format."""
    if x.form == out.form and x.exact == out.exact:
        return x.map
    c = x.map.shape[1]
    return rescaled(x, torch.ones(c), torch.zeros(c), out)


class UnitModule(nn.Module):
    """`scale` and `form` are None where the unit has none of its own, `skip` where no narrow copy is stored."""

    def __init__(self, unit: Unit, weight_bits: int, form: Format | None):
        super().__init__()
        self.unit, self.weight_bits, self.form = unit, weight_bits, form
        self.skip_form: Format | None = None
        limit = unit.limit / form.high if form and unit.limit < np.inf else None
        self.scale = Scale(1.0 if limit is None else limit, limit) if form else None
        self.skip: Scale | None = None
        self.parameters_of(unit)

    def parameters_of(self, unit: Unit) -> None:
        """Creates what is trained."""
        self.weight, self.bias, self.post = None, None, nn.ParameterList()

    def integer(self, inputs: list[Value], out: Target | None) -> torch.Tensor:
        """Integers at `out`; at the input's scale and format where that is None. Here: what comes in."""
        return inputs[0].map

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        """The same in real numbers, before a rectifier."""
        return inputs[0]

    def whole(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        """In real numbers, with the rectifier and the batch norm behind it."""
        y = self.real(inputs)
        return y.clamp(0, self.unit.limit) if self.unit.relu else y


class Pair(UnitModule):
    """Sum, difference and product of two maps, the second perhaps repeated."""

    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        a, b = inputs
        if self.unit.kind == "mul":
            product = a.map * b.map
            reach = fixed_point.magnitude(a.form) * fixed_point.magnitude(b.form)
            (m,), shift = fixed_point.solve_scaling(a.exact * b.exact / out.exact, reach)
            return fake_quant.settle(product * (a.scale * b.scale / out.scale), fake_quant.scaled(product, float(m), shift), out.form)
        sign = -1 if self.unit.kind == "sub" else 1
        ma, mb, shift = fixed_point.solve_add(a.exact / out.exact, sign * b.exact / out.exact, a.form, b.form)
        fa, fb = a.scale / out.scale, sign * b.scale / out.scale
        if a.map.shape == b.map.shape:
            return fake_quant.add(a.map, b.map, fa, fb, (ma, mb, shift), out.form)
        exact = torch.floor((a.map.detach().double() * ma + b.map.detach().double() * mb + fixed_point.half_of(shift)) * 2.0**-shift)
        return fake_quant.settle(a.map * fa + b.map * fb, exact, out.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        a, b = inputs
        return a * b if self.unit.kind == "mul" else a - b if self.unit.kind == "sub" else a + b


class Concat(UnitModule):
    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        return torch.cat([brought(value, out) for value in inputs], dim=1)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        return torch.cat(inputs, dim=1)


class Affine(UnitModule):
    """Batch norm that nothing takes in; a rectifier alone; both."""

    def parameters_of(self, unit: Unit) -> None:
        super().parameters_of(unit)
        if unit.tensors:
            self.weight, self.bias = (nn.Parameter(torch.tensor(t, dtype=torch.float32)) for t in unit.tensors)

    def line(self, channels: int) -> tuple[torch.Tensor, torch.Tensor]:
        if self.weight is None:
            return torch.ones(channels), torch.zeros(channels)
        return per_channel(self.weight, self.unit.spread, 1), per_channel(self.bias, self.unit.spread, 0)

    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        return rescaled(inputs[0], *self.line(inputs[0].map.shape[1]), out)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        factor, summand = self.line(inputs[0].shape[1])
        return inputs[0] * factor.reshape(1, -1, 1, 1) + summand.reshape(1, -1, 1, 1)


class PRelu(UnitModule):
    def parameters_of(self, unit: Unit) -> None:
        super().parameters_of(unit)
        self.slopes = nn.Parameter(torch.tensor(unit.tensors[0]))

    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        (x,), slopes = inputs, per_channel(self.slopes, self.unit.spread, 0)
        factors = np.concatenate(([x.exact / out.exact], slopes.detach().double().numpy() * x.exact / out.exact))
        m, shift = fixed_point.solve_scaling(factors, fixed_point.magnitude(x.form))
        m = torch.from_numpy(m).double()
        exact = fake_quant.scaled(x.map, torch.where(x.map > 0, m[0], m[1:].reshape(1, -1, 1, 1)), shift)
        return fake_quant.settle(self.real([x.map]) * (x.scale / out.scale), exact, out.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        return F.prelu(inputs[0], per_channel(self.slopes, self.unit.spread, 0))


class Table(UnitModule):
    """A function of one number."""

    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        (x,) = inputs
        return fake_quant.lookup(x.map, self.unit.function, x.form.signed, (x.scale, out.scale), (x.exact, out.exact), out.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        return self.unit.function.at(inputs[0])


class AveragePool(UnitModule):
    def _sums(self, x: torch.Tensor) -> torch.Tensor:
        a = self.unit.attributes
        top, left, bottom, right = a["pads"]
        return F.avg_pool2d(F.pad(x, (left, right, top, bottom)), a["kernel"], a["stride"], divisor_override=1)

    def areas(self, height: int, width: int) -> np.ndarray:
        """Sources of every output that lie inside the map."""
        a, sides = self.unit.attributes, []
        for k, n in enumerate((height, width)):
            outputs = (n + a["pads"][k] + a["pads"][k + 2] - a["kernel"][k]) // a["stride"][k] + 1
            starts = np.arange(outputs) * a["stride"][k] - a["pads"][k]
            sides.append(np.clip(starts + a["kernel"][k], 0, n) - np.clip(starts, 0, n))
        return sides[0][:, None] * sides[1][None]

    def integer(self, inputs: list[Value], out: Target) -> torch.Tensor:
        (x,) = inputs
        areas, a = self.areas(*x.map.shape[2:]), self.unit.attributes
        known = np.unique(areas)
        divisors = np.array([a["kernel"][0] * a["kernel"][1]]) if a["counted"] else known
        reach = int(known[-1]) * fixed_point.magnitude(x.form)
        m, shift = fixed_point.solve_scaling(x.exact / out.exact / divisors, reach)
        sums = self._sums(x.map if reach < EXACT_FLOAT else x.map.double())
        places = np.zeros_like(areas) if a["counted"] else np.searchsorted(known, areas)
        exact = fake_quant.scaled(sums, torch.from_numpy(m[places]).double(), shift)
        real = sums.float() * torch.from_numpy(1 / divisors[places]).float() * (x.scale / out.scale)
        return fake_quant.settle(real, exact, out.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        areas, a = self.areas(*inputs[0].shape[2:]), self.unit.attributes
        return self._sums(inputs[0]) / torch.from_numpy(np.full_like(areas, a["kernel"][0] * a["kernel"][1]) if a["counted"] else areas)

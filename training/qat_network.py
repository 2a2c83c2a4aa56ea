"""A network under fake quantization: every value an integer map with a scale, every operator the integer rule, every weight and scale trainable."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import fake_quant
import fixed_point
from fixed_point import PIXELS, Format
from fusion import Unit
from widths import RangesWidths, Widths


class Scale(nn.Module):
    """Positive scales, kept as their logarithms so that one learning rate suits all."""

    def __init__(self, values):
        super().__init__()
        self.log2 = nn.Parameter(torch.log2(torch.as_tensor(values, dtype=torch.float32)))

    def forward(self) -> torch.Tensor:
        return torch.exp2(self.log2)

    def exact(self) -> np.ndarray:
        """As doubles; what the ranges file says."""
        return self().detach().double().numpy()


class UnitModule(nn.Module):
    """Parameters and formats of one unit. `scale` and `skip` are None where the unit has none of its own."""

    def __init__(self, unit: Unit, weight_bits: int, form: Format | None):
        super().__init__()
        self.unit, self.weight_bits, self.form = unit, weight_bits, form
        self.skip_form: Format | None = None
        self.scale = Scale(1.0) if form else None
        self.skip: Scale | None = None
        parameters = [nn.Parameter(torch.tensor(t, dtype=torch.float32)) for t in unit.tensors]
        self.weight, self.bias = parameters if parameters else (None, None)
        self.post = nn.ParameterList(nn.Parameter(torch.tensor(t, dtype=torch.float32)) for t in unit.post or ())
        if unit.kind == "conv":
            self.weight_scale = Scale(self.weight.detach().abs().amax((1, 2, 3)).clamp(min=1e-8))
            self.register_buffer("mask", None)

    def keep_zeros(self) -> None:
        """Taps that the transposed convolution behind this one does not have stay zero."""
        self.mask = (self.weight.detach() != 0).float()

    def kernel(self) -> torch.Tensor:
        return self.weight if self.mask is None else self.weight * self.mask

    def integer_kernel(self) -> torch.Tensor:
        return fake_quant.weights(self.kernel(), self.weight_scale(), self.weight_bits)

    def convolve(self, x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
        a = self.unit.attributes
        top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
        if (top, left) != (bottom, right):
            x, top, left = F.pad(x, (left, right, top, bottom)), 0, 0
        return F.conv2d(x, kernel, bias, a.get("strides", [1, 1]), (top, left), a.get("dilations", [1, 1]), a.get("group", 1))

    def carry(self, x: torch.Tensor, exact: bool) -> torch.Tensor:
        """Operators that keep their input's scale."""
        a = self.unit.attributes
        if self.unit.kind == "max_pool":
            return F.max_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]), a.get("pads", [0, 0, 0, 0])[:2])
        if self.unit.kind == "depth_to_space":
            return F.pixel_shuffle(x, a["blocksize"])
        if a["mode"] in (b"nearest", "nearest"):
            return F.interpolate(x, scale_factor=2.0, mode="nearest")
        return fake_quant.bilinear2x(x) if exact else F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class QatNetwork(nn.Module):
    """Pixels 0..255 (N, C, H, W) to the real logit (N, 1, H, W), through integers alone."""

    def __init__(self, units: list[Unit], widths: Widths | RangesWidths = Widths()):
        super().__init__()
        self.units, modules = units, []
        for i, unit in enumerate(units):
            own = i > 0 and not unit.carries and not self._is_head(i)
            module = UnitModule(unit, widths.weight(unit), Format(widths.activation(unit), not unit.non_negative) if own else None)
            source = self._carried(i, modules) if unit.carries else module
            skip = widths.skip(unit, (source.form or PIXELS).bits) if unit.late else None
            if skip:
                module.skip_form, module.skip = Format(skip, (source.form or PIXELS).signed), Scale(1.0)
            if unit.kind == "depth_to_space":
                modules[unit.inputs[0]].keep_zeros()
            modules.append(module)
        self.net = nn.ModuleList(modules)

    def _is_head(self, i: int) -> bool:
        unit = self.units[i]
        return i == len(self.units) - 1 and unit.kind == "conv" and unit.value == unit.name and len(unit.tensors[0]) == 1

    def _carried(self, i: int, modules: list[UnitModule]) -> UnitModule:
        while self.units[i].carries:
            i = self.units[i].inputs[0]
        return modules[i]

    def owner(self, i: int) -> UnitModule:
        """The unit whose format and scale the value of unit i has."""
        return self._carried(i, list(self.net))

    def form_of(self, i: int) -> Format:
        return self.owner(i).form or PIXELS

    def scale_of(self, i: int) -> torch.Tensor:
        owner = self.owner(i)
        return owner.scale() if owner.scale is not None else torch.tensor(1 / 255)

    def exact_scale_of(self, i: int) -> float:
        owner = self.owner(i)
        return float(owner.scale.exact()) if owner.scale is not None else 1 / 255

    def forward(self, pixels: torch.Tensor, trace: dict | None = None) -> torch.Tensor:
        """`trace` receives every integer map by value name (the skip copies as NAME/skip)."""
        maps, left = [], [sum(i in u.inputs for u in self.units) for i in range(len(self.units))]
        for i, unit in enumerate(self.units):
            inputs = [self._read(maps, i, k) for k in unit.inputs]
            maps.append(self._run(i, inputs, pixels))
            module = self.net[i]
            if trace is not None:
                trace[unit.value] = maps[i]
            if module.skip is not None:
                maps[i] = (maps[i], self._skip_copy(i, maps[i]))
                if trace is not None:
                    trace[f"{unit.value}/skip"] = maps[i][1]
            for k in unit.inputs:
                left[k] -= 1
                maps[k] = maps[k] if left[k] else None
        if self.net[-1].form is None and not self.units[-1].carries:
            return maps[-1] * self._head_step()
        return maps[-1] * self.scale_of(len(maps) - 1)

    def _read(self, maps: list, i: int, k: int) -> tuple[torch.Tensor, torch.Tensor, float, Format]:
        """Map, scale (to be learned and exact) and format of value k as unit i sees it."""
        module = self.net[k]
        if module.skip is None:
            return maps[k], self.scale_of(k), self.exact_scale_of(k), self.form_of(k)
        if i in self.units[k].late:
            return maps[k][1], module.skip(), float(module.skip.exact()), module.skip_form
        return maps[k][0], self.scale_of(k), self.exact_scale_of(k), self.form_of(k)

    def _run(self, i: int, inputs: list, pixels: torch.Tensor) -> torch.Tensor:
        unit, module = self.units[i], self.net[i]
        if unit.kind == "input":
            return pixels.contiguous(memory_format=torch.channels_last)
        if unit.carries:
            return module.carry(inputs[0][0], exact=True)
        if unit.kind == "add":
            (a, sa, ea, fa), (b, sb, eb, fb) = inputs
            out, exact = module.scale(), float(module.scale.exact())
            multipliers = fixed_point.solve_add(ea / exact, eb / exact, fa, fb)
            return fake_quant.add(a, b, sa / out, sb / out, multipliers, module.form)
        if unit.kind == "concat":
            return torch.cat([self._brought(module, *value) for value in inputs], dim=1)
        if unit.kind == "conv":
            return self._conv(module, *inputs[0], head=module.form is None)
        x, scale, exact, form = inputs[0]
        ones = torch.ones(x.shape[1])
        factor, offset = (module.weight, module.bias) if unit.kind == "affine" else (ones, torch.zeros(x.shape[1]))
        return self._rescale(x, factor * scale, factor.detach().double().numpy() * exact, offset, module.scale, form, module.form)

    def _brought(self, m: UnitModule, x, scale, exact, form: Format) -> torch.Tensor:
        """An operand of a concatenation at the format and scale of the whole."""
        if form == m.form and exact == float(m.scale.exact()):
            return x
        c = x.shape[1]
        return self._rescale(x, scale.expand(c), np.full(c, exact), torch.zeros(c), m.scale, form, m.form)

    def _skip_copy(self, i: int, x: torch.Tensor) -> torch.Tensor:
        module, c = self.net[i], x.shape[1]
        step, exact = self.scale_of(i).expand(c), np.full(c, self.exact_scale_of(i))
        return self._rescale(x, step, exact, torch.zeros(c), module.skip, self.form_of(i), module.skip_form)

    @staticmethod
    def _rescale(x, steps, exact_steps, offset, scale: Scale, form: Format, out: Format) -> torch.Tensor:
        """x is integers of `form` with one step per channel; offset is real."""
        s, e = scale(), float(scale.exact())
        ends = np.full(x.shape[1], min(0, form.low), np.float64), np.full(x.shape[1], form.high, np.float64)
        rule = fixed_point.solve(exact_steps / e, offset.detach().double().numpy() / e, *ends)
        return fake_quant.requantize(x, steps / s, offset / s, rule, out)

    def _conv(self, m: UnitModule, x, scale, exact, form: Format, head: bool) -> torch.Tensor:
        kernel = m.integer_kernel()
        acc = m.convolve(x, kernel)
        steps, exact_steps = m.weight_scale() * scale, m.weight_scale.exact() * exact
        if head or len(m.post):
            # rounded to double for the integer, with the gradient of bias / step
            exact_bias = torch.from_numpy(np.rint(m.bias.detach().double().numpy() / exact_steps)).float()
            bias = m.bias / steps
            acc = acc + (bias + (exact_bias - bias).detach()).reshape(1, -1, 1, 1)
        if head:
            return acc
        low, high = fixed_point.accumulator_range(kernel.detach().numpy(), form)
        factor, offset = torch.ones_like(m.bias), m.bias
        if len(m.post):
            acc, (factor, offset) = F.relu(acc), m.post
            low, high = np.minimum(low, low + exact_bias.numpy()), np.maximum(high, high + exact_bias.numpy())
        s, e = m.scale(), float(m.scale.exact())
        factors = factor.detach().double().numpy() * exact_steps / e
        rule = fixed_point.solve(factors, offset.detach().double().numpy() / e, low, high)
        return fake_quant.requantize(acc, factor * steps / s, offset / s, rule, m.form)

    def _head_step(self) -> torch.Tensor:
        i = len(self.units) - 1
        return self.net[i].weight_scale() * self.scale_of(self.units[i].inputs[0])

    def forward_float(self, image: torch.Tensor, look=None) -> torch.Tensor:
        """The same network in real numbers on images in 0..1; `look(i, value)` sees every value that has a range."""
        maps = []
        for i, unit in enumerate(self.units):
            m, x = self.net[i], [maps[k] for k in unit.inputs]
            if unit.kind == "input":
                y = image.contiguous(memory_format=torch.channels_last)
            elif unit.carries:
                y = m.carry(x[0], exact=False)
            elif unit.kind == "conv":
                y = m.convolve(x[0], m.kernel(), m.bias)
            elif unit.kind in ("add", "concat"):
                y = x[0] + x[1] if unit.kind == "add" else torch.cat(x, dim=1)
            else:
                y = x[0] if unit.kind == "relu" else x[0] * m.weight.reshape(1, -1, 1, 1) + m.bias.reshape(1, -1, 1, 1)
            y = F.relu(y) if unit.relu or unit.kind == "relu" else y
            y = y * m.post[0].reshape(1, -1, 1, 1) + m.post[1].reshape(1, -1, 1, 1) if len(m.post) else y
            if look and (m.form or m.skip):
                look(i, y)
            maps.append(y)
        return maps[-1]

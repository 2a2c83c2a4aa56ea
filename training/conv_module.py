"""A convolution with what is fused into it: bias, rectifier, and batch norm behind the rectifier."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import fake_quant
import fixed_point
from fixed_point import Format
from fusion import Unit
from unit_modules import EXACT_FLOAT, Scale, Target, UnitModule, Value, per_channel


WIDEST_DENSE = 12
"""Up to so many channels a grouped convolution is faster with zeros between its groups: oneDNN has no good kernel for it."""


def dense(kernel: torch.Tensor, groups: int) -> torch.Tensor:
    """The kernel of the same convolution without groups."""
    parts, n = kernel.chunk(groups), kernel.shape[1]
    return torch.cat([F.pad(part, (0, 0, 0, 0, k * n, (groups - 1 - k) * n)) for k, part in enumerate(parts)])


class Conv(UnitModule):
    """Of an exact head, `logit_form` is the format that the last call's accumulators need."""

    def parameters_of(self, unit: Unit) -> None:
        self.weight, self.bias = (nn.Parameter(torch.tensor(t, dtype=torch.float32)) for t in unit.tensors)
        self.post = nn.ParameterList(nn.Parameter(torch.tensor(t, dtype=torch.float32)) for t in unit.post or ())
        peaks = self.weight.detach().abs().amax((1, 2, 3)).clamp(min=1e-8)
        # Logits are compared with each other: the channels of a head share one scale.
        self.weight_scale = Scale(peaks.max().reshape(1) if unit.head else peaks)
        self.register_buffer("mask", None)

    def keep_zeros(self) -> None:
        """Taps that the transposed convolution behind this one does not have stay zero."""
        self.mask = (self.weight.detach() != 0).float()

    def kernel(self) -> torch.Tensor:
        return self.weight if self.mask is None else self.weight * self.mask

    def channel_scales(self) -> torch.Tensor:
        """One per output channel."""
        return self.weight_scale().expand(len(self.weight))

    def exact_scales(self) -> np.ndarray:
        return np.broadcast_to(self.weight_scale.exact(), len(self.weight))

    def integer_kernel(self, scales: torch.Tensor | None = None) -> torch.Tensor:
        return fake_quant.weights(self.kernel(), self.channel_scales() if scales is None else scales, self.weight_bits)

    def convolve(self, x: torch.Tensor, kernel: torch.Tensor, bias: torch.Tensor | None = None) -> torch.Tensor:
        a = self.unit.attributes
        top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
        if (top, left) != (bottom, right):
            x, top, left = F.pad(x, (left, right, top, bottom)), 0, 0
        groups = a.get("group", 1)
        if 1 < groups and 1 < kernel.shape[1] and x.shape[1] <= WIDEST_DENSE:
            kernel, groups = dense(kernel, groups), 1
        return F.conv2d(x, kernel, bias, a.get("strides", [1, 1]), (top, left), a.get("dilations", [1, 1]), groups)

    def _accumulators(self, x: Value, kernel: torch.Tensor, reach: float) -> torch.Tensor:
        """In doubles where float32 might round, unless gradients are wanted, to which that makes no difference."""
        if reach < EXACT_FLOAT or torch.is_grad_enabled():
            return self.convolve(x.map.float(), kernel)
        return self.convolve(x.map.double(), kernel.double())

    def integer(self, inputs: list[Value], out: Target | None) -> torch.Tensor:
        (x,), scales = inputs, self.channel_scales()
        kernel = self.integer_kernel(scales)
        low, high = fixed_point.accumulator_range(kernel.detach().numpy(), x.form)
        acc = self._accumulators(x, kernel, max(-low.min(), high.max()))
        steps, exact_steps = scales * x.scale, scales.detach().double().numpy() * x.exact
        if self.unit.head or len(self.post):
            # rounded to double for the integer, with the gradient of bias / step
            exact_bias = np.rint(self.bias.detach().double().numpy() / exact_steps)
            bias = self.bias / steps
            acc = acc + (bias + (torch.from_numpy(exact_bias).float() - bias).detach()).reshape(1, -1, 1, 1)
        if self.unit.head:
            reach = max((high + np.maximum(exact_bias, 0)).max(), -(low + np.minimum(exact_bias, 0)).min())
            self.logit_form = Format(int(np.ceil(np.log2(reach + 1))) + 1, signed=True)
            return acc
        offset, factors = self.bias, exact_steps
        if len(self.post):
            acc, spread = F.relu(acc), self.unit.post_spread
            factor, offset = per_channel(self.post[0], spread, 1), per_channel(self.post[1], spread, 0)
            low, high = np.minimum(low, low + exact_bias), np.maximum(high, high + exact_bias)
            steps, factors = factor * steps, factor.detach().double().numpy() * exact_steps
        rule = fixed_point.solve(factors / out.exact, offset.detach().double().numpy() / out.exact, low, high)
        return fake_quant.requantize(acc, steps / out.scale, offset / out.scale, rule, out.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        return self.convolve(inputs[0], self.kernel(), self.bias)

    def whole(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        y = super().whole(inputs)
        if not len(self.post):
            return y
        factor, summand = (per_channel(t, self.unit.post_spread, rest) for t, rest in zip(self.post, (1, 0)))
        return y * factor.reshape(1, -1, 1, 1) + summand.reshape(1, -1, 1, 1)

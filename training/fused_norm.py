"""Batch norm and ReLU as one operator on NHWC tensors: training on a CPU in less than half the time.

PyTorch's own batch norm is slow on channels-last tensors, and its convolutions are slow on the others. The kernel is compiled
by g++ at first use; without a compiler `accelerate` leaves the network as it is.
"""
import ctypes
import math

import torch
from torch import nn

import native
from phases import PhaseConvTranspose2d

def _library() -> ctypes.CDLL | None:
    return native.load("norm_act")


def _p(t: torch.Tensor) -> ctypes.c_void_p:
    return ctypes.c_void_p(t.data_ptr())


def _rows(x: torch.Tensor) -> tuple[torch.Tensor, ctypes.c_int64, int]:
    x = x.contiguous(memory_format=torch.channels_last)
    return x, ctypes.c_int64(x.numel() // x.shape[1]), x.shape[1]


class _NormAct(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, eps: float, floor: float):
        """Output, batch mean and biased batch variance."""
        lib = _library()
        x, m, c = _rows(x)
        pivot = x[0, :, 0, 0].contiguous()
        total, square = torch.empty(c, dtype=torch.float64), torch.empty(c, dtype=torch.float64)
        lib.fs_moments(_p(x), _p(pivot), m, c, _p(total), _p(square))
        offset = total / m.value
        mean, var = (offset + pivot).float(), (square / m.value - offset * offset).clamp(min=0).float()
        scale = (weight / torch.sqrt(var + eps)).contiguous()
        shift = (bias - mean * scale).contiguous()
        y = torch.empty_like(x)
        lib.fs_apply(_p(x), _p(scale), _p(shift), ctypes.c_float(floor), m, c, _p(y))
        ctx.save_for_backward(x, scale, shift, mean, var)
        ctx.eps, ctx.floor = eps, floor
        ctx.mark_non_differentiable(mean, var)
        return y, mean, var

    @staticmethod
    def backward(ctx, dy, _mean, _var):
        x, scale, shift, mean, var = ctx.saved_tensors
        lib = _library()
        dy, m, c = _rows(dy)
        g, gx = torch.empty(c, dtype=torch.float64), torch.empty(c, dtype=torch.float64)
        floor = ctypes.c_float(ctx.floor)
        lib.fs_gradient_sums(_p(x), _p(dy), _p(scale), _p(shift), _p(mean), floor, m, c, _p(g), _p(gx))
        inverse = 1 / torch.sqrt(var.double() + ctx.eps)
        # dx = scale * (g - mean(g) - xhat * mean(g * xhat)), xhat = (x - mean) * inverse
        slope = -scale * inverse * inverse * gx / m.value
        offset = -scale * g / m.value - slope * mean
        offset, slope = offset.float(), slope.float()
        dx = torch.empty_like(x)
        lib.fs_gradient(_p(x), _p(dy), _p(scale), _p(shift), _p(offset), _p(slope), floor, m, c, _p(dx))
        return dx, (gx * inverse).float(), g.float(), None, None


class FusedBatchNorm(nn.BatchNorm2d):
    """nn.BatchNorm2d, with the ReLU that follows it if `relu`; same parameters and buffers."""

    relu = False

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            y = super().forward(x)
            return y.relu_() if self.relu else y
        y, mean, var = _NormAct.apply(x, self.weight, self.bias, self.eps, 0.0 if self.relu else -math.inf)
        with torch.no_grad():
            count = x.numel() // x.shape[1]
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(var * (count / (count - 1)), self.momentum)
            self.num_batches_tracked += 1
        return y


def accelerate(model: nn.Module) -> nn.Module:
    """Fuses every batch norm of `model` with a ReLU straight after it, and turns transposed convolutions into faster ones, in place.

    The state dict keeps its names.
    """
    if _library() is None:
        return model
    for sequence in [s for s in model.modules() if isinstance(s, nn.Sequential)]:
        children = list(sequence._modules.items())
        for (name, norm), (next_name, after) in zip(children, children[1:]):
            if isinstance(norm, nn.BatchNorm2d) and isinstance(after, nn.ReLU):
                norm.__class__ = FusedBatchNorm
                norm.relu = True
                sequence._modules[next_name] = nn.Identity()
    for layer in model.modules():
        if type(layer) is nn.BatchNorm2d:
            layer.__class__ = FusedBatchNorm
        if type(layer) is nn.ConvTranspose2d and PhaseConvTranspose2d.suits(layer):
            layer.__class__ = PhaseConvTranspose2d
    return model.to(memory_format=torch.channels_last)


def keep_freed_memory() -> None:
    """Tells the C library to reuse large blocks: handing each back to the system costs more than the convolutions between."""
    mmap_threshold, trim_threshold = -3, -1
    libc = ctypes.CDLL("libc.so.6")
    libc.mallopt(mmap_threshold, 1 << 30)
    libc.mallopt(trim_threshold, (1 << 31) - 1)

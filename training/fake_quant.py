"""Integer operators on float32 maps that hold integers, with straight-through gradients.

The forward pass is docs/fixed-point.md to the last bit. The backward pass takes the rounding as the identity and the clip as what it is; the factors
(M / 2^S, B / 2^S) get gradients too, through which scales are learned.
"""
import ctypes

import numpy as np
import torch
from torch.nn import functional as F

import native
from fixed_point import Format, Requantizer, half_of


def _library() -> ctypes.CDLL:
    lib = native.load("requantize")
    if lib is None:
        raise SystemExit("fine-tuning with quantization needs g++")
    return lib


def _p(t) -> ctypes.c_void_p:
    return ctypes.c_void_p(t.ctypes.data if isinstance(t, np.ndarray) else t.data_ptr())


def _nhwc(x: torch.Tensor) -> torch.Tensor:
    return x.contiguous(memory_format=torch.channels_last)


def _limits(shift: int, form: Format):
    return ctypes.c_double(2.0**-shift), ctypes.c_double(form.low), ctypes.c_double(form.high)


class _Requantize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, factors, offsets, r: Requantizer, form: Format):
        x = _nhwc(x)
        c, rows = x.shape[1], ctypes.c_int64(x.numel() // x.shape[1])
        m, b = r.multipliers.astype(np.float64), (r.offsets + r.half).astype(np.float64)
        y = torch.empty_like(x)
        _library().fs_requantize(_p(x), _p(m), _p(b), *_limits(r.shift, form), rows, c, _p(y))
        ctx.save_for_backward(x)
        ctx.rule = m, b, r.shift, form
        return y

    @staticmethod
    def backward(ctx, dy):
        (x,), (m, b, shift, form) = ctx.saved_tensors, ctx.rule
        dy, c, rows = _nhwc(dy), x.shape[1], ctypes.c_int64(x.numel() // x.shape[1])
        slope = np.ldexp(m, -shift).astype(np.float32)
        total, product, dx = np.empty(c), np.empty(c), torch.empty_like(x)
        _library().fs_requantize_gradient(
            _p(x), _p(dy), _p(m), _p(b), _p(slope), shift, ctypes.c_int64(form.low), ctypes.c_int64(form.high), rows, c, _p(dx), _p(total), _p(product)
        )
        return dx, torch.from_numpy(product).float(), torch.from_numpy(total).float(), None, None


class _Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, factor_a, factor_b, multipliers: tuple[int, int, int], form: Format):
        a, b = _nhwc(a), _nhwc(b)
        ma, mb, shift = multipliers
        y = torch.empty_like(a)
        rule = ma, mb, shift, form.low, form.high
        _library().fs_add(_p(a), _p(b), *rule, ctypes.c_int64(a.numel()), _p(y))
        ctx.save_for_backward(a, b)
        ctx.rule, ctx.slopes = rule, [ctypes.c_float(m * 2.0**-shift) for m in (ma, mb)]
        return y

    @staticmethod
    def backward(ctx, dy):
        a, b = ctx.saved_tensors
        dy, da, db, sums = _nhwc(dy), torch.empty_like(a), torch.empty_like(b), np.empty(2)
        _library().fs_add_gradient(_p(a), _p(b), _p(dy), *ctx.rule, *ctx.slopes, ctypes.c_int64(a.numel()), _p(da), _p(db), _p(sums))
        return da, db, torch.tensor(sums[0], dtype=torch.float32), torch.tensor(sums[1], dtype=torch.float32), None, None


class _Settle(torch.autograd.Function):
    """The integer in place of the real number, with its gradient where nothing is clipped."""

    @staticmethod
    def forward(ctx, real, exact, form: Format):
        ctx.save_for_backward((exact >= form.low) & (exact <= form.high))
        return exact.clamp(form.low, form.high).to(real.dtype)

    @staticmethod
    def backward(ctx, dy):
        return dy * ctx.saved_tensors[0], None, None


class _Lookup(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, table, slopes):
        """table[x & 255]; `slopes` are the table's by x."""
        x, y = _nhwc(x), torch.empty_like(x, memory_format=torch.channels_last)
        _library().fs_lookup(_p(x), _p(table), ctypes.c_int64(x.numel()), _p(y))
        ctx.save_for_backward(x, slopes)
        return y

    @staticmethod
    def backward(ctx, dy):
        (x, slopes), dy = ctx.saved_tensors, _nhwc(dy)
        dx, sums = torch.empty_like(x), np.empty(256)
        _library().fs_lookup_gradient(_p(x), _p(dy), _p(slopes), ctypes.c_int64(x.numel()), _p(dx), _p(sums))
        return dx, torch.from_numpy(sums).float(), None


class _Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        if x.dtype != torch.float32:
            return torch.floor(x + 0.5)
        y = x.clone()
        _library().fs_round(_p(y), ctypes.c_int64(y.numel()))
        return y

    @staticmethod
    def backward(ctx, dy):
        return dy


class _Weights(torch.autograd.Function):
    """Rounded half to even; one autograd node instead of six, which on small maps is most of the time."""

    @staticmethod
    def forward(ctx, w, scales, largest: int):
        real = w / scales.reshape(-1, 1, 1, 1)
        ctx.save_for_backward(w, scales)
        ctx.largest = largest
        return real.clamp_(-largest, largest).round_()

    @staticmethod
    def backward(ctx, dy):
        w, scales = ctx.saved_tensors
        step = scales.reshape(-1, 1, 1, 1)
        dw = dy * ((w / step).abs_() <= ctx.largest) / step
        return dw, -(dw * w).sum((1, 2, 3)) / scales, None


def requantize(x: torch.Tensor, factors: torch.Tensor, offsets: torch.Tensor, r: Requantizer, form: Format) -> torch.Tensor:
    """clip((x * M[c] + B[c] + half) >> S); `factors` and `offsets` (one per channel) are what M / 2^S and B / 2^S stand for."""
    if x.dtype == torch.float64:  # accumulators beyond float32: exact, without gradients
        m, b = (torch.from_numpy(v.astype(np.float64)).reshape(1, -1, 1, 1) for v in (r.multipliers, r.offsets + r.half))
        return torch.floor((x * m + b) * 2.0**-r.shift).clamp(form.low, form.high).float()
    return _Requantize.apply(x, factors, offsets, r, form)


def add(a: torch.Tensor, b: torch.Tensor, factor_a: torch.Tensor, factor_b: torch.Tensor, multipliers: tuple[int, int, int], form: Format) -> torch.Tensor:
    """clip((a * MA + b * MB + half) >> S)."""
    return _Add.apply(a, b, factor_a, factor_b, multipliers, form)


def scaled(v: torch.Tensor, multiplier, shift: int) -> torch.Tensor:
    """(v * M + half) >> S of integers, before it is clipped, in doubles, which hold all of it exactly."""
    return torch.floor((v.detach().double() * multiplier + half_of(shift)) * 2.0**-shift)


def settle(real: torch.Tensor, exact: torch.Tensor, form: Format) -> torch.Tensor:
    """`exact`, clipped to the format, with the gradient of `real`."""
    return _Settle.apply(real, exact, form)


def lookup(x: torch.Tensor, function, signed: bool, scales: tuple[torch.Tensor, torch.Tensor], exact: tuple[float, float], form: Format) -> torch.Tensor:
    """The 256-entry table of `function` from scale `scales[0]` to `scales[1]`; gradients reach both through its entries."""
    inputs = torch.arange(256, dtype=torch.float64)
    inputs = torch.where(inputs > 127, inputs - 256, inputs) if signed else inputs
    places = (inputs * exact[0]).requires_grad_()
    with torch.enable_grad():
        values = function.at(places)
        slopes = torch.autograd.grad(values.sum(), places)[0] * (exact[0] / exact[1])
    entries = torch.floor(values.detach() / exact[1] + 0.5)
    inside = (entries >= form.low) & (entries <= form.high)
    # entry = f(i * s) / t: its gradient by s is f' * i / t, by t -f / t^2
    real = (slopes * inputs / exact[0]).float() * (scales[0] - scales[0].detach()) - (values.detach() / exact[1] ** 2).float() * (scales[1] - scales[1].detach())
    table = entries.clamp(form.low, form.high).float() + real * inside
    return _Lookup.apply(x, table, (slopes * inside).float())


def bilinear(x: torch.Tensor, factor: int) -> torch.Tensor:
    """The mean of four, rounded once, half up, for factors that are powers of two: weights and sums are exact in float32."""
    return _Round.apply(F.interpolate(x, scale_factor=float(factor), mode="bilinear", align_corners=False))


def weights(w: torch.Tensor, scales: torch.Tensor, bits: int) -> torch.Tensor:
    """Integer weights clip(round(w / scale)), one scale per output channel."""
    return _Weights.apply(w, scales, (1 << (bits - 1)) - 1)

#!/usr/bin/python3
"""Writes Fixtures/operators.json: every integer operator on random and extreme inputs, computed by PyTorch in float64
(exact far beyond these sizes) and Python integers, from docs/fixed-point.md and not from the simulator."""
import json
import random
from pathlib import Path

import torch
from torch.nn import functional as F

random.seed(7)
torch.manual_seed(7)


def bounds(fmt):
    bits, signed = fmt
    high = 2 ** (bits - 1) - 1 if signed else 2**bits - 1
    return (-high if signed else 0), high


def random_map(shape, fmt, extreme=False):
    low, high = bounds(fmt)
    if extreme:
        return torch.where(torch.rand(shape) < 0.5, torch.tensor(low), torch.tensor(high)).double()
    return torch.randint(low, high + 1, shape).double()


def requantize(acc, multipliers, offsets, shift, fmt):
    low, high = bounds(fmt)
    half = 2 ** (shift - 1) if shift else 0
    out = torch.empty_like(acc)
    for c in range(acc.shape[0]):
        flat = [min(max((int(v) * multipliers[c] + offsets[c] + half) >> shift, low), high) for v in acc[c].flatten()]
        out[c] = torch.tensor(flat, dtype=torch.float64).reshape(acc[c].shape)
    return out


def tensor(x, fmt):
    return {"shape": list(x.shape), "bits": fmt[0], "signed": fmt[1], "data": [int(v) for v in x.flatten()]}


def rule(channels, shift, spread):
    return {
        "multipliers": [random.randint(-spread, spread) for _ in range(channels)],
        "offsets": [random.randint(-(1 << (shift + 3)), 1 << (shift + 3)) for _ in range(channels)],
        "shift": shift,
    }


def conv_case(c_in, c_out, kernel, groups, h, w, stride=(1, 1), pads=None, dilation=(1, 1), fin=(8, False), fout=(8, True),
              rectified=False, extreme=False, shift=12):
    kh, kw = kernel
    top, left, bottom, right = pads if pads is not None else (kh // 2, kw // 2, kh // 2, kw // 2)
    x = random_map((c_in, h, w), fin, extreme)
    weight = random_map((c_out, c_in // groups, kh, kw), (8, True), extreme)
    acc = F.conv2d(F.pad(x[None], (left, right, top, bottom)), weight, stride=stride, dilation=dilation, groups=groups)[0]
    bias = [random.randint(-20000, 20000) for _ in range(c_out)] if rectified else []
    if rectified:
        acc = torch.clamp(acc + torch.tensor(bias, dtype=torch.float64)[:, None, None], min=0)
    spread = max(2, int(4 * 2**shift * 127 / max(1.0, acc.abs().max().item())))
    r = rule(c_out, shift, min(spread, 131071))
    out = requantize(acc, r["multipliers"], r["offsets"], r["shift"], fout)
    return {"operator": "conv2d", "inputs": [tensor(x, fin)], "kernel": list(weight.shape), "weights": [int(v) for v in weight.flatten()],
            "groups": groups, "stride": list(stride), "pads": [top, left, bottom, right], "dilation": list(dilation),
            "rectifier": bias, "requantizer": r, "output": tensor(out, fout)}


def affine_case(fin, fout, shift):
    x = random_map((3, 5, 7), fin)
    r = rule(3, shift, 1 << max(1, shift))
    return {"operator": "affine", "inputs": [tensor(x, fin)], "requantizer": r,
            "output": tensor(requantize(x, r["multipliers"], r["offsets"], r["shift"], fout), fout)}


def add_case(fa, fb, fout, shift, extreme=False):
    a, b = random_map((4, 6, 5), fa, extreme), random_map((4, 6, 5), fb, extreme)
    ma, mb = random.randint(1, 2 << shift), random.randint(1, 2 << shift)
    out = requantize(a * ma + b * mb, [1] * 4, [0] * 4, shift, fout)
    return {"operator": "add", "inputs": [tensor(a, fa), tensor(b, fb)], "add": [ma, mb, shift], "output": tensor(out, fout)}


def pool_case(kernel, stride, pad, h, w, fmt):
    x = random_map((3, h, w), fmt)
    out = F.max_pool2d(x[None], kernel, stride, pad)[0]
    return {"operator": "max_pool2d", "inputs": [tensor(x, fmt)], "kernel": [kernel, kernel], "stride": [stride, stride],
            "pads": [pad] * 4, "dilation": [1, 1], "output": tensor(out, fmt)}


def scaled(acc, multipliers, shift, fmt):
    """clip((acc * m + half) >> shift), m per element."""
    low, high = bounds(fmt)
    half = 2 ** (shift - 1) if shift else 0
    values = [min(max((int(v) * int(m) + half) >> shift, low), high) for v, m in zip(acc.flatten(), multipliers.expand(acc.shape).flatten())]
    return torch.tensor(values, dtype=torch.float64).reshape(acc.shape)


def resize_axis(n, out, mode):
    """Numerators of the source coordinate (step * y + origin) / denominator, from PyTorch's documented formulas."""
    if mode == "nearest":
        return [n, out, n, 0, out, 0]
    if mode == "half_pixel":
        return [n, out, 2 * n, n - out, 2 * out, 1]
    return [n, out, n - 1, 0, out - 1, 1]


def resize_case(mode, h, w, out, fmt):
    x = random_map((2, h, w), fmt)
    rows, columns = resize_axis(h, out[0], mode), resize_axis(w, out[1], mode)
    total = rows[4] * columns[4] if mode != "nearest" else 1
    options = {"mode": "nearest"} if mode == "nearest" else {"mode": "bilinear", "align_corners": mode == "align_corners"}
    # Weights are multiples of 1 / total, so total times PyTorch's float64 result is a whole number but for rounding noise.
    acc = torch.round(F.interpolate(total * x[None], size=out, **options)[0])
    shift = 14 if total > 1 else 0
    multiplier = round(2**shift / total)
    return {"operator": "resize2d", "inputs": [tensor(x, fmt)], "rows": rows, "columns": columns, "multipliers": [multiplier], "shift": shift,
            "output": tensor(scaled(acc, torch.tensor(multiplier), shift, fmt), fmt)}


def average_case(h, w, fmt, fout, adaptive=None, kernel=None, stride=1, pad=0, include_pad=True):
    x, shift = random_map((3, h, w), fmt), 12
    pool = (lambda t: F.adaptive_avg_pool2d(t, adaptive)) if adaptive else (
        lambda t: F.avg_pool2d(t, kernel, stride, pad, count_include_pad=include_pad, divisor_override=None))
    mean = pool(x[None])[0]
    if adaptive:
        inside = torch.tensor([[(-(-(i + 1) * h // adaptive[0]) - i * h // adaptive[0]) * (-(-(j + 1) * w // adaptive[1]) - j * w // adaptive[1])
                                for j in range(adaptive[1])] for i in range(adaptive[0])], dtype=torch.float64)
        rows, columns = [h, adaptive[0], 0, 1, 0], [w, adaptive[1], 0, 1, 0]
    else:
        inside = F.avg_pool2d(torch.ones(1, 1, h, w).double(), kernel, stride, pad, count_include_pad=True, divisor_override=1)[0, 0]
        rows, columns = [h, mean.shape[1], kernel, stride, pad], [w, mean.shape[2], kernel, stride, pad]
    one = adaptive is None and include_pad
    acc = torch.round(mean * (kernel * kernel if one else inside))
    areas = [] if one else sorted({int(v) for v in inside.flatten()})
    multipliers = [round(1.3 * 2**shift / d) for d in (areas or [kernel * kernel])]
    per = torch.tensor(multipliers[0]) if one else torch.tensor([multipliers[areas.index(int(v))] for v in inside.flatten()]).reshape(inside.shape)
    return {"operator": "average_pool2d", "inputs": [tensor(x, fmt)], "rows": rows, "columns": columns, "numbers": areas, "multipliers": multipliers,
            "shift": shift, "output": tensor(scaled(acc, per, shift, fout), fout)}


def mul_case(fa, fb, fout, shape_b, shift):
    a, b = random_map((3, 5, 6), fa), random_map(shape_b, fb)
    multiplier = random.randint(1, max(1, 2 ** (shift + 1) // bounds(fb)[1]))
    return {"operator": "mul", "inputs": [tensor(a, fa), tensor(b, fb)], "multipliers": [multiplier], "shift": shift,
            "output": tensor(scaled(a * b, torch.tensor(multiplier), shift, fout), fout)}


def broadcast_add_case(fa, fb, fout, shape_b, shift):
    a, b = random_map((3, 5, 6), fa), random_map(shape_b, fb)
    ma, mb = random.randint(1, 2 << shift), -random.randint(1, 2 << shift)
    out = requantize(a * ma + b * mb, [1] * 3, [0] * 3, shift, fout)
    return {"operator": "add", "inputs": [tensor(a, fa), tensor(b, fb)], "add": [ma, mb, shift], "output": tensor(out, fout)}


def move_case(operator, shape, fmt, numbers, function):
    x = random_map(shape, fmt)
    return {"operator": operator, "inputs": [tensor(x, fmt)], "numbers": numbers, "output": tensor(function(x[None])[0], fmt)}


def shuffle_blocks(x, by, bx):
    n, c, h, w = x.shape
    return x.reshape(n, c // (by * bx), by, bx, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, c // (by * bx), h * by, w * bx)


def concat_case(fmt):
    maps = [random_map((c, 3, 4), fmt) for c in (2, 1, 3)]
    return {"operator": "concat", "inputs": [tensor(m, fmt) for m in maps], "output": tensor(torch.cat(maps), fmt)}


def prelu_case(fin, fout, shift):
    x = random_map((3, 5, 7), fin)
    m = [random.randint(1, 2 << shift)] + [random.randint(-(1 << shift), 1 << shift) for _ in range(3)]
    per = torch.where(x > 0, torch.tensor(m[0]), torch.tensor(m[1:])[:, None, None])
    return {"operator": "prelu", "inputs": [tensor(x, fin)], "multipliers": m, "shift": shift, "output": tensor(scaled(x, per, shift, fout), fout)}


def margin_case(channels, chosen, fin):
    x = random_map((channels, 4, 5), fin)
    others = torch.cat([x[:chosen], x[chosen + 1 :]]).amax(0, keepdim=True)
    return {"operator": "margin", "inputs": [tensor(x, fin)], "numbers": [chosen], "output": tensor(x[chosen : chosen + 1] - others, (fin[0] + 2, True))}


def table_case(fin, fout):
    x = random_map((2, 9, 8), fin)
    low, high = bounds(fout)
    entries = [random.randint(low, high) for _ in range(256)]
    out = torch.tensor([float(entries[int(v) % 256]) for v in x.flatten()]).reshape(x.shape)
    return {"operator": "table", "inputs": [tensor(x, fin)], "table": entries, "output": tensor(out, fout)}


def threshold_case(fmt, threshold):
    x = random_map((1, 6, 6), fmt)
    return {"operator": "threshold", "inputs": [tensor(x, fmt)], "threshold": threshold, "output": tensor((x > threshold).double(), (1, False))}


U8, S8, U4, S20 = (8, False), (8, True), (4, False), (20, True)
CASES = [
    conv_case(3, 8, (3, 3), 1, 9, 11), conv_case(4, 6, (3, 3), 2, 8, 7, fout=U8), conv_case(6, 6, (3, 3), 6, 7, 9, fout=U8),
    conv_case(5, 5, (7, 7), 5, 9, 8), conv_case(4, 4, (9, 9), 4, 6, 10, fout=U8), conv_case(6, 10, (1, 1), 1, 5, 6, fin=S8),
    conv_case(4, 3, (3, 3), 1, 9, 9, stride=(2, 2)), conv_case(2, 3, (3, 5), 1, 7, 8, stride=(1, 2), pads=(0, 2, 1, 1)),
    conv_case(2, 2, (3, 3), 1, 10, 9, dilation=(2, 2), pads=(2, 2, 2, 2)), conv_case(3, 4, (2, 2), 1, 6, 6, stride=(2, 2), pads=(0, 0, 0, 0)),
    conv_case(4, 8, (3, 3), 1, 6, 6, rectified=True), conv_case(4, 4, (3, 3), 4, 6, 7, rectified=True, fout=U8),
    conv_case(8, 4, (3, 3), 1, 5, 5, extreme=True), conv_case(8, 4, (3, 3), 1, 5, 5, fin=S8, extreme=True, fout=U8),
    conv_case(3, 2, (3, 3), 1, 6, 5, fin=U4, fout=U4), conv_case(3, 2, (1, 1), 1, 4, 4, shift=0), conv_case(4, 1, (1, 1), 1, 6, 6, fout=S20, shift=1),
    affine_case(U8, S8, 10), affine_case(S8, U8, 0), affine_case(S8, S8, 17),
    add_case(U8, U8, U8, 9), add_case(S8, U8, S8, 14), add_case(S8, S8, S8, 0, extreme=True), add_case(U8, U4, U8, 1, extreme=True),
    pool_case(2, 2, 0, 8, 10, U8), pool_case(2, 2, 0, 7, 9, S8), pool_case(3, 2, 1, 7, 8, S8), pool_case(3, 1, 1, 5, 5, U8),
    resize_case("nearest", 3, 5, (6, 10), U8), resize_case("half_pixel", 4, 5, (8, 10), U8), resize_case("half_pixel", 1, 6, (2, 12), S8),
    resize_case("half_pixel", 5, 1, (10, 2), S8), resize_case("half_pixel", 3, 4, (12, 16), S8), resize_case("half_pixel", 2, 3, (16, 24), U8),
    resize_case("align_corners", 3, 4, (6, 8), S8), resize_case("align_corners", 2, 3, (8, 24), U4), resize_case("half_pixel", 3, 6, (8, 8), U8),
    resize_case("nearest", 6, 9, (4, 5), S8), resize_case("half_pixel", 8, 6, (3, 4), S8), resize_case("half_pixel", 3, 3, (6, 6), S20),
    average_case(8, 9, U8, U8, kernel=2, stride=2), average_case(7, 6, S8, S8, kernel=3, stride=1, pad=1),
    average_case(7, 6, S8, S8, kernel=3, stride=2, pad=1, include_pad=False), average_case(8, 8, U8, S8, adaptive=(3, 6)),
    average_case(8, 5, S8, S8, adaptive=(1, 1)), average_case(4, 7, U8, U8, adaptive=(6, 2)),
    mul_case(U8, U8, U8, (3, 5, 6), 14), mul_case(S8, U8, S8, (3, 1, 1), 9), mul_case(S8, S8, S8, (1, 5, 6), 12), mul_case(S8, U4, S8, (1, 1, 1), 3),
    broadcast_add_case(U8, S8, S8, (3, 1, 1), 10), broadcast_add_case(S8, U8, S8, (1, 5, 6), 9),
    concat_case(S8), move_case("channel_select", (6, 3, 4), U8, [0, 2, 4, 1, 3, 5], lambda x: F.channel_shuffle(x, 3)),
    move_case("channel_select", (5, 3, 4), S8, [3, 3, 0], lambda x: torch.index_select(x, 1, torch.tensor([3, 3, 0]))),
    move_case("crop_pad", (2, 5, 6), S8, [-2, 1], lambda x: F.pad(x, (-1, 3, 2, -1))), move_case("crop_pad", (2, 5, 6), U8, [1, -3], lambda x: F.pad(x, (3, -2, -1, 2))),
    move_case("depth_to_space", (8, 3, 4), U8, [2, 2], lambda x: F.pixel_shuffle(x, 2)), move_case("depth_to_space", (6, 2, 3), S8, [1, 3], lambda x: shuffle_blocks(x, 1, 3)),
    prelu_case(S8, S8, 10), prelu_case(S8, U8, 0), margin_case(2, 1, S8), margin_case(4, 2, (20, True)), margin_case(3, 0, U8),
    table_case(U8, S8), table_case(S8, U8), table_case(U4, U8), threshold_case(S20, 0), threshold_case(S8, -5), threshold_case(U8, 254),
]

if __name__ == "__main__":
    target = Path(__file__).parent / "Fixtures" / "operators.json"
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in CASES)
    target.write_text(f"[\n{lines}\n]\n")
    print(f"{len(CASES)} cases, {target.stat().st_size} bytes")

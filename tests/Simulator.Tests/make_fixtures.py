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


def upsample_case(mode, h, w, fmt):
    x = random_map((2, h, w), fmt)
    if mode == "nearest":
        out = F.interpolate(x[None], scale_factor=2, mode="nearest")[0]
    else:
        # The weights are sixteenths, so 16 times the result is a whole number in float64.
        exact = F.interpolate(16 * x[None], scale_factor=2, mode="bilinear", align_corners=False)[0]
        out = torch.tensor([(int(round(v)) + 8) >> 4 for v in exact.flatten().tolist()], dtype=torch.float64).reshape(exact.shape)
    return {"operator": "upsample2x", "mode": mode, "inputs": [tensor(x, fmt)], "output": tensor(out, fmt)}


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
    upsample_case("nearest", 3, 5, U8), upsample_case("bilinear", 4, 5, U8), upsample_case("bilinear", 1, 6, S8), upsample_case("bilinear", 5, 1, S8),
    table_case(U8, S8), table_case(S8, U8), table_case(U4, U8), threshold_case(S20, 0), threshold_case(S8, -5), threshold_case(U8, 254),
]

if __name__ == "__main__":
    target = Path(__file__).parent / "Fixtures" / "operators.json"
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in CASES)
    target.write_text(f"[\n{lines}\n]\n")
    print(f"{len(CASES)} cases, {target.stat().st_size} bytes")

#!/usr/bin/python3
"""Runs a model.fsq in NumPy, written from docs/fixed-point.md and docs/model-format.md alone: an engine independent of the C# simulator.

  fsq.py model.fsq images/*.png -o masks          one PNG mask (0, 255) per image, at the network's size
  fsq.py model.fsq image.png --compare masks      counts pixels that differ from masks that `fpgaseg simulate` wrote
  fsq.py model.fsq image.png --dump maps          every integer map as maps/INDEX.npy
"""
import argparse
import json
import zipfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from fixed_point import Format, Requantizer, half_of, requantize


class Package:
    """graph.json and tensors.bin of a package."""

    def __init__(self, path: Path):
        with zipfile.ZipFile(path) as archive:
            self.nodes = json.loads(archive.read("graph.json"))["nodes"]
            self.tensors = np.frombuffer(archive.read("tensors.bin"), np.int8)

    def kernel(self, node: dict) -> np.ndarray:
        shape, first = node["conv"]["kernel_shape"], node["conv"]["offset"]
        return self.tensors[first : first + int(np.prod(shape))].reshape(shape).astype(np.int64)

    def run(self, pixels: np.ndarray) -> list[np.ndarray]:
        """Every integer map (C, H, W), in the order of the nodes, from pixels of the input's shape."""
        maps: list[np.ndarray] = []
        for node in self.nodes:
            operator = _OPERATORS[node["operator"]]
            inputs = [maps[k] for k in node["inputs"]]
            maps.append(pixels.astype(np.int64) if node["operator"] == "input" else operator(self, node, *inputs))
            assert list(maps[-1].shape) == node["shape"], (node["name"], maps[-1].shape, node["shape"])
        return maps


def format_of(node: dict) -> Format:
    return Format(node["bits"], node["signed"])


def _rule(node: dict) -> Requantizer:
    r = node["requantizer"]
    return Requantizer(np.array(r["multipliers"], np.int64), np.array(r["offsets"], np.int64), r["shift"])


def _clip(v: np.ndarray, node: dict) -> np.ndarray:
    return np.clip(v, format_of(node).low, format_of(node).high)


def _scaled(v: np.ndarray, m, node: dict, shift: int) -> np.ndarray:
    return _clip((v * m + half_of(shift)) >> shift, node)


def _affine(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    return requantize(x, _rule(node), format_of(node))


def _padded(x: np.ndarray, window: dict, fill: int) -> np.ndarray:
    top, left, bottom, right = window["pads"]
    return np.pad(x, ((0, 0), (top, bottom), (left, right)), constant_values=fill)


def _conv(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    window, conv = node["window"], node["conv"]
    data = torch.from_numpy(_padded(x, window, 0)).double()[None]
    # exact: every partial sum is an integer far below 2^53
    acc = torch.nn.functional.conv2d(
        data, torch.from_numpy(package.kernel(node)).double(), None, window["stride"], 0, window["dilation"], conv["groups"]
    )[0].numpy()
    acc = acc.astype(np.int64)
    if "rectifier_bias" in conv:
        acc = np.maximum(acc + np.array(conv["rectifier_bias"], np.int64)[:, None, None], 0)
    return requantize(acc, _rule(node), format_of(node))


def _add(package: Package, node: dict, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    r = node["add"]
    return _clip((a * r["multiplier_a"] + b * r["multiplier_b"] + half_of(r["shift"])) >> r["shift"], node)


def _mul(package: Package, node: dict, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return _scaled(a * b, node["scaling"]["multipliers"][0], node, node["scaling"]["shift"])


def _prelu(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    positive, *negative = node["scaling"]["multipliers"]
    return _scaled(x, np.where(x > 0, positive, np.array(negative)[:, None, None]), node, node["scaling"]["shift"])


def _max_pool(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    w = node["window"]
    data, (_, rows, columns) = _padded(x, w, np.iinfo(np.int64).min), node["shape"]
    taps = [(ky * w["dilation"][0], kx * w["dilation"][1]) for ky in range(w["kernel"][0]) for kx in range(w["kernel"][1])]
    sy, sx = w["stride"]
    return np.max([data[:, y : y + sy * (rows - 1) + 1 : sy, z : z + sx * (columns - 1) + 1 : sx] for y, z in taps], axis=0)


def _bins(axis: dict) -> list[tuple[int, int]]:
    n, out = axis["input_size"], axis["output_size"]
    if axis["kernel"] == 0:
        return [(i * n // out, -(-(i + 1) * n // out)) for i in range(out)]
    starts = [i * axis["stride"] - axis["pad_before"] for i in range(out)]
    return [(max(s, 0), min(s + axis["kernel"], n)) for s in starts]


def _average_pool(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    scaling, rows, columns = node["scaling"], _bins(node["pool_rows"]), _bins(node["pool_columns"])
    sums = np.stack([np.stack([x[:, t:b, l:r].sum((1, 2)) for l, r in columns], 1) for t, b in rows], 1)
    areas = np.array([[(b - t) * (r - l) for l, r in columns] for t, b in rows])
    table = dict(zip(scaling.get("areas") or [], scaling["multipliers"]))
    m = np.vectorize(table.get)(areas) if table else scaling["multipliers"][0]
    return _scaled(sums, m, node, scaling["shift"])


def _sources(axis: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """First source, second source, weight of the second, total weight."""
    p, n, d = axis["step"] * np.arange(axis["output_size"]) + axis["origin"], axis["input_size"], axis["denominator"]
    if not axis["linear"]:
        source = np.clip(p // d, 0, n - 1)
        return source, source, np.zeros_like(source), 1
    p = np.clip(p, 0, (n - 1) * d)
    return p // d, np.minimum(p // d + 1, n - 1), p % d, d


def _resize(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    for axis, k in ((node["resize_rows"], 1), (node["resize_columns"], 2)):
        first, second, weight, total = _sources(axis)
        weight = weight.reshape((-1, 1) if k == 1 else (1, -1))
        x = np.take(x, first, k) * (total - weight) + np.take(x, second, k) * weight
    return _scaled(x, node["scaling"]["multipliers"][0], node, node["scaling"]["shift"])


def _upsample2x(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    """Format 1 of the package, before resize2d."""
    axis = lambda n: {"step": 2, "origin": -1, "denominator": 4, "input_size": n, "output_size": 2 * n, "linear": True}
    if node["upsample_mode"] == "nearest":
        return x.repeat(2, 1).repeat(2, 2)
    rule = {"resize_rows": axis(x.shape[1]), "resize_columns": axis(x.shape[2]), "scaling": {"multipliers": [1], "shift": 4}}
    return _resize(package, node | rule, x)


def _crop_pad(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    out, places = np.zeros(node["shape"], np.int64), []
    for first, n, size in zip(node["offset"], x.shape[1:], out.shape[1:]):
        begin, end = max(first, 0), min(first + size, n)
        places.append((slice(begin - first, max(begin, end) - first), slice(begin, max(begin, end))))
    (to_y, from_y), (to_x, from_x) = places
    out[:, to_y, to_x] = x[:, from_y, from_x]
    return out


def depth_to_space(x: np.ndarray, by: int, bx: int) -> np.ndarray:
    """(C, H, W) to (C / (by * bx), H * by, W * bx)."""
    c, h, w = x.shape
    return x.reshape(c // (by * bx), by, bx, h, w).transpose(0, 3, 1, 4, 2).reshape(c // (by * bx), h * by, w * bx)


def _margin(package: Package, node: dict, x: np.ndarray) -> np.ndarray:
    k = node["class"]
    return x[k : k + 1] - np.delete(x, k, axis=0).max(0, keepdims=True)


_OPERATORS = {
    "input": None,
    "affine": _affine,
    "conv2d": _conv,
    "add": _add,
    "mul": _mul,
    "prelu": _prelu,
    "max_pool2d": _max_pool,
    "average_pool2d": _average_pool,
    "resize2d": _resize,
    "upsample2x": _upsample2x,
    "concat": lambda package, node, *xs: np.concatenate(xs),
    "channel_select": lambda package, node, x: x[node["channels"]],
    "crop_pad": _crop_pad,
    "depth_to_space": lambda package, node, x: depth_to_space(x, *node["block"]),
    "table": lambda package, node, x: np.array(node["table"], np.int64)[x & 255],
    "margin": _margin,
    "threshold": lambda package, node, x: (x > node["threshold"]).astype(np.int64),
}


def read_pixels(path: Path, shape: list[int]) -> np.ndarray:
    """A PNG as pixels (C, H, W); its size must be the network's, because resizing is not part of the arithmetic."""
    image = Image.open(path).convert("L" if shape[0] == 1 else "RGB")
    if (image.height, image.width) != tuple(shape[1:]):
        raise SystemExit(f"{path} has {image.height}x{image.width} pixels, the network {shape[1]}x{shape[2]}")
    data = np.asarray(image)
    return data[None] if data.ndim == 2 else data.transpose(2, 0, 1)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path)
    p.add_argument("images", type=Path, nargs="+")
    p.add_argument("-o", "--out", type=Path)
    p.add_argument("--compare", type=Path, metavar="DIR")
    p.add_argument("--dump", type=Path, metavar="DIR")
    args = p.parse_args()
    package, differing, pixels = Package(args.model), 0, 0
    for path in args.images:
        maps = package.run(read_pixels(path, package.nodes[0]["shape"]))
        mask = (maps[-1][0] * 255).astype(np.uint8)
        for folder in filter(None, (args.out, args.dump)):
            folder.mkdir(parents=True, exist_ok=True)
        if args.out:
            Image.fromarray(mask).save(args.out / f"{path.stem}.png")
        for i, m in enumerate(maps if args.dump else []):
            np.save(args.dump / f"{i}.npy", m.astype(np.int32))
        if args.compare:
            other = next(args.compare.glob(f"{path.stem}*mask*.png"), args.compare / f"{path.stem}.png")
            differing += int(((np.asarray(Image.open(other).convert("L")) > 127) != (mask > 127)).sum())
        pixels += mask.size
        print(f"{path}: {100 * (mask > 0).mean():.2f} % foreground", flush=True)
    if args.compare:
        print(f"{differing} of {pixels} pixels differ")
        raise SystemExit(1 if differing else 0)


if __name__ == "__main__":
    main()

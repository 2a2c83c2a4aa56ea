"""The NumPy engine's operators against PyTorch in double precision, on random integers."""
import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import fsq


def node(operator: str, shape, **fields) -> dict:
    return {"name": operator, "operator": operator, "inputs": [0], "shape": list(shape), "bits": 16, "signed": True, "scale": 1.0} | fields


def integers(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).integers(-127, 128, shape)


def run(operator: str, *inputs: np.ndarray, shape=(), **fields) -> np.ndarray:
    return fsq._OPERATORS[operator](None, node(operator, shape, **fields), *inputs)


def half_up(x: torch.Tensor) -> np.ndarray:
    return np.floor(x.numpy() + 0.5).astype(np.int64)


class OperatorTests(unittest.TestCase):
    def check(self, got: np.ndarray, expected: np.ndarray) -> None:
        self.assertEqual(got.shape, expected.shape)
        self.assertTrue((got == expected).all())

    def test_resize(self):
        x = integers(3, 5, 7)
        t = torch.from_numpy(x)[None].double()
        for scale in (2, 4, 8):
            common = {"step": 2, "origin": 1 - scale, "denominator": 2 * scale, "linear": True}
            axes = {f"resize_{name}": {"input_size": n, "output_size": n * scale} | common for name, n in (("rows", 5), ("columns", 7))}
            got = run("resize2d", x, **axes, scaling={"multipliers": [1], "shift": (4 * scale * scale).bit_length() - 1})
            self.check(got, half_up(F.interpolate(t, scale_factor=float(scale), mode="bilinear", align_corners=False)[0]))
            for axis in axes.values():
                axis |= {"step": 1, "origin": 0, "denominator": scale, "linear": False}
            self.check(run("resize2d", x, **axes, scaling={"multipliers": [1], "shift": 0}), F.interpolate(t, scale_factor=float(scale))[0].numpy().astype(np.int64))

    def test_average_pool_windows_and_adaptive_bins(self):
        x = integers(2, 8, 9)
        t = torch.from_numpy(x)[None].double()
        axis = lambda n, out, kernel, stride, pad: {"input_size": n, "output_size": out, "kernel": kernel, "stride": stride, "pad_before": pad}
        # a multiplier of 1 keeps the exact sum; PyTorch's mean times the window is that sum
        got = run("average_pool2d", x, pool_rows=axis(8, 4, 3, 2, 1), pool_columns=axis(9, 5, 3, 2, 1), scaling={"multipliers": [1], "shift": 0})
        self.check(got, np.rint(F.avg_pool2d(t, 3, 2, 1)[0].numpy() * 9).astype(np.int64))
        rows, columns = axis(8, 3, 0, 0, 0), axis(9, 6, 0, 0, 0)
        bins = np.array([[(b - a) * (d - c) for c, d in fsq._bins(columns)] for a, b in fsq._bins(rows)])
        areas = sorted(set(bins.flatten().tolist()))
        multiplier = {a: round(2**16 / a) for a in areas}
        got = run("average_pool2d", x, pool_rows=rows, pool_columns=columns, scaling={"multipliers": list(multiplier.values()), "shift": 16, "areas": areas})
        sums = np.rint(F.adaptive_avg_pool2d(t, (3, 6))[0].numpy() * bins).astype(np.int64)
        self.check(got, (sums * np.vectorize(multiplier.get)(bins) + 2**15) >> 16)

    def test_max_pool(self):
        x = integers(3, 9, 8)
        window = {"kernel": [3, 2], "stride": [2, 2], "pads": [1, 0, 1, 0], "dilation": [1, 1]}
        expected = F.max_pool2d(torch.from_numpy(x)[None].double(), (3, 2), 2, (1, 0))[0].numpy().astype(np.int64)
        self.check(run("max_pool2d", x, shape=expected.shape, window=window), expected)

    def test_depth_to_space(self):
        x = integers(12, 3, 5)
        self.check(fsq.depth_to_space(x, 2, 2), F.pixel_shuffle(torch.from_numpy(x)[None], 2)[0].numpy())

    def test_crop_and_pad(self):
        x = integers(2, 6, 7)
        self.check(run("crop_pad", x, shape=(2, 3, 4), offset=[2, 1]), x[:, 2:5, 1:5])
        self.check(run("crop_pad", x, shape=(2, 9, 10), offset=[-1, -2]), np.pad(x, ((0, 0), (1, 2), (2, 1))))

    def test_gates_slopes_and_margins(self):
        a, b = integers(4, 5, 6), integers(4, 1, 1)
        self.check(run("mul", a, b, scaling={"multipliers": [3], "shift": 4}), np.floor(a * b * 3 / 16 + 0.5).astype(np.int64))
        slopes = np.array([1, 2, 3, 4])[:, None, None]
        self.check(run("prelu", a, scaling={"multipliers": [8, 1, 2, 3, 4], "shift": 3}), np.floor(np.where(a > 0, a, a * slopes / 8) + 0.5).astype(np.int64))
        self.check(run("margin", a, **{"class": 1}), a[1:2] - np.maximum.reduce([a[0], a[2], a[3]])[None])
        self.check(run("channel_select", a, channels=[2, 0]), a[[2, 0]])
        self.check(run("table", a, table=[-((i ^ 128) - 128) for i in range(256)]), -a)

    def test_convolution_with_rectifier_and_groups(self):
        x, w = integers(4, 7, 6), integers(6, 2, 3, 3)
        conv = {"kernel_shape": [6, 2, 3, 3], "weight_bits": 8, "groups": 2, "offset": 0, "rectifier_bias": [100, -100, 0, 1, 2, 3]}
        window = {"kernel": [3, 3], "stride": [2, 1], "pads": [1, 2, 1, 2], "dilation": [1, 2]}
        rule = {"multipliers": [5, -3, 1, 2, 7, 4], "offsets": [0, 9, -9, 100, 1, 2], "shift": 9}
        n = node("conv2d", (6, 4, 6), conv=conv, window=window, requantizer=rule)
        maps = self.packaged([node("input", x.shape) | {"inputs": []}, n], w).run(x)
        t = F.conv2d(torch.from_numpy(x)[None].double(), torch.from_numpy(w).double(), None, (2, 1), (1, 2), (1, 2), 2)[0]
        column = lambda v: torch.tensor(v, dtype=torch.float64)[:, None, None]
        acc = F.relu(t + column(conv["rectifier_bias"]))
        self.check(maps[1], np.clip(half_up((acc * column(rule["multipliers"]) + column(rule["offsets"])) / 512), -32767, 32767))

    @staticmethod
    def packaged(nodes: list[dict], weights: np.ndarray) -> fsq.Package:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("graph.json", json.dumps({"nodes": nodes}))
            archive.writestr("tensors.bin", weights.astype(np.int8).tobytes())
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.fsq"
            path.write_bytes(data.getvalue())
            return fsq.Package(path)


if __name__ == "__main__":
    unittest.main()

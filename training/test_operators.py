"""Operators that can be fine-tuned: small networks against PyTorch in real numbers, and in integers against docs/fixed-point.md in plain int64."""
import io
import unittest
from math import prod

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

import fixed_point
import fusion
import functions
import native
import networks
import onnx_rewrite
import ranges
from export_onnx import export
from fixed_point import half_of
from qat_network import QatNetwork
from random_weights import images, randomize
from unit_modules import Value
from widths import Widths

SIZE = (16, 16)


class Small(nn.Module):
    """A convolution with ReLU, `middle`, and a head of one channel."""

    def __init__(self, middle, channels: int = 8):
        super().__init__()
        self.first, self.norm = nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8)
        self.a, self.b, self.down, self.wide = nn.Conv2d(8, 8, 1), nn.Conv2d(8, 8, 1), nn.Conv2d(8, 8, 3, 2, 1), nn.Conv2d(8, 32, 1)
        self.second_norm, self.slopes = nn.BatchNorm2d(8), nn.PReLU(8)
        self.slopes.weight.data = torch.linspace(-0.1, 0.5, 8)
        self.gains = nn.Parameter(torch.linspace(0.5, 1.5, 8).reshape(1, 8, 1, 1))
        self.head, self.middle = nn.Conv2d(channels, 1, 1), middle

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.head(self.middle(self, F.relu(self.norm(self.first(image)))))


def _shuffle(x: torch.Tensor) -> torch.Tensor:
    n, c, h, w = x.shape
    return x.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)


def resized(x: torch.Tensor, size, **options) -> torch.Tensor:
    return F.interpolate(x, size=size, mode="bilinear", **options)


# By name: what the network does in its middle, and the kinds of unit that it must become, besides convolutions.
CASES = {
    "gate": (lambda n, x: x * torch.sigmoid(n.b(F.relu(n.a(F.adaptive_avg_pool2d(x, 1))))), {"average_pool", "function", "mul"}),
    "one channel gates": (lambda n, x: x * F.hardsigmoid(n.a(x)[:, :1]), {"function", "mul", "channel_select"}),
    "mean removed": (lambda n, x: x - x.mean((2, 3), keepdim=True), {"sub", "average_pool"}),
    "difference": (lambda n, x: F.relu6(n.a(x) - n.b(x)), {"sub"}),
    "silu": (lambda n, x: F.silu(n.a(x)), {"function"}),
    "gelu": (lambda n, x: F.gelu(n.a(x)), {"function"}),
    "hardswish": (lambda n, x: F.hardswish(n.a(x)), {"function"}),
    "shuffle": (lambda n, x: n.b(_shuffle(n.a(x))), {"channel_select"}),
    "split and joined": (lambda n, x: torch.cat(n.a(x).chunk(2, 1)[::-1], 1), {"channel_select", "concat"}),
    "crop and pad": (lambda n, x: F.pad(F.relu(n.a(x)[:, :, :-2, :-3]), (0, 3, 2, 0)), {"crop_pad"}),
    "pixel shuffle": (lambda n, x: F.relu(n.second_norm(F.pixel_shuffle(n.wide(n.down(x)), 2))), {"depth_to_space"}),
    "slopes behind a shuffle": (lambda n, x: n.slopes(n.second_norm(F.pixel_shuffle(n.wide(n.down(x)), 2))), {"prelu", "depth_to_space"}),
    "any size": (lambda n, x: resized(resized(n.down(x), (5, 7)), SIZE, align_corners=True), {"resize"}),
    "nearest to any size": (lambda n, x: F.interpolate(F.interpolate(n.down(x), size=(11, 5)), size=SIZE), {"resize"}),
    "four and eight": (lambda n, x: F.interpolate(n.a(F.avg_pool2d(x, 8)), scale_factor=8.0, mode="bilinear") + F.interpolate(n.b(F.avg_pool2d(x, 4)), scale_factor=4.0, mode="bilinear"), {"average_pool", "resize", "add"}),
    "padded means": (lambda n, x: F.interpolate(F.avg_pool2d(x, 3, 2, 1, count_include_pad=False) + F.avg_pool2d(x, 3, 2, 1), scale_factor=2.0), {"average_pool", "crop_pad", "add", "resize"}),
    "gains and an offset": (lambda n, x: (n.a(x) * n.gains + 0.5) * 2 + F.relu(n.b(x)) * n.gains, {"add"}),
    "leaky": (lambda n, x: F.leaky_relu(n.a(x), 0.1), {"function"}),
    "rectified beside signed": (lambda n, x: torch.cat((F.relu(n.a(x))[:, :4], n.b(x)[:, 4:]), 1), {"concat", "channel_select"}),
}


def made(middle) -> tuple[nn.Module, onnx.ModelProto]:
    torch.manual_seed(4)
    model, data = randomize(Small(middle), SIZE).eval(), io.BytesIO()
    export(model, data, SIZE)
    return model.eval(), onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))


def image() -> torch.Tensor:
    return images(2, 3, SIZE, torch.Generator().manual_seed(6))


def largest_rule(factors: list[float], reach: float) -> tuple[list[int], int]:
    """M and S by trying every shift in Python's integers and floats."""
    for shift in range(47, -1, -1):
        m = [round(f * 2**shift) for f in factors]
        if all(-(2**17) <= v < 2**17 and reach * abs(v) + half_of(shift) < 2**47 for v in m):
            return m, shift
    raise AssertionError("no shift")


def rounded(v: np.ndarray, m, shift: int, out: Value) -> np.ndarray:
    return np.clip((v * m + half_of(shift)) >> shift, out.form.low, out.form.high)


def reach(x: Value) -> int:
    return max(-x.form.low, x.form.high)


@unittest.skipIf(native.load("requantize") is None, "no C++ compiler")
class OperatorTests(unittest.TestCase):
    def test_networks_are_what_pytorch_computes_and_integers_are_close(self):
        for name, (middle, kinds) in CASES.items():
            with self.subTest(name):
                model, exported = made(middle)
                network = QatNetwork(fusion.find(exported))
                self.assertEqual({u.kind for u in network.units} - {"input", "conv"}, kinds)
                with torch.no_grad():
                    expected, got = model(image()), network.forward_float(image())
                    self.assertLess((expected - got).abs().max(), 1e-4 * (1 + expected.abs().max()))
                    ranges.calibrate(network, [image()])
                    fixed = network(torch.floor(image() * 255 + 0.5))
                self.assertLess((fixed - got).std(), 0.2 * got.std())

    def test_gradients_point_down(self):
        """A step against the gradient lowers the loss, and every parameter has one."""
        for name in ("gate", "difference", "gelu", "slopes behind a shuffle", "any size", "padded means", "gains and an offset"):
            with self.subTest(name):
                network = QatNetwork(fusion.find(made(CASES[name][0])[1]))
                ranges.calibrate(network, [image()])
                optimizer, losses = torch.optim.Adam(network.parameters(), lr=3e-3), []
                for _ in range(12):
                    loss = F.binary_cross_entropy_with_logits(network(torch.floor(image() * 255 + 0.5)), (image()[:, :1] > 0.5).float())
                    optimizer.zero_grad(), loss.backward(), optimizer.step()
                    losses.append(loss.item())
                self.assertLess(losses[-1], 0.97 * losses[0])
                self.assertEqual([n for n, p in network.named_parameters() if p.grad is None], [])

    def test_every_map_is_the_int64_rule(self):
        for name, (middle, _) in CASES.items():
            network, trace = QatNetwork(fusion.find(made(middle)[1]), Widths(8, 8, 4)), {}
            ranges.calibrate(network, [image()])
            with torch.no_grad():
                network(torch.floor(image() * 255 + 0.5), trace)
            for i, unit in enumerate(network.units):
                check = getattr(self, f"expected_{unit.kind}", None)
                if check:
                    read = [self.read(network, i, k, trace) for k in unit.inputs]
                    expected = check(network.net[i], [v.map.numpy().astype(np.int64) for v in read], read, trace[unit.value])
                    self.assertTrue((trace[unit.value].map.numpy() == expected).all(), (name, unit.kind, unit.value))

    @staticmethod
    def read(network: QatNetwork, i: int, k: int, trace: dict) -> Value:
        narrow = network.net[k].skip is not None and i in network.units[k].late
        return trace[network.units[k].value + ("/skip" if narrow else "")]

    def expected_mul(self, module, xs, read, out):
        (m,), shift = largest_rule([read[0].exact * read[1].exact / out.exact], reach(read[0]) * reach(read[1]))
        return rounded(xs[0] * xs[1], m, shift, out)

    def expected_sub(self, module, xs, read, out):
        for shift in range(47, -1, -1):
            a, b = (round(v.exact / out.exact * 2**shift) for v in read)
            if max(a, b) < 2**17 and reach(read[0]) * a + reach(read[1]) * b + half_of(shift) < 2**47:
                return np.clip((xs[0] * a - xs[1] * b + half_of(shift)) >> shift, out.form.low, out.form.high)

    def expected_prelu(self, module, xs, read, out):
        slopes = module.slopes.detach().double().numpy().repeat(4)  # behind the shuffle by two: four phases
        m, shift = largest_rule([f * read[0].exact / out.exact for f in (1, *slopes)], reach(read[0]))
        return rounded(xs[0], np.where(xs[0] > 0, m[0], np.array(m[1:])[:, None, None]), shift, out)

    def expected_average_pool(self, module, xs, read, out):
        a = module.unit.attributes
        (ky, kx), (sy, sx), (top, left) = a["kernel"], a["stride"], a["pads"][:2]
        sums, areas = np.zeros(out.map.shape, np.int64), np.zeros(out.map.shape[2:], int)
        for y, x in np.ndindex(*areas.shape):
            y0, x0 = y * sy - top, x * sx - left
            part = xs[0][:, :, max(y0, 0) : y0 + ky, max(x0, 0) : x0 + kx]
            sums[:, :, y, x], areas[y, x] = part.sum((2, 3)), prod(part.shape[2:])
        known = sorted(set(areas.flatten().tolist()))
        m, shift = largest_rule([read[0].exact / out.exact / area for area in known], known[-1] * reach(read[0]))
        return rounded(sums, np.vectorize(dict(zip(known, m)).get)(areas), shift, out)

    def expected_function(self, module, xs, read, out):
        real = module.unit.function.at(torch.from_numpy(xs[0]).double() * read[0].exact).numpy()
        return np.clip(np.floor(real / out.exact + 0.5).astype(np.int64), out.form.low, out.form.high)

    def expected_resize(self, module, xs, read, out):
        x, total = xs[0], 1
        for axis, k in ((module.unit.attributes["rows"], 2), (module.unit.attributes["columns"], 3)):
            p, d = axis.step * np.arange(axis.output_size) + axis.origin, axis.denominator
            if axis.linear:
                p = np.clip(p, 0, (axis.input_size - 1) * d)
                w = (p % d).reshape((-1, 1) if k == 2 else (1, -1))
                x, total = x.take(p // d, k) * (d - w) + x.take(np.minimum(p // d + 1, axis.input_size - 1), k) * w, total * d
            else:
                x = x.take(np.clip(p // d, 0, axis.input_size - 1), k)
        if total & (total - 1) == 0:
            return (x + total // 2) // total
        (m,), shift = largest_rule([1 / total], total * reach(read[0]))
        return (x * m + half_of(shift)) >> shift


class RecognitionTests(unittest.TestCase):
    """Formulas that exporters write, by their values."""

    FORMULAS = {
        "hardswish": lambda x: x * (x + 3).clamp(0, 6) / 6,
        "silu": lambda x: x * torch.sigmoid(x),
        "gelu": lambda x: (torch.erf(x * 0.7071067811865475) + 1) * x / 2,
        "mish": lambda x: x * torch.tanh(F.softplus(x)),
        "clip(0.0, 6.0)": lambda x: 6 - F.relu(6 - F.relu(x)),
    }

    def test_known_formulas(self):
        for name, formula in self.FORMULAS.items():
            self.assertEqual(functions.recognise(formula).name, name)
        self.assertAlmostEqual(float(functions.recognise(lambda x: F.relu(x) - 0.2 * F.relu(-x)).name[11:-1]), 0.2)
        self.assertIsNone(functions.recognise(lambda x: torch.sin(x)))

    def test_refusals_name_the_node_and_the_reason(self):
        cases = {
            "node '/Mul': the formula that ends here": lambda n, x: F.relu(y := n.a(x)) * torch.sigmoid(y),
            "node '/Softmax': Softmax cannot be fine-tuned; known are": lambda n, x: torch.softmax(n.a(x), 1),
            "node '/Transpose.*': it moves values": lambda n, x: n.b(n.a(x).transpose(2, 3)),
            "node '/Max': Max of two maps": lambda n, x: torch.maximum(n.a(x), n.b(x)),
        }
        for message, middle in cases.items():
            with self.assertRaisesRegex(SystemExit, message):
                fusion.find(made(middle)[1])

    def test_parameters_are_shared_between_sizes(self):
        """Pools and resizes that are made for a size are those of the crops while training."""
        found = []
        for size in (256, 192):
            torch.manual_seed(4)
            model, data = networks.build("fast-scnn-reduced", width=0.15).eval(), io.BytesIO()
            export(model, data, (size, size))
            found.append(fusion.find(onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))))
        network = QatNetwork(found[0])
        crops = network.at_size(found[1])
        small = images(1, 3, (192, 192), torch.Generator().manual_seed(6))
        ranges.calibrate(crops, [small])
        with torch.no_grad():
            self.assertTrue(torch.allclose(model(small), crops.forward_float(small), atol=1e-4))
        self.assertTrue(all(a is b for a, b in zip(network.parameters(), crops.parameters(), strict=True)))
        self.assertTrue(any(u.sized for u in found[0]))

    def test_several_classes_need_a_choice(self):
        model, data = randomize(nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 3, 1)), SIZE), io.BytesIO()
        export(model, data, SIZE)
        exported = onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))
        with self.assertRaisesRegex(SystemExit, "ends in 3 classes"):
            fusion.find(exported)
        network = QatNetwork(fusion.find(exported, 1))
        ranges.calibrate(network, [image()])
        with torch.no_grad():
            scores = model(image())
            margin, fixed = scores[:, 1] - scores[:, [0, 2]].amax(1), network(torch.floor(image() * 255 + 0.5))[:, 0]
        self.assertLess((margin - fixed).std(), 0.1 * margin.std())
        self.assertEqual(len(set(network.net[-2].exact_scales().tolist())), 1)


if __name__ == "__main__":
    unittest.main()

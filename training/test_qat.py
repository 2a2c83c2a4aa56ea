"""Export, rewriting, fusion and the fine-tuned network against PyTorch and against plain int64 arithmetic."""
import copy
import io
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import fixed_point
import fusion
import native
import networks
import onnx_rewrite
import qat_export
import ranges
from export_onnx import export
from fixed_point import Requantizer
from qat_network import QatNetwork
from random_weights import images, randomize
from unit_modules import Value
from widths import Override, RangesWidths, Widths

SIZE = (32, 32)
CASES = {
    "cmunext-xxs": {"channels": (4, 6, 8, 8, 8), "blocks": (1, 1, 1, 1, 1)},
    "cmunext-xxs-published-order": {"channels": (4, 6, 8, 8, 8), "blocks": (1, 1, 1, 1, 1)},
    "cmunext-xxs-nearest": {"channels": (4, 6, 8, 8, 8), "blocks": (1, 1, 1, 1, 1)},
    "mini-net": {"channels": (4, 6, 8)},
    "half-unet": {"channels": (4, 6, 8)},
}


def made(name: str, unfolded: bool = False) -> tuple[torch.nn.Module, onnx.ModelProto]:
    torch.manual_seed(5)
    model = randomize(networks.build(name, **CASES[name]), SIZE).eval()
    data = io.BytesIO()
    export(model, data, SIZE, unfolded=unfolded)
    return model.eval(), onnx.load_from_string(data.getvalue())


def image(count: int = 2) -> torch.Tensor:
    return images(count, 3, SIZE, torch.Generator().manual_seed(6))


def quantized(name: str, *widths) -> tuple[QatNetwork, onnx.ModelProto]:
    model = onnx_rewrite.rewrite(made(name)[1])
    network = QatNetwork(fusion.find(model), Widths(*widths))
    ranges.calibrate(network, [image()])
    return network, model


class ExportTests(unittest.TestCase):
    def test_every_opset_passes_the_checker(self):
        model, _ = made("cmunext-xxs")
        for opset in (9, 11, 13, 16):
            data = io.BytesIO()
            export(model, data, SIZE, opset)
            loaded = onnx.load_from_string(data.getvalue())
            onnx.checker.check_model(loaded)
            self.assertEqual(loaded.opset_import[0].version, opset)

    def test_networks_with_uncommon_operators_pass_the_checker(self):
        for name in ("enet", "fast-scnn-reduced", "unext-s"):
            entry = networks.NETWORKS[name]
            data = io.BytesIO()
            export(networks.build(name, **entry.reduced), data, (entry.reduced_size,) * 2)
            onnx.checker.check_model(onnx.load_from_string(data.getvalue()))

    def test_unfolded_keeps_batch_norm(self):
        kinds = [n.op_type for n in made("cmunext-xxs", unfolded=True)[1].graph.node]
        self.assertIn("BatchNormalization", kinds)
        self.assertNotIn("BatchNormalization", [n.op_type for n in made("cmunext-xxs")[1].graph.node])

    def test_dynamic_sizes_are_open(self):
        model, _ = made("cmunext-xxs")
        data = io.BytesIO()
        export(model, data, SIZE, dynamic=True)
        dims = onnx.load_from_string(data.getvalue()).graph.input[0].type.tensor_type.shape.dim
        self.assertEqual([d.dim_param for d in dims], ["batch", "", "height", "width"])


@unittest.skipIf(native.load("requantize") is None, "no C++ compiler")
class FineTuningTests(unittest.TestCase):
    def test_rewritten_network_computes_what_pytorch_computes(self):
        for name in CASES:
            # without constant folding the exporter computes the sizes of an upsampling at run time
            for unfolded in (False,) if name.startswith("cmunext") else (False, True):
                model, exported = made(name, unfolded)
                network = QatNetwork(fusion.find(onnx_rewrite.rewrite(exported)))
                with torch.no_grad():
                    expected, got = model(image()), network.forward_float(image())
                self.assertLess((expected - got).abs().max(), 2e-3 * (1 + expected.abs().max()), (name, unfolded))

    def test_every_convolution_is_the_int64_rule(self):
        for name in ("cmunext-xxs", "cmunext-xxs-published-order", "mini-net"):
            network, _ = quantized(name, 4, 8, 4)
            trace: dict[str, Value] = {}
            with torch.no_grad():
                network(torch.floor(image(1) * 255 + 0.5), trace)
                for i, unit in enumerate(network.units):
                    if unit.kind == "conv":
                        self.check_conv(network, i, trace)

    def check_conv(self, network: QatNetwork, i: int, trace: dict) -> None:
        m, k = network.net[i], network.units[i].inputs[0]
        source, before = network.units[k].value, network.net[k]
        narrow = before.skip is not None and i in network.units[k].late
        x, w = trace[f"{source}/skip"] if narrow else trace[source], m.integer_kernel().double()
        acc = m.convolve(x.map.double(), w)[0].numpy().astype(np.int64)
        steps, bias = m.weight_scale.exact() * x.exact, m.bias.double().numpy()
        if m.form is None:
            acc += np.rint(bias / steps).astype(np.int64)[:, None, None]
            self.assertTrue((trace[m.unit.value].map[0].numpy() == acc).all())
            return
        low, high = fixed_point.accumulator_range(w.numpy(), x.form)
        factor, offset, scale = np.ones(len(bias)), bias, float(m.scale.exact())
        if len(m.post):
            rectifier = np.rint(bias / steps).astype(np.int64)
            acc = np.maximum(acc + rectifier[:, None, None], 0)
            low, high = np.minimum(low, low + rectifier), np.maximum(high, high + rectifier)
            factor, offset = (p.double().numpy() for p in m.post)
        r: Requantizer = fixed_point.solve(factor * steps / scale, offset / scale, low, high)
        self.assertTrue((trace[m.unit.value].map[0].numpy() == fixed_point.requantize(acc, r, m.form)).all(), m.unit.name)

    def test_skip_copies_are_narrow(self):
        network, _ = quantized("cmunext-xxs", 8, 8, 4)
        trace: dict[str, Value] = {}
        with torch.no_grad():
            network(torch.floor(image(1) * 255 + 0.5), trace)
        skips = {name: v.map for name, v in trace.items() if name.endswith("/skip")}
        self.assertEqual(len(skips), 4)
        for t in skips.values():
            self.assertTrue(0 <= t.min() and t.max() <= 15)

    def test_eight_bits_are_close_to_float(self):
        network, _ = quantized("half-unet")
        x = image()
        with torch.no_grad():
            real, fixed = network.forward_float(x), network(torch.floor(x * 255 + 0.5))
        self.assertLess((real - fixed).std() / real.std(), 0.1)

    def test_training_lowers_the_loss(self):
        network, _ = quantized("cmunext-xxs", 3, 4)
        x, target = image(), (image().mean(1, keepdim=True) > 0.5).float()
        optimizer, losses = torch.optim.Adam(network.parameters(), lr=5e-3), []
        for _ in range(25):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(network(torch.floor(x * 255 + 0.5)), target)
            optimizer.zero_grad(), loss.backward(), optimizer.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], 0.8 * losses[0])
        self.assertTrue(all(p.grad is not None for p in network.parameters()))

    def test_structural_zeros_of_transposed_convolutions_stay(self):
        network, _ = quantized("mini-net")
        masked = [m for m in network.net if getattr(m, "mask", None) is not None]
        self.assertEqual(len(masked), 2)
        for m in masked:
            self.assertEqual(int((m.mask == 0).sum()) * 16, m.mask.numel() * 7)

    def test_exported_weights_are_the_integers_and_ranges_read_back(self):
        network, model = quantized("cmunext-xxs-published-order", 4, 8, 5)
        with tempfile.TemporaryDirectory() as folder:
            paths = Path(folder) / "qat.onnx", Path(folder) / "ranges.json"
            qat_export.export(network, model, *paths)
            self.check_exported(network, *paths)
            other = QatNetwork(fusion.find(onnx.load(str(paths[0]))), RangesWidths(json.loads(paths[1].read_text())))
            count = ranges.load(other, paths[1])
            self.assertEqual(count, sum(m.scale is not None for m in network.net) + 4 + sum(m.unit.kind == "conv" for m in network.net))
            x = torch.floor(image() * 255 + 0.5)
            with torch.no_grad():
                self.assertTrue(torch.equal(network(x), other(x)))

    def check_exported(self, network: QatNetwork, onnx_path: Path, ranges_path: Path) -> None:
        exported, text = onnx.load(str(onnx_path)), json.loads(ranges_path.read_text())
        tensors = {t.name: numpy_helper.to_array(t) for t in exported.graph.initializer}
        for m in network.net:
            if m.unit.kind == "conv":
                scales = np.array(text["weights"][m.unit.name]["scales"])[:, None, None, None]
                integers = tensors[f"{m.unit.name}.weight"] / scales
                self.assertLess(np.abs(integers - np.rint(integers)).max(), 1e-5)
                self.assertTrue((np.rint(integers) == m.integer_kernel().detach().numpy()).all())

    def test_overrides_by_name(self):
        units = quantized("cmunext-xxs")[0].units
        widths = Widths(8, 8, 4, (Override.parse("enc.0*=w4"), Override.parse("/enc.0/out*=w5a6"), Override.parse("/head/Conv=w3"), Override.parse("enc.1/out*=w7s6")))
        found = {u.name: (widths.weight(u), widths.activation(u)) for u in units}
        self.assertEqual(found["/enc.0/out/out.0/Conv"], (5, 6))
        self.assertEqual(found["/enc.0/blocks/blocks.0/blocks.0.2/blocks.0.2.0/Conv"], (4, 8))
        self.assertEqual((found["/head/Conv"], found["/stem/stem.0/Conv"]), ((3, 8), (8, 8)))
        skips = {u.value: widths.skip(u, 8) for u in units}
        self.assertEqual((skips["/enc.0/out/out.2/Relu"], skips["/enc.1/out/out.2/Relu"]), (4, 6))
        for wrong in ("w4", "x=", "x=w", "x=4,8", "=w4"):
            with self.assertRaises(SystemExit):
                Override.parse(wrong)

    def test_a_state_dict_resumes(self):
        network, _ = quantized("half-unet")
        other = copy.deepcopy(network)
        with torch.no_grad():
            for p in other.parameters():
                p.zero_()
        other.load_state_dict(network.state_dict())
        x = torch.floor(image() * 255 + 0.5)
        with torch.no_grad():
            self.assertTrue(torch.equal(network(x), other(x)))


if __name__ == "__main__":
    unittest.main()

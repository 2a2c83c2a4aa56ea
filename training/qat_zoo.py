#!/usr/bin/python3
"""Shows for networks of the registry that fine-tuning and the toolchain hold the same integers: untrained weights at reduced size, a few steps under
quantization, export, `fpgaseg quantize --ranges`, and every map of training against the package.

  qat_zoo.py --out runs/zoo                                every network, W8A8 and long skips of 4 bits; what cannot be fine-tuned says why
  qat_zoo.py --out runs/zoo --only erfnet espnet --fpgaseg path/to/fpgaseg
"""
import argparse
import io
import subprocess
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image

import fsq
import fusion
import networks
import onnx_rewrite
import qat_export
import qat_verify
import ranges
from export_onnx import export
from qat_network import QatNetwork
from random_weights import images, randomize
from widths import Widths

SMALL = 32
"""Size of networks that are small enough as they are."""


def pixels(image: torch.Tensor) -> torch.Tensor:
    return torch.floor(image * 255 + 0.5)


def prepared(network: torch.nn.Module, size: int, widths: Widths, foreground: int | None = None) -> tuple[QatNetwork, onnx.ModelProto, torch.Tensor]:
    """The network with random weights under quantization, its rewritten file, and the images it was calibrated on."""
    randomize(network, (size, size))
    data = io.BytesIO()
    export(network, data, (size, size))
    model = onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))
    quantized = QatNetwork(fusion.find(model, foreground), widths)
    image = images(2, 3, (size, size), torch.Generator().manual_seed(6))
    ranges.calibrate(quantized, [image])
    return quantized, model, image


def train(network: QatNetwork, image: torch.Tensor, steps: int) -> list[float]:
    """The losses of a few steps towards the bright half of the image."""
    optimizer, target, losses = torch.optim.Adam(network.parameters(), lr=2e-3), (image.mean(1, keepdim=True) > 0.5).float(), []
    for _ in range(steps):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(pixels(image)), target)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        losses.append(loss.item())
    return losses


def package(network: QatNetwork, model: onnx.ModelProto, image: torch.Tensor, folder: Path, fpgaseg: str, options: tuple[str, ...] = ()) -> fsq.Package:
    """What the toolchain makes of the fine-tuned network."""
    calibration = folder / "calibration"
    calibration.mkdir(parents=True, exist_ok=True)
    for k, one in enumerate(pixels(image).byte()):
        Image.fromarray(one.permute(1, 2, 0).numpy()).save(calibration / f"{k}.png")
    qat_export.export(network, model, folder / "qat.onnx", folder / "ranges.json")
    command = [fpgaseg, "quantize", folder / "qat.onnx", "--ranges", folder / "ranges.json", "--calibration", calibration, "-o", folder / "model.fsq", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"fpgaseg quantize: {done.stderr}")
    return fsq.Package(folder / "model.fsq")


def prove(name: str, args: argparse.Namespace) -> str:
    """One line of the table."""
    entry = networks.NETWORKS[name]
    torch.manual_seed(args.seed)
    size = entry.reduced_size if entry.reduced else SMALL
    start = time.time()
    network, model, image = prepared(networks.build(name, **entry.reduced), size, Widths(args.weight_bits, args.activation_bits, args.skip_bits))
    losses = train(network, image, args.steps)
    made = package(network, model, image, args.out / name, args.fpgaseg)
    compared, mask, wrong = qat_verify.compare(qat_verify.load(args.out / name), made, pixels(image)[0].numpy().astype(np.int64))
    found = "all equal" if not wrong and not mask else f"{len(wrong)} wrong, {mask} mask pixels: {wrong[0] if wrong else ''}"
    return f"{compared:4} maps, {found}; loss {losses[0]:.3f} to {losses[-1]:.3f}, {time.time() - start:.1f} s"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--only", nargs="+", metavar="NAME", default=list(networks.NETWORKS))
    p.add_argument("--fpgaseg", default=str(Path(__file__).parent.parent / "fpgaseg"))
    p.add_argument("--weight-bits", type=int, default=8)
    p.add_argument("--activation-bits", type=int, default=8)
    p.add_argument("--skip-bits", type=int, default=4)
    p.add_argument("--steps", type=int, default=3)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    for name in args.only:
        try:
            print(f"{name:30}{prove(name, args)}", flush=True)
        except SystemExit as refusal:
            print(f"{name:30}{refusal}", flush=True)


if __name__ == "__main__":
    main()

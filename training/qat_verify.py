#!/usr/bin/python3
"""Shows that training and the artefact hold the same integers: every map of the fine-tuned network against model.fsq in the NumPy engine.

  fpgaseg quantize runs/w4a8/qat.onnx --ranges runs/w4a8/ranges.json --calibration samples/calibration -o w4a8.fsq
  qat_verify.py runs/w4a8 w4a8.fsq samples/images/*.png
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch

import fsq
import fusion
import onnx_rewrite
import ranges
from qat_network import QatNetwork
from widths import RangesWidths


def load(run: Path, foreground: int | None = None) -> QatNetwork:
    """The network that `qat.py` exported to a folder."""
    units = fusion.find(onnx_rewrite.rewrite(onnx.load(str(run / "qat.onnx"))), foreground)
    network = QatNetwork(units, RangesWidths(json.loads((run / "ranges.json").read_text())))
    ranges.load(network, run / "ranges.json")
    return network


def compare(network: QatNetwork, package: fsq.Package, pixels: np.ndarray) -> tuple[int, int, list[str]]:
    """Maps compared, mask pixels that differ, and what is wrong: maps that differ, and units whose value the package does not have."""
    maps, trace, wrong, compared = package.run(pixels), {}, [], set()
    with torch.no_grad():
        network(torch.from_numpy(pixels.astype(np.float32))[None], trace)
    trained = {name: v.map[0].numpy().astype(np.int64) for name, v in trace.items()}
    for node, expected in zip(package.nodes, maps):
        name = node["name"] if node["name"].endswith("/skip") else node.get("source")
        if name in trained and node["operator"] != "threshold":
            compared.add(name)
            expected = _shuffled(expected, trained[name].shape)
            largest = np.abs(trained[name] - expected).max() if trained[name].shape == expected.shape else "shape"
            wrong += [f"{node['operator']} '{node['name']}': {largest} LSB"] if largest else []
    logit = trained[network.units[-1].value]
    wrong += [f"{u.kind} '{u.value}': not in the package" for u in network.units if not u.carries and u.value not in compared]
    return len(compared), int(((logit > 0) != (maps[-1] > 0)).sum()), wrong


def _shuffled(x: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The toolchain may apply a ReLU before a DepthToSpace that training, for another reader's sake, has in front of it; the maps then agree once shuffled."""
    block = shape[1] // x.shape[1]
    shuffles = block > 1 and x.shape[0] == shape[0] * block * block
    return fsq.depth_to_space(x, block, block) if shuffles else x


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path, help="folder with qat.onnx and ranges.json")
    p.add_argument("model", type=Path)
    p.add_argument("images", type=Path, nargs="+")
    p.add_argument("--class", type=int, dest="foreground", help="as in qat.py")
    args = p.parse_args()
    network, package, failed = load(args.run, args.foreground), fsq.Package(args.model), False
    for path in args.images:
        compared, pixels, wrong = compare(network, package, fsq.read_pixels(path, package.nodes[0]["shape"]))
        print(f"{path.name}: {compared} maps compared, {len(wrong)} wrong, {pixels} mask pixels differ", flush=True)
        for line in wrong[:5]:
            print(f"  {line}")
        failed |= bool(wrong) or pixels > 0
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Exports a network to ONNX: input `image` 1xCxHxW (pixels / 255), output `logit` 1x1xHxW.

  export_onnx.py model.pth model.onnx                                  a CMUNeXt-XXS checkpoint (a state dict)
  export_onnx.py --network mini-net runs/mini/model.pth mini.onnx
  export_onnx.py --network enet --random enet.onnx                     untrained weights from --seed, realistic activations
"""
import argparse
import warnings
from pathlib import Path
from typing import BinaryIO

import torch

import counting
import networks
from options import add_network, build_network
from random_weights import randomize


# PyTorch's exporter knows no unpooling, and turns the indices of a pooling into PyTorch's own kind. ONNX has both operators: ENet's 2x2 ones.
def _max_pool_with_indices(g, x, kernel, stride, padding, dilation, ceil_mode):
    return g.op("MaxPool", x, kernel_shape_i=[2, 2], strides_i=[2, 2], outputs=2)


def _max_unpool(g, x, indices, size):
    return g.op("MaxUnpool", x, indices, kernel_shape_i=[2, 2], strides_i=[2, 2])


def _register_pooling(opset: int) -> None:
    torch.onnx.register_custom_op_symbolic("aten::max_pool2d_with_indices", _max_pool_with_indices, opset)
    torch.onnx.register_custom_op_symbolic("aten::max_unpool2d", _max_unpool, opset)


def export(
    model: torch.nn.Module, path: Path | BinaryIO, size: tuple[int, int] = (256, 256), opset: int = 13, unfolded: bool = False, dynamic: bool = False
) -> None:
    """Writes `path`. `unfolded` keeps batch norm nodes that the exporter would fold into convolutions; `dynamic` leaves batch and sizes open."""
    model.eval()
    first = next(m for m in model.modules() if isinstance(m, torch.nn.Conv2d))
    image = torch.zeros(1, first.in_channels, *size)
    mode = torch.onnx.TrainingMode.PRESERVE if unfolded else torch.onnx.TrainingMode.EVAL
    _register_pooling(opset)
    target = str(path) if isinstance(path, Path) else path
    axes = {0: "batch", 2: "height", 3: "width"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about types that the exporter guesses, and sizes that we mean to be constants
        torch.onnx.export(
            model, image, target, input_names=["image"], output_names=["logit"], opset_version=opset,
            training=mode, do_constant_folding=not unfolded, dynamic_axes={"image": axes, "logit": axes} if dynamic else None,
        )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path, nargs="?", help="state dict; none with --random")
    p.add_argument("onnx", type=Path)
    add_network(p)
    p.add_argument("--random", action="store_true", help="random weights instead of a checkpoint")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--merge", action="store_true", help="Mini-Net: merge its Expand-Squeeze blocks")
    p.add_argument("--size", type=int, nargs=2, metavar=("H", "W"))
    p.add_argument("--opset", type=int, default=13)
    p.add_argument("--unfolded", action="store_true", help="keep batch norm nodes")
    p.add_argument("--dynamic", action="store_true", help="leave batch and image size open")
    args = p.parse_args()
    if args.random == (args.checkpoint is not None):
        p.error("give either a checkpoint or --random")
    torch.manual_seed(args.seed)
    model = build_network(args)
    size = tuple(args.size or (networks.NETWORKS[args.network].size,) * 2)
    if args.random:
        randomize(model, size, args.seed)
    else:
        model.load_state_dict(torch.load(args.checkpoint, map_location="cpu"))
    if args.merge:
        model.eval().merge()
    export(model, args.onnx, size, args.opset, args.unfolded, args.dynamic)
    channels = args.in_channels or networks.NETWORKS[args.network].channels
    print(f"{args.onnx}: {counting.parameters(model):,} parameters, {counting.macs(model, channels, *size) / 1e9:.4f} GMAC")


if __name__ == "__main__":
    main()

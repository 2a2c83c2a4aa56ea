#!/usr/bin/python3
"""Exports a CMUNeXt-XXS checkpoint (a state dict, .pth) to ONNX: input `image` 1x3xHxW (RGB / 255), output `logit` 1x1xHxW.

  export_onnx.py model.pth model.onnx
"""
import argparse
from pathlib import Path

import torch

from networks.cmunext import ACTIVATIONS, cmunext_xxs


def export(model: torch.nn.Module, path: Path, size: tuple[int, int] = (256, 256), opset: int = 13, unfolded: bool = False) -> None:
    """Writes `path`. `unfolded` keeps batch norm nodes that the exporter would fold into convolutions."""
    model.eval()
    first = next(m for m in model.modules() if isinstance(m, torch.nn.Conv2d))
    image = torch.zeros(1, first.in_channels, *size)
    mode = torch.onnx.TrainingMode.PRESERVE if unfolded else torch.onnx.TrainingMode.EVAL
    torch.onnx.export(
        model, image, str(path), input_names=["image"], output_names=["logit"], opset_version=opset,
        training=mode, do_constant_folding=not unfolded,
    )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path)
    p.add_argument("onnx", type=Path)
    p.add_argument("--order", default="conv-bn-act", choices=["conv-bn-act", "conv-act-bn"])
    p.add_argument("--activation", default="relu", choices=sorted(ACTIVATIONS))
    p.add_argument("--upsample", default="bilinear", choices=["bilinear", "nearest"])
    p.add_argument("--size", type=int, nargs=2, default=(256, 256), metavar=("H", "W"))
    p.add_argument("--opset", type=int, default=13)
    args = p.parse_args()
    model = cmunext_xxs(order=args.order, activation=args.activation, upsample=args.upsample)
    model.load_state_dict(torch.load(args.checkpoint, map_location="cpu"))
    export(model, args.onnx, tuple(args.size), args.opset)


if __name__ == "__main__":
    main()

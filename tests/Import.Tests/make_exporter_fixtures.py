#!/usr/bin/python3
"""Makes the part of Fixtures/ that exporters.json lists: networks as PyTorch's exporter writes them under several operator sets, and graphs
written by hand in the manner of other exporters, each with what PyTorch computes.

The hand-written graphs mimic node patterns (NHWC transposes, Constant nodes, shape arithmetic before Resize, padding nodes, unfused batch
norm). What they must give is computed by PyTorch from the same weights. Run with Debian's python3-torch and python3-onnx; the result is committed.
"""
import json
from pathlib import Path

import torch
from torch import nn

from exporter_styles import STYLES
from make_fixtures import OUT, image, randomise
from pytorch_networks import NETWORKS


def save(name: str, x: torch.Tensor, logit: torch.Tensor, options: dict) -> dict:
    x.numpy().tofile(OUT / f"{name}.input.f32")
    logit.contiguous().numpy().tofile(OUT / f"{name}.logit.f32")
    print(f"{name}: |logit| up to {logit.abs().max():.3f}")
    return {"name": name, "input": list(x.shape[1:]), "logit": list(logit.shape[1:]), "values": [], **options}


def pytorch(model: nn.Module, size: tuple[int, int], opset: int, options: dict, path: Path) -> None:
    dynamic = options.get("dynamic", False)
    axes = {"image": {0: "batch", 2: "height", 3: "width"}} if dynamic else None
    torch.onnx.export(
        model, torch.zeros(1, 3, *size), str(path), input_names=["image"], output_names=["out"], opset_version=opset, dynamic_axes=axes,
        export_modules_as_functions=options.get("functions", False))


@torch.no_grad()
def main() -> None:
    index = []
    for name, (make, size, opsets, options) in NETWORKS.items():
        for opset in opsets:
            torch.manual_seed(opset)
            model = make().eval()
            randomise(model)
            full = f"pytorch_{name}_{opset}"
            pytorch(model, size, opset, options, OUT / f"{full}.onnx")
            x = image(*size)
            head = options.get("logit", lambda z: z)
            index.append(save(full, x, head(model.scores(x) if hasattr(model, "scores") else model(x)), {"open": options.get("dynamic", False)}))
    for name, build in STYLES.items():
        torch.manual_seed(len(name))
        size, logit = build(OUT / f"{name}.onnx")
        x = image(*size)
        index.append(save(name, x, logit(x), {"open": True}))
    (OUT / "exporters.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()

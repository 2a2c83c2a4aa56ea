#!/usr/bin/python3
"""Makes Fixtures/: small networks exported to ONNX by PyTorch, and what PyTorch computes with them.

Per network NAME: NAME.onnx, NAME.input.f32, NAME.logit.f32 (raw little-endian float32, CHW) and a line of index.json with the
shapes and the intermediate values that were kept. Run with Debian's python3-torch and python3-onnx; the result is committed.
"""
import hashlib
import json
import math
import sys
from pathlib import Path

import onnx
import torch
from torch import nn
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(__file__).resolve().parent / "Fixtures"
sys.path.insert(0, str(ROOT / "training"))
from export_onnx import export  # noqa: E402
from networks.cmunext import cmunext_xxs  # noqa: E402


class Up(nn.Module):
    def __init__(self, mode: str, size: tuple[int, int] | None = None):
        super().__init__()
        self.mode, self.size = mode, size

    def forward(self, x):
        corners = {"align_corners": False} if self.mode == "bilinear" else {}
        scale = {"size": self.size} if self.size else {"scale_factor": 2.0}
        return F.interpolate(x, mode=self.mode, **scale, **corners)


class Residual(nn.Module):
    def __init__(self, f: nn.Module):
        super().__init__()
        self.f = f

    def forward(self, x):
        return x + self.f(x)


def head(c: int) -> nn.Module:
    return nn.Conv2d(c, 1, 1)


def networks() -> dict[str, tuple[nn.Module, tuple[int, int], dict]]:
    """Name: network, image size, export options."""
    bn, relu, conv = nn.BatchNorm2d, nn.ReLU, nn.Conv2d
    return {
        "conv_bn_relu_folded": (nn.Sequential(conv(3, 9, 3, padding=1), bn(9), relu(), head(9)), (24, 40), {}),
        "conv_bn_relu": (nn.Sequential(conv(3, 9, 3, padding=1, bias=False), bn(9), relu(), head(9)), (24, 40), {"unfolded": True}),
        "conv_relu_bn": (nn.Sequential(conv(3, 7, 3, padding=1), relu(), bn(7), head(7)), (23, 31), {"unfolded": True}),
        "depthwise": (nn.Sequential(conv(3, 10, 1), Residual(nn.Sequential(conv(10, 10, 7, padding=3, groups=10), relu())),
                                    Residual(conv(10, 10, 9, padding=4, groups=10)), head(10)), (17, 29), {}),
        "grouped": (nn.Sequential(conv(3, 10, 3, padding=1), relu(), conv(10, 12, 3, padding=1, groups=2), relu(), head(12)), (20, 33), {}),
        "strides": (nn.Sequential(conv(3, 8, 3, stride=2, padding=1), relu(), conv(8, 6, 5, stride=(1, 2), padding=(0, 2), dilation=(2, 1)),
                                  relu(), conv(6, 6, 3, stride=2, padding=1, groups=6), head(6)), (37, 50), {}),
        "pools": (nn.Sequential(conv(3, 5, 3, padding=1), nn.MaxPool2d(2), nn.MaxPool2d(3, 2, 1), relu(), head(5)), (35, 46), {}),
        "hardswish13": (nn.Sequential(conv(3, 6, 3, padding=1), nn.Hardswish(), head(6)), (16, 24), {"opset": 13}),
        "hardswish14": (nn.Sequential(conv(3, 6, 3, padding=1), nn.Hardswish(), head(6)), (16, 24), {"opset": 14}),
        "bilinear": (nn.Sequential(conv(3, 4, 3, padding=1), Up("bilinear"), head(4)), (9, 14), {}),
        "bilinear_sizes": (nn.Sequential(conv(3, 4, 3, padding=1), Up("bilinear", (18, 28)), head(4)), (9, 14), {}),
        "nearest": (nn.Sequential(conv(3, 4, 3, padding=1), Up("nearest"), head(4)), (9, 14), {}),
        "upsample9": (nn.Sequential(conv(3, 4, 3, padding=1), Up("nearest"), head(4)), (9, 14), {"opset": 9}),
        "sigmoid_last": (nn.Sequential(conv(3, 4, 3, padding=1), nn.Dropout(0.2), relu(), head(4), nn.Sigmoid()), (12, 12), {}),
        "cmunext_bn_act": (cmunext_xxs(), (64, 64), {}),
        "cmunext_act_bn": (cmunext_xxs(order="conv-act-bn"), (32, 48), {}),
    }


def image(height: int, width: int) -> torch.Tensor:
    """Values in 0..1 by formula, without repetition at the image's size."""
    i = torch.arange(3 * height * width, dtype=torch.float64)
    return (0.5 + 0.5 * torch.sin(i * i * 0.013 + i * 0.7)).reshape(1, 3, height, width).float()


def randomise(model: nn.Module) -> None:
    """Seeded weights and batch-norm statistics far from their defaults, so that each of them matters."""
    for m in model.modules():
        if isinstance(m, nn.Conv2d):
            nn.init.normal_(m.weight, std=1 / math.sqrt(m.weight[0].numel()))
            if m.bias is not None:
                nn.init.normal_(m.bias, std=0.2)
        if isinstance(m, nn.BatchNorm2d):
            nn.init.uniform_(m.weight, 0.7, 1.3)
            nn.init.normal_(m.bias, std=0.2)
            nn.init.normal_(m.running_mean, std=0.2)
            nn.init.uniform_(m.running_var, 0.6, 1.5)


def constant_sizes(path: Path, sizes: list[int]) -> None:
    """Replaces the shape arithmetic before Resize by a constant, as model simplifiers do."""
    model = onnx.load(path)
    keep = [n for n in model.graph.node if n.op_type in ("Conv", "Resize")]
    resize = next(n for n in keep if n.op_type == "Resize")
    resize.ClearField("input")
    resize.input.extend([keep[0].output[0], "", "", "sizes"])
    del model.graph.node[:]
    model.graph.node.extend(keep)
    model.graph.initializer.append(onnx.helper.make_tensor("sizes", onnx.TensorProto.INT64, [4], sizes))
    onnx.checker.check_model(model)
    onnx.save(model, path)


def kept_values(name: str, model: nn.Module, x: torch.Tensor) -> list[dict]:
    """CMUNeXt's stage outputs by the ONNX node that makes them."""
    if name != "cmunext_act_bn":
        return []
    kept = {"stem": ("stem", "/stem/stem.2/BatchNormalization"), "enc2": ("enc.2.out", "/enc.2/out/out.2/BatchNormalization"),
            "dec2": ("dec.2.fuse", "/dec.2/fuse/fuse.2/fuse.2.2/BatchNormalization")}
    rows = []
    for key, (module, node) in kept.items():
        values = []
        hook = model.get_submodule(module).register_forward_hook(lambda m, i, o: values.append(o.detach()))
        model(x)
        hook.remove()
        values[0].numpy().tofile(OUT / f"{name}.{key}.f32")
        rows.append({"node": node, "file": f"{name}.{key}.f32", "shape": list(values[0].shape[1:])})
    return rows


@torch.no_grad()
def main() -> None:
    torch.manual_seed(20)
    OUT.mkdir(exist_ok=True)
    index = []
    for name, (model, size, options) in networks().items():
        randomise(model)
        model.eval()
        export(model, OUT / f"{name}.onnx", size, **options)
        if name == "bilinear_sizes":
            constant_sizes(OUT / f"{name}.onnx", [1, 4, 18, 28])
        x = image(*size)
        logit = model[:-1](x) if name == "sigmoid_last" else model(x)
        x.numpy().tofile(OUT / f"{name}.input.f32")
        logit.numpy().tofile(OUT / f"{name}.logit.f32")
        index.append({"name": name, "input": list(x.shape[1:]), "logit": list(logit.shape[1:]), "values": kept_values(name, model, x)})
        print(f"{name}: |logit| up to {logit.abs().max():.3f}")
    (OUT / "nearest.sha256").write_text(hashlib.sha256((OUT / "nearest.onnx").read_bytes()).hexdigest() + "\n")
    (OUT / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()

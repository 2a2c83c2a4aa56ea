#!/usr/bin/python3
"""Writes models/architectures/NAME.onnx.gz: the networks of the registry without their weights.

A checkpoint (.pth, .safetensors) holds parameters by name and no graph; FpgaSeg finds the graph whose parameter names fit, here. Each
file is what the ONNX exporter makes of the network with batch norm kept apart and the image size open, its initializers named as in the
state dict, in its order, without data. The size of its input is the default. Its metadata say whether the same graph holds at other
widths ("widths") and at other image sizes ("sizes"), and whether stages may have other numbers of blocks ("blocks"); where not, only the
exported ones are taken. Among networks with the same
parameters (another activation), the first name in alphabetical order is taken unless the user chooses.

  export_architectures.py [NAME ...]
"""
import argparse
import gzip
import io
from pathlib import Path
from typing import Callable

import onnx
import torch

import networks
from export_onnx import export
from networks.cmunext import ACTIVATIONS, cmunext_xxs

# In these, two equal channel counts make a residual connection: other widths are other graphs.
WIDTHS_ARE_STRUCTURE = {"espnet", "fast-scnn", "fast-scnn-reduced", "m2u-net", "mobile-unet", "mobilenetv2-unet"}
# Their stages are chains of equal blocks.
BLOCKS_ARE_CHAINS = "cmunext-xxs"
FOLDER = Path(__file__).resolve().parents[1] / "models" / "architectures"


def architectures() -> dict[str, tuple[Callable[[], torch.nn.Module], int]]:
    """Name: constructor and default image size. CMUNeXt-XXS comes in every combination of what its weights do not show."""
    made = {name: (lambda name=name: networks.build(name), entry.size) for name, entry in networks.NETWORKS.items()}
    for order in ("conv-bn-act", "conv-act-bn"):
        base = "cmunext-xxs" + ("-published-order" if order == "conv-act-bn" else "")
        made[f"{base}-paper-table"] = (lambda order=order: cmunext_xxs(order=order, blocks=(3, 1, 1, 2, 3)), 256)
        for activation in ACTIVATIONS:
            for upsample in ("bilinear", "nearest"):
                options = {"order": order, "activation": activation, "upsample": upsample}
                name = base + ("" if activation == "relu" else f"-{activation}") + ("" if upsample == "bilinear" else f"-{upsample}")
                made[name] = (lambda options=options: cmunext_xxs(**options), 256)
    return made


def randomise(model: torch.nn.Module) -> None:
    """No two parameters equal: the exporter merges equal ones into one."""
    for value in model.state_dict().values():
        if value.is_floating_point():
            value.uniform_(0.5, 1.5)


def short_values(graph: onnx.GraphProto) -> None:
    """Values between nodes become numbers; nodes keep their names, which errors and reports show."""
    number = {name: str(i) for i, name in enumerate(o for n in graph.node for o in n.output) if name != "logit"}
    for node in graph.node:
        node.input[:] = [number.get(name, name) for name in node.input]
        node.output[:] = [number.get(name, name) for name in node.output]


def skeleton(model: torch.nn.Module, size: tuple[int, int], opset: int) -> onnx.ModelProto:
    """The graph without weights: parameters as initializers without data, in the order of the state dict, also those it does not read."""
    randomise(model)
    buffer = io.BytesIO()
    export(model, buffer, size, opset, unfolded=True, dynamic=True)
    full = onnx.load_from_string(buffer.getvalue())
    graph = full.graph
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    unknown = [i.name for i in graph.initializer if i.name not in state]
    assert not unknown, f"the exporter made constants of its own: {unknown}"
    del graph.initializer[:], graph.value_info[:]
    for name, value in state.items():
        graph.initializer.append(onnx.TensorProto(name=name, dims=value.shape, data_type=onnx.TensorProto.FLOAT))
    for node in graph.node:
        node.ClearField("doc_string")
    short_values(graph)
    graph.name = "main"
    return full


def structure(model: onnx.ModelProto) -> list:
    """Nodes without what follows from the weights' shapes: groups, kernel sizes and padding of convolutions."""
    nodes = []
    for node in model.graph.node:
        derived = ("group", "kernel_shape", "pads") if node.op_type == "Conv" else ()
        kept = sorted(a.SerializeToString() for a in node.attribute if a.name not in derived)
        nodes.append((node.op_type, list(node.input), list(node.output), kept))
    return nodes


def architecture(name: str, build: Callable[..., torch.nn.Module], size: int, opset: int) -> onnx.ModelProto:
    """The skeleton with its metadata, which are tried: another image size, the registry's reduced widths."""
    full = skeleton(build(), (size, size), opset)
    larger = skeleton(build(), (size + 64, size + 128), opset)
    sizes = full.graph.node == larger.graph.node
    widths = name not in WIDTHS_ARE_STRUCTURE
    entry = networks.NETWORKS.get(name)
    if widths and entry and entry.reduced:
        reduced = skeleton(networks.build(name, **entry.reduced), (size, size), opset)
        widths = structure(reduced) == structure(full)
    chosen = {"widths": widths, "sizes": sizes, "blocks": name.startswith(BLOCKS_ARE_CHAINS)}
    onnx.helper.set_model_props(full, {what: "any" if free else "exported" for what, free in chosen.items()})
    for axis in (2, 3):
        full.graph.input[0].type.tensor_type.shape.dim[axis].dim_value = size
    print(f"{name}: {len(full.graph.initializer)} parameters, {len(full.graph.node)} nodes, other widths {widths}, other sizes {sizes}", flush=True)
    return full


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("names", nargs="*", help="networks to write; all of them by default")
    p.add_argument("--opset", type=int, default=14)
    args = p.parse_args()
    torch.manual_seed(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = architectures()
    for name in args.names or known:
        build, size = known[name]
        model = architecture(name, build, size, args.opset)
        (FOLDER / f"{name}.onnx.gz").write_bytes(gzip.compress(model.SerializeToString(), mtime=0))


if __name__ == "__main__":
    main()

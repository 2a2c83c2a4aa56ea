#!/usr/bin/python3
"""Writes models/architectures/NAME.onnx.gz: the networks of networks/ without their weights.

A checkpoint (.pth, .safetensors) holds parameters by name and no graph; FpgaSeg finds the graph whose parameter names fit, here. Each
file is what the ONNX exporter makes of the network with batch norm kept apart, its initializers named as in the state dict, in its
order, without data. The input's size is the default image size. Among networks with the same parameters (another activation), the
first name in alphabetical order is taken unless the user chooses.

  export_architectures.py [NAME ...]
"""
import argparse
import gzip
import io
import warnings
from pathlib import Path
from typing import Callable

import onnx
import torch

from networks.cmunext import cmunext_xxs

FOLDER = Path(__file__).resolve().parents[1] / "models" / "architectures"


def networks() -> dict[str, Callable[[], torch.nn.Module]]:
    """Name: constructor."""
    made: dict[str, Callable[[], torch.nn.Module]] = {}
    for order in ("conv-bn-act", "conv-act-bn"):
        for activation in ("relu", "hardswish", "leakyrelu", "gelu"):
            for upsample in ("bilinear", "nearest"):
                parts = ["cmunext_xxs", "act_bn" if order == "conv-act-bn" else "", "" if activation == "relu" else activation,
                         "" if upsample == "bilinear" else upsample]
                options = {"order": order, "activation": activation, "upsample": upsample}
                made["_".join(filter(None, parts))] = lambda options=options: cmunext_xxs(**options)
    return made


def randomise(model: torch.nn.Module) -> None:
    """No two parameters equal: the exporter merges equal ones into one."""
    for value in model.state_dict().values():
        if value.is_floating_point():
            value.uniform_(0.5, 1.5)


def export(model: torch.nn.Module, size: tuple[int, int], opset: int) -> onnx.ModelProto:
    """The exporter's graph with batch norm kept apart from convolutions."""
    channels = next(m for m in model.modules() if isinstance(m, torch.nn.Conv2d)).in_channels
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(), torch.zeros(1, channels, *size), buffer, input_names=["image"], output_names=["logit"], opset_version=opset,
            training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=True,
        )
    return onnx.load_from_string(buffer.getvalue())


def short_values(graph: onnx.GraphProto) -> None:
    """Values between nodes become numbers; nodes keep their names, which errors and reports show."""
    number = {name: str(i) for i, name in enumerate(o for n in graph.node for o in n.output) if name != "logit"}
    for node in graph.node:
        node.input[:] = [number.get(name, name) for name in node.input]
        node.output[:] = [number.get(name, name) for name in node.output]


def skeleton(model: torch.nn.Module, size: tuple[int, int], opset: int) -> onnx.ModelProto:
    """The graph without weights: parameters as initializers without data, in the order of the state dict, also those it does not read."""
    randomise(model)
    full = export(model, size, opset)
    state = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
    made = {i.name: i for i in full.graph.initializer}
    read = {name for node in full.graph.node for name in node.input}
    unknown = [name for name in made if name not in state and made[name].data_type == onnx.TensorProto.FLOAT and made[name].dims]
    assert not unknown, f"the exporter made weights of its own: {unknown}"
    missing = [name for name in state if name in dict(model.named_parameters()) and name not in read]
    print(f"  {len(state)} parameters, not read: {missing}" if missing else f"  {len(state)} parameters")
    constants = [made[name] for name in made if name not in state]
    del full.graph.initializer[:], full.graph.value_info[:]
    for name, value in state.items():
        full.graph.initializer.append(onnx.TensorProto(name=name, dims=value.shape, data_type=onnx.TensorProto.FLOAT))
    full.graph.initializer.extend(constants)
    for node in full.graph.node:
        node.ClearField("doc_string")
    short_values(full.graph)
    full.graph.name = "main"
    return full


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("names", nargs="*", help="networks to write; all of them by default")
    p.add_argument("--size", type=int, default=256)
    p.add_argument("--opset", type=int, default=14)
    args = p.parse_args()
    torch.manual_seed(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = networks()
    for name in args.names or known:
        print(name)
        model = skeleton(known[name](), (args.size, args.size), args.opset)
        (FOLDER / f"{name}.onnx.gz").write_bytes(gzip.compress(model.SerializeToString(), mtime=0))


if __name__ == "__main__":
    main()

"""The fine-tuned network as the artefacts that `fpgaseg quantize model.onnx --ranges ranges.json` takes."""
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

import ranges
from qat_network import QatNetwork


def export(network: QatNetwork, model: onnx.ModelProto, onnx_path: Path, ranges_path: Path) -> None:
    """Writes `model` (as rewritten before training) with weights of integer x scale and the trained biases, and the ranges file."""
    model = _copy(model)
    nodes = {node.name: node for node in model.graph.node}
    tensors = {}
    for m in network.net:
        if m.unit.kind == "conv":
            node = nodes[m.unit.name]
            scales = m.weight_scale().detach().reshape(-1, 1, 1, 1)
            tensors[f"{node.name}.weight"] = (m.integer_kernel().detach() * scales).numpy()
            tensors[f"{node.name}.bias"] = m.bias.detach().numpy()
            node.input[:] = [node.input[0], f"{node.name}.weight", f"{node.name}.bias"]
            if len(m.post):
                _write_norm(nodes[m.unit.value], m.post[0], m.post[1], tensors)
        elif m.unit.kind == "affine":
            _write_norm(nodes[m.unit.name], m.weight, m.bias, tensors)
    used = {name for node in model.graph.node for name in node.input}
    kept = [t for t in model.graph.initializer if t.name in used and t.name not in tensors]
    del model.graph.initializer[:]
    model.graph.initializer.extend([*kept, *(numpy_helper.from_array(np.ascontiguousarray(v), name) for name, v in tensors.items())])
    onnx.checker.check_model(model)
    onnx.save(model, str(onnx_path))
    ranges.save(network, ranges_path)


def _copy(model: onnx.ModelProto) -> onnx.ModelProto:
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    return copy


def _write_norm(node: onnx.NodeProto, factor, summand, tensors: dict) -> None:
    """A BatchNormalization of mean 0 and variance 1 is exactly x * factor + summand."""
    c = factor.numel()
    values = {"scale": factor.detach().numpy(), "shift": summand.detach().numpy(), "mean": np.zeros(c, np.float32), "variance": np.ones(c, np.float32)}
    tensors |= {f"{node.name}.{key}": value for key, value in values.items()}
    node.input[:] = [node.input[0], *(f"{node.name}.{key}" for key in values)]
    del node.attribute[:]
    node.attribute.append(onnx.helper.make_attribute("epsilon", 0.0))

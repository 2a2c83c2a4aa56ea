"""The fine-tuned network as the artefacts that `fpgaseg quantize model.onnx --ranges ranges.json` takes."""
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

import ranges
from qat_network import QatNetwork
from unit_modules import UnitModule


def export(network: QatNetwork, model: onnx.ModelProto, onnx_path: Path, ranges_path: Path) -> None:
    """Writes `model` (as rewritten before training) with weights of integer x scale and the trained rest, and the ranges file."""
    model = _copy(model)
    tensors: dict[str, np.ndarray] = {}
    for module in network.net:
        _write(module, model.graph, tensors)
    _prune(model.graph)
    used = {name for node in model.graph.node for name in node.input}
    kept = [t for t in model.graph.initializer if t.name in used and t.name not in tensors]
    del model.graph.initializer[:]
    model.graph.initializer.extend([*kept, *(numpy_helper.from_array(np.ascontiguousarray(v), name) for name, v in tensors.items())])
    onnx.checker.check_model(model)
    onnx.save(model, str(onnx_path))
    ranges.save(network, ranges_path)


def _write(m: UnitModule, graph: onnx.GraphProto, tensors: dict) -> None:
    if m.unit.kind == "conv":
        (node,) = _nodes(graph, m.unit.nodes)
        tensors[f"{node.name}.weight"] = (m.integer_kernel() * m.channel_scales().reshape(-1, 1, 1, 1)).detach().numpy()
        tensors[f"{node.name}.bias"] = m.bias.detach().numpy()
        node.input[:] = [node.input[0], f"{node.name}.weight", f"{node.name}.bias"]
        for nodes, channels in m.unit.attributes.get("absorbed", []):
            _write_norm(graph, nodes, np.ones(channels, np.float32), np.zeros(channels, np.float32), tensors)
        if len(m.post):
            _write_norm(graph, m.unit.post_nodes, *(p.detach().numpy() for p in m.post), tensors)
    elif m.unit.kind == "affine":
        _write_norm(graph, m.unit.nodes, m.weight.detach().numpy(), m.bias.detach().numpy(), tensors)
    elif m.unit.kind == "prelu":
        (node,) = _nodes(graph, m.unit.nodes)
        tensors[f"{node.name}.slopes"] = distinct(m.slopes.detach().numpy()).reshape(-1, 1, 1)
        node.input[:] = [node.input[0], f"{node.name}.slopes"]


def distinct(slopes: np.ndarray) -> np.ndarray:
    """The slopes, of which not all are equal: one slope for all channels would be read as a LeakyReLU, which is a table and rounds otherwise."""
    if (slopes != slopes[0]).any():
        return slopes
    return np.append(slopes[:-1], np.nextafter(slopes[-1], np.float32(1)))


def _copy(model: onnx.ModelProto) -> onnx.ModelProto:
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    return copy


def _nodes(graph: onnx.GraphProto, names: tuple[str, ...]) -> list[onnx.NodeProto]:
    by_name = {node.name: node for node in graph.node}
    return [by_name[name] for name in names]


def _write_norm(graph: onnx.GraphProto, names: tuple[str, ...], factor: np.ndarray, summand: np.ndarray, tensors: dict) -> None:
    """In place of the nodes a BatchNormalization of mean 0 and variance 1, which is exactly x * factor + summand."""
    first, last = _nodes(graph, (names[0], names[-1]))
    constants = {t.name for t in graph.initializer} | set(tensors)
    data = next(name for name in first.input if name not in constants)
    zeros, ones = np.zeros(len(factor), np.float32), np.ones(len(factor), np.float32)
    values = {"scale": factor, "shift": summand, "mean": zeros, "variance": ones}
    tensors |= {f"{last.name}.{key}": value for key, value in values.items()}
    norm = helper.make_node(
        "BatchNormalization", [data, *(f"{last.name}.{key}" for key in values)], [last.output[0]], last.name, epsilon=0.0
    )
    graph.node[list(graph.node).index(last)].CopyFrom(norm)


def _prune(graph: onnx.GraphProto) -> None:
    """Leaves out nodes whose values nobody reads any more."""
    needed, kept = {output.name for output in graph.output}, []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.insert(0, node)
            needed |= set(node.input)
    del graph.node[:]
    graph.node.extend(kept)

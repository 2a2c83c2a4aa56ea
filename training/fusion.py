"""An ONNX graph as the units that become one integer operator each: the toolchain's fusion rules.

ReLU joins the convolution, affine or addition before it where nobody else reads between; batch norm after such a ReLU joins the convolution.
"""
from dataclasses import dataclass, field

import numpy as np
import onnx

from onnx_rewrite import affine_of, attributes, constants, pixels_of

KINDS = {
    "Conv": "conv", "BatchNormalization": "affine", "Relu": "relu", "Add": "add", "Concat": "concat",
    "MaxPool": "max_pool", "Resize": "resize", "DepthToSpace": "depth_to_space",
}
CARRIERS = ("max_pool", "resize", "depth_to_space")
"""Operators that keep the format and scale of what they read."""


@dataclass
class Unit:
    """`name` is that of the first node, `value` that of the last, after which its result is called; inputs are indices of earlier units."""

    kind: str
    name: str
    value: str
    inputs: list[int] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)
    tensors: list[np.ndarray] = field(default_factory=list)
    """Weight and bias, or factor and summand."""
    relu: bool = False
    post: tuple[np.ndarray, np.ndarray] | None = None
    """Batch norm after the ReLU."""
    non_negative: bool = False
    late: frozenset[int] = frozenset()
    """Units that read this value as a long skip."""

    @property
    def carries(self) -> bool:
        return self.kind in CARRIERS


def find(model: onnx.ModelProto) -> list[Unit]:
    """The units in execution order, the image first; the last one is the logit."""
    nodes, values, image = list(model.graph.node), constants(model.graph), model.graph.input[0].name
    data = lambda n: [name for name in n.input if name and name not in values]
    readers: dict[str, list[int]] = {}
    for i, node in enumerate(nodes):
        if node.op_type not in KINDS:
            raise SystemExit(f"node '{node.name}': {node.op_type} cannot be fine-tuned; known are {', '.join(KINDS)}")
        for name in data(node):
            readers.setdefault(name, []).append(i)
    units, unit_of, covers = [Unit("input", image, image, non_negative=True)], {image: 0}, {}
    for i, node in enumerate(nodes):
        if i in covers:
            continue
        members = _grow(nodes, i, readers)
        unit = _unit(node, members, [nodes[m] for m in members], values)
        unit.inputs = [unit_of[name] for name in data(node)]
        known = all(units[k].non_negative for k in unit.inputs)
        unit.non_negative = (unit.relu and unit.post is None) or (unit.kind in ("add", "concat", *CARRIERS) and known)
        covers |= {m: len(units) for m in members}
        unit_of[nodes[members[-1]].output[0]] = len(units)
        units.append(unit)
    for name, u in unit_of.items():
        units[u].late = frozenset(covers[r] for r in _late_readers(name, nodes, readers, pixels_of(model)))
    return units


def _grow(nodes: list, i: int, readers: dict) -> list[int]:
    """Indices of the nodes that join node i, in order."""

    def only_reader(k: int, kind: str) -> list[int]:
        found = readers.get(nodes[k].output[0], [])
        return found if len(found) == 1 and nodes[found[0]].op_type == kind else []

    if nodes[i].op_type not in ("Conv", "BatchNormalization", "Add"):
        return [i]
    relu = only_reader(i, "Relu")
    norm = only_reader(relu[0], "BatchNormalization") if relu and nodes[i].op_type == "Conv" else []
    return [i, *relu, *norm]


def _unit(node, members: list[int], parts: list, values: dict) -> Unit:
    kind, kinds = KINDS[node.op_type], [p.op_type for p in parts]
    unit = Unit(kind, node.name, parts[-1].name, attributes=attributes(node), relu="Relu" in kinds)
    if kind == "conv":
        w = values[node.input[1]]
        unit.tensors = [w, values[node.input[2]] if len(node.input) > 2 else np.zeros(len(w), np.float32)]
        unit.post = affine_of(parts[-1], values) if kinds[-1] == "BatchNormalization" else None
    elif kind == "concat" and unit.attributes["axis"] not in (1, -3):
        raise SystemExit(f"node '{node.name}': only a Concat of channels can be fine-tuned")
    elif kind == "affine":
        unit.tensors = list(affine_of(node, values))
    elif kind == "resize":
        scales = values[node.input[2]] if len(node.input) > 2 and node.input[2] in values else np.zeros(0)
        if scales.tolist() != [1, 1, 2, 2]:
            raise SystemExit(f"node '{node.name}': only a Resize by scales 1, 1, 2, 2 can be fine-tuned, not {scales.tolist()}")
    return unit


def _late_readers(name: str, nodes: list, readers: dict, pixels: dict) -> list[int]:
    """Readers before which a smaller map was computed since; none where all or no readers are such."""
    found = readers.get(name, [])
    first = next((i for i, n in enumerate(nodes) if name in n.output), -1) + 1
    smaller = next((i for i in range(first, len(nodes)) if pixels[nodes[i].output[0]] < pixels[name]), len(nodes))
    late = [r for r in found if r > smaller]
    return late if 0 < len(late) < len(found) else []

"""An exported file as a list of operators: what the toolchain's importer makes of it, under the same names."""
from dataclasses import dataclass, field
from math import prod

import numpy as np

from functions import Function

CARRIERS = ("max_pool", "resize", "depth_to_space", "channel_select", "crop_pad")
"""Operators that keep the format and scale of what they read."""


@dataclass
class Operator:
    """`name` is that of the last ONNX node that it stands for, all of which are in `nodes`; inputs are indices of earlier operators."""

    kind: str
    name: str
    inputs: list[int]
    shape: tuple[int, int, int]
    """Channels, rows, columns of its value."""
    attributes: dict = field(default_factory=dict)
    tensors: list[np.ndarray] = field(default_factory=list)
    """Weight and bias, factor and summand, or slopes."""
    function: Function | None = None
    spread: np.ndarray | None = None
    """For each channel that the tensors now belong to, the entry of the tensors: a scalar moved before a rearrangement of channels."""
    nodes: tuple[str, ...] = ()

    @property
    def pixels(self) -> int:
        return prod(self.shape[1:])

    @property
    def is_rectifier(self) -> bool:
        return self.kind == "function" and self.function.is_rectifier


def readers_of(operators: list[Operator]) -> list[list[int]]:
    """For every operator, those that read it, ascending, each once."""
    readers: list[list[int]] = [[] for _ in operators]
    for i, op in enumerate(operators):
        for k in sorted(set(op.inputs)):
            readers[k].append(i)
    return readers


def move_scalars(operators: list[Operator]) -> None:
    """Batch norm and activations after a pixel shuffle, a crop or a choice of channels move before it, where they can join the convolution; in place."""
    moved = True
    while moved:
        moved, readers = False, readers_of(operators)
        for i in range(len(operators) - 1, 0, -1):
            first = operators[i]
            if len(readers[i]) != 1 or operators[readers[i][0]].kind not in ("affine", "prelu", "function"):
                continue
            source, k = operators[first.inputs[0]] if first.inputs else None, readers[i][0]
            target = _target(first, source.shape[0]) if source else None
            if target is None:
                continue
            scalar = operators[k]
            if scalar.tensors:
                inner = np.arange(first.shape[0]) if scalar.spread is None else scalar.spread
                scalar.spread = np.where(target < 0, -1, inner[target])
            scalar.inputs, scalar.shape, first.inputs = first.inputs, source.shape, [i]
            operators[i], operators[k] = scalar, first
            moved = True


def _target(op: Operator, channels: int) -> np.ndarray | None:
    """For each channel before the rearrangement the channel it becomes, -1 where it is dropped; None where values are made up or copied."""
    if op.kind == "depth_to_space":
        return np.arange(channels) // prod(op.attributes["block"])
    if op.kind == "crop_pad" and op.attributes["offset"] == (0, 0) and not op.attributes["pads"]:
        return np.arange(channels)
    if op.kind == "channel_select" and len(set(op.attributes["channels"])) == op.shape[0]:
        target = np.full(channels, -1)
        target[op.attributes["channels"]] = np.arange(op.shape[0])
        return target
    return None


def fold_affine(operators: list[Operator]) -> list[Operator]:
    """Batch norm straight behind a convolution that nobody else reads joins it; what the file keeps of it is the identity."""
    readers, place, kept = readers_of(operators), {}, []
    for i, op in enumerate(operators):
        conv = kept[place[op.inputs[0]]] if op.kind == "affine" else None
        if conv is not None and conv.kind == "conv" and len(readers[op.inputs[0]]) == 1:
            factor, summand = (_spread(t, op.spread, rest) for t, rest in zip(op.tensors, (1, 0)))
            w, b = (t.astype(np.float64) for t in conv.tensors)
            conv.tensors = [(w * factor.reshape(-1, 1, 1, 1)).astype(np.float32), (b * factor + summand).astype(np.float32)]
            conv.attributes = conv.attributes | {"absorbed": [*conv.attributes.get("absorbed", []), (op.nodes, len(op.tensors[0]))]}
            place[i] = place[op.inputs[0]]
            continue
        place[i] = len(kept)
        op.inputs = [place[k] for k in op.inputs]
        kept.append(op)
    return kept


def _spread(values: np.ndarray, spread: np.ndarray | None, unused: float) -> np.ndarray:
    return values if spread is None else np.where(spread < 0, unused, values[spread])

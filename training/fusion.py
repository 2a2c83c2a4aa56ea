"""The operators of a network as the units that become one integer operator each: the toolchain's fusion rules.

A rectifier joins the operator before it where nobody else reads between; batch norm after such a ReLU joins the convolution.
"""
from dataclasses import dataclass, field
from math import inf

import numpy as np
import onnx

import onnx_reader
from functions import Function
from operators import CARRIERS, Operator, fold_affine, move_scalars, readers_of

_RECTIFIED = ("conv", "affine", "add", "sub", "mul", "average_pool", "prelu")
_SCALE_KEEPING = ("resize", "margin", "crop_pad", "depth_to_space", "channel_select")
"""What may stand between the convolution of the exact logits and the threshold."""


@dataclass
class Unit:
    """`name` is that of the first node, `value` that of the last, after which its result is called; inputs are indices of earlier units."""

    kind: str
    name: str
    value: str
    inputs: list[int] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)
    tensors: list[np.ndarray] = field(default_factory=list)
    """Weight and bias, factor and summand, or slopes."""
    relu: bool = False
    """Ends in a rectifier, at `limit`."""
    limit: float = inf
    post: tuple[np.ndarray, np.ndarray] | None = None
    """Batch norm after the ReLU."""
    function: Function | None = None
    spread: np.ndarray | None = None
    post_spread: np.ndarray | None = None
    """For each channel, the entry of tensors or of post that it has."""
    non_negative: bool = False
    head: bool = False
    """A convolution whose exact accumulators are the logits."""
    home: int = 0
    """The unit whose format and scale the value has: its own, or where it keeps or takes another's."""
    late: frozenset[int] = frozenset()
    """Units that read this value as a long skip."""
    shape: tuple[int, int, int] = (0, 0, 0)
    nodes: tuple[str, ...] = ()
    """The ONNX nodes that the first of its operators stands for."""
    post_nodes: tuple[str, ...] = ()

    @property
    def carries(self) -> bool:
        return self.kind in CARRIERS


    @property
    def sized(self) -> bool:
        """Whether it suits one size of the image alone."""
        whole = self.kind == "resize" and all(self.attributes[k].scale_factor for k in ("rows", "columns"))
        pools_all = self.kind == "average_pool" and self.shape[1:] == (1, 1)
        return (self.kind == "resize" and not whole) or self.kind == "crop_pad" or pools_all


def find(model: onnx.ModelProto, foreground: int | None = None) -> list[Unit]:
    """The units in execution order, the image first; the last one is the logit. `foreground` is the class of the mask where there are several."""
    operators = onnx_reader.read(model)
    _add_margin(operators, foreground)
    move_scalars(operators)
    operators = fold_affine(operators)
    readers = readers_of(operators)
    units, unit_of, covers = [], {}, {}
    for i, op in enumerate(operators):
        if i in covers:
            continue
        members = _grow(operators, i, readers)
        covers |= {m: len(units) for m in members}
        unit_of[members[-1]] = len(units)
        units.append(_unit([operators[m] for m in members], [unit_of[k] for k in op.inputs], units))
    for k, u in unit_of.items():
        units[u].late = frozenset(covers[r] for r in _late_readers(k, operators, readers))
    _mark_heads(units)
    _find_homes(units)
    return units


def _add_margin(operators: list[Operator], foreground: int | None) -> None:
    c, *extent = operators[-1].shape
    if c == 1:
        return
    if foreground is None or not 0 <= foreground < c:
        raise SystemExit(f"the network ends in {c} classes ('{operators[-1].name}'); --class says which one, from 0 to {c - 1}, is the mask")
    operators.append(Operator("margin", "class", [len(operators) - 1], (1, *extent), {"class": foreground}))


def _grow(operators: list[Operator], i: int, readers: list[list[int]]) -> list[int]:
    """Indices of the operators that join operator i, in order."""
    only = lambda k: readers[k][0] if len(readers[k]) == 1 else None
    relu = only(i)
    if operators[i].kind not in _RECTIFIED or relu is None or not operators[relu].is_rectifier:
        return [i]
    norm = only(relu)
    # Only plain ReLU: the accumulator's rectifier has no upper limit.
    joins = operators[i].kind == "conv" and operators[relu].function.limit == inf and norm is not None and operators[norm].kind == "affine"
    return [i, relu, norm] if joins else [i, relu]


def _unit(parts: list[Operator], inputs: list[int], units: list[Unit]) -> Unit:
    first, last = parts[0], parts[-1]
    rectifier = next((p for p in parts if p.is_rectifier), None)
    kind = "relu" if first.is_rectifier else first.kind
    unit = Unit(kind, first.name, last.name, inputs, first.attributes, first.tensors, shape=last.shape, nodes=first.nodes, spread=first.spread)
    unit.relu, unit.limit = rectifier is not None, rectifier.function.limit if rectifier else inf
    unit.function = first.function
    if len(parts) == 3:
        unit.post, unit.post_spread, unit.post_nodes = tuple(last.tensors), last.spread, last.nodes
    known = bool(inputs) and all(units[k].non_negative for k in inputs)
    keeps = kind in ("add", "mul", "concat", "average_pool", "prelu", *CARRIERS) and known
    tabled = kind == "function" and unit.function.non_negative
    unit.non_negative = kind == "input" or (unit.relu and unit.post is None) or keeps or tabled
    return unit


def _late_readers(value: int, operators: list[Operator], readers: list[list[int]]) -> list[int]:
    """Readers before which a smaller map was computed since; none where all or no readers are such."""
    found = readers[value]
    smaller = next((i for i in range(value + 1, len(operators)) if operators[i].pixels < operators[value].pixels), len(operators))
    late = [r for r in found if r > smaller]
    return late if 0 < len(late) < len(found) else []


def _readers(units: list[Unit]) -> list[list[int]]:
    return [[j for j, u in enumerate(units) if i in u.inputs] for i in range(len(units))]


def _mark_heads(units: list[Unit]) -> None:
    """Back from the logit as long as the scale is kept and nobody else reads."""
    readers, i = _readers(units), len(units) - 1
    while units[i].kind in _SCALE_KEEPING and not units[i].relu and len(readers[units[i].inputs[0]]) == 1:
        i = units[i].inputs[0]
    units[i].head = units[i].kind == "conv" and units[i].value == units[i].name


def _find_homes(units: list[Unit]) -> None:
    """Carriers keep what they read; what only a concatenation reads takes its format and scale, unless that would lose a rectifier."""
    readers = _readers(units)
    for i in range(len(units) - 1, -1, -1):
        unit, home = units[i], i
        reader = units[readers[i][0]] if len(readers[i]) == 1 else None
        if reader is not None and reader.kind == "concat" and not unit.carries and unit.kind != "input":
            target = units[reader.home]
            clipped = unit.relu and unit.post is None and (unit.limit < inf or not target.non_negative)
            home = i if clipped else reader.home
        unit.home = home
    for i, unit in enumerate(units):
        if unit.carries or unit.kind == "margin":
            unit.home = units[unit.inputs[0]].home

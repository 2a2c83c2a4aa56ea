"""Reads a rewritten ONNX file into operators: formulas and moves of values that several nodes make are one operator each."""
from dataclasses import dataclass, field
from math import inf

import numpy as np
import onnx

import functions
import node_readers
from expressions import IDENTITY, Expression
from onnx_rewrite import attributes, constants, shapes_of
from operators import Operator


@dataclass(frozen=True)
class Value:
    """An operator's map, with a formula or a move of its elements (`index`, flat positions, of any shape) that is not an operator yet."""

    operator: int
    expression: Expression = IDENTITY
    index: np.ndarray | None = None
    nodes: tuple[str, ...] = ()


@dataclass
class Reading:
    """One file while it is read."""

    shapes: dict[str, tuple[int, ...]]
    constants: dict[str, np.ndarray]
    operators: list[Operator]
    values: dict[str, Value]
    done: dict[tuple, int] = field(default_factory=dict)

    def emit(self, kind: str, nodes: tuple[str, ...], inputs: list[int], shape, **parts) -> int:
        self.operators.append(Operator(kind, nodes[-1], inputs, tuple(shape), nodes=nodes, **parts))
        return len(self.operators) - 1

    def map(self, name: str) -> int:
        """Index of the operator whose value `name` is; what is pending becomes operators."""
        value = self.values[name]
        if not value.nodes:
            return value.operator
        key = (value.operator, value.nodes)
        if key not in self.done:
            self.done[key] = self._moved(value) if value.index is not None else self._computed(value)
        return self.done[key]

    def affine(self, nodes: tuple[str, ...], source: int, factor: np.ndarray, summand: np.ndarray) -> int:
        """x * factor[c] + summand[c]; onto another such operator it is put as one."""
        before = self.operators[source]
        if before.kind == "affine":
            a, b = (t.astype(np.float64) for t in before.tensors)
            factor, summand, nodes, source = a * factor, b * factor + summand, (*before.nodes, *nodes), before.inputs[0]
        return self.emit("affine", nodes, [source], before.shape, tensors=[factor.astype(np.float32), summand.astype(np.float32)])

    def _computed(self, value: Value) -> int:
        source, shape, line = value.operator, self.operators[value.operator].shape, value.expression.line
        if line:
            return source if line == (1.0, 0.0) else self.affine(value.nodes, source, *(np.full(shape[0], v) for v in line))
        function = value.expression.known()
        if function is None:
            raise SystemExit(f"node '{value.nodes[-1]}': the formula that ends here is none of the functions that can be fine-tuned (ReLU, hardswish, GELU, ...)")
        return self.emit("function", value.nodes, [source], shape, function=function)

    def _moved(self, value: Value) -> int:
        """A choice of channels, then a crop; other moves are refused."""
        (_, height, width), index, name = self.operators[value.operator].shape, value.index, value.nodes[-1]
        problem = SystemExit(f"node '{name}': it moves values in a way that is neither a choice of channels nor a crop, which alone can be fine-tuned")
        if index.ndim != 4 or len(index) != 1:
            raise problem
        channels, rest = np.divmod(index[0], height * width)
        rows, columns = np.divmod(rest, width)
        top, left, (c, h, w) = int(rows.flat[0]), int(columns.flat[0]), index.shape[1:]
        same = (channels == channels[:, :1, :1]).all() and (rows == top + np.arange(h)[:, None]).all() and (columns == left + np.arange(w)).all()
        if not same:
            raise problem
        last, chosen = value.operator, channels[:, 0, 0].tolist()
        if chosen != list(range(self.operators[last].shape[0])):
            last = self.emit("channel_select", value.nodes, [last], (c, height, width), attributes={"channels": chosen})
        if (h, w) != (height, width):
            last = self.emit("crop_pad", value.nodes, [last], (c, h, w), attributes={"offset": (top, left), "pads": False})
        return last


def read(model: onnx.ModelProto) -> list[Operator]:
    """The operators in the order in which they are needed, the image first, the network's output last."""
    image, output, values = model.graph.input[0].name, model.graph.output[0].name, constants(model.graph)
    shapes = shapes_of(model)
    first = Operator("input", image, [], shapes[image][1:])
    reading = Reading(shapes, values, [first], {image: Value(0)})
    for node in model.graph.node:
        data = [name for name in node.input if name and name not in values]
        function = _function(node, values) if len(data) == 1 else None
        if function is not None:
            reading.values[node.output[0]] = _formula(reading, node, data[0], lambda e: e.of(function))
        elif node.op_type in node_readers.ARITHMETIC:
            reading.values[node.output[0]] = _arithmetic(reading, node, data)
        elif node.op_type in node_readers.MOVES:
            _move(reading, node, data)
        elif node.op_type in node_readers.READERS:
            found = node_readers.READERS[node.op_type](reading, node, data)
            reading.values[node.output[0]] = found if isinstance(found, Value) else Value(found)
        else:
            known = sorted({*node_readers.READERS, *node_readers.ARITHMETIC, *node_readers.MOVES})
            raise SystemExit(f"node '{node.name}': {node.op_type} cannot be fine-tuned; known are {', '.join(known)} and the scalar functions")
    return _needed(reading.operators, _logit(reading, output))


def _logit(reading: Reading, output: str) -> int:
    """The value before a sigmoid that comes last: sigmoid(x) > 1/2 is x > 0."""
    value = reading.values[output]
    last = value.expression.function
    return value.operator if last and last.name.partition("(")[0] in ("sigmoid", "hardsigmoid") else reading.map(output)


def _function(node, values: dict) -> functions.Function | None:
    """The function of one number that the node is, or None."""
    a = attributes(node)
    if node.op_type != "Clip":
        return functions.of_node(node.op_type, a)
    given = [a.get(key, values.get(node.input[k]) if len(node.input) > k else None) for k, key in ((1, "min"), (2, "max"))]
    low, high = (end if bound is None or abs(float(bound)) >= 3.4e38 else float(bound) for bound, end in zip(given, (-inf, inf)))
    return functions.clip(min(low, high), high)


def _formula(reading: Reading, node, name: str, extend) -> Value:
    value = reading.values[name]
    if value.index is not None:
        value = Value(reading.map(name))
    return Value(value.operator, extend(value.expression), None, (*value.nodes, node.name))


def _arithmetic(reading: Reading, node, data: list[str]) -> Value:
    """A constant joins the formula, or is an affine where it differs between channels; two formulas of one map are one; two maps are an operator."""
    if len(data) == 1:
        first = node.input[0] != data[0]
        constant = reading.constants[node.input[0 if first else 1]].astype(np.float64)
        if constant.size == 1 or (constant == constant.flat[0]).all():
            return _formula(reading, node, data[0], lambda e: e.with_number(node.op_type, float(constant.flat[0]), first))
        return Value(node_readers.channel_affine(reading, node, data[0], constant, first))
    a, b = (reading.values[name] for name in data)
    if a.operator == b.operator and a.index is None and b.index is None:
        nodes = (*a.nodes, *(n for n in b.nodes if n not in a.nodes), node.name)
        return Value(a.operator, a.expression.with_other(node.op_type, b.expression), None, nodes)
    return Value(node_readers.pair(reading, node, data))


def _move(reading: Reading, node, data: list[str]) -> None:
    value = reading.values[data[0]]
    if value.nodes and value.index is None:
        value = Value(reading.map(data[0]))
    shape = reading.operators[value.operator].shape
    index = np.arange(int(np.prod(shape))).reshape(1, *shape) if value.index is None else value.index
    operands = [index, *(reading.constants.get(name) for name in node.input[1:])]
    for name, part in zip(node.output, node_readers.MOVES[node.op_type](attributes(node), *operands)):
        reading.values[name] = Value(value.operator, IDENTITY, part, (*value.nodes, node.name))


def _needed(operators: list[Operator], last: int) -> list[Operator]:
    """Those that the last one depends on."""
    needed = {0, last}
    for i in range(last, 0, -1):
        needed |= set(operators[i].inputs) if i in needed else set()
    place = {old: new for new, old in enumerate(sorted(needed))}
    for i in place:
        operators[i].inputs = [place[k] for k in operators[i].inputs]
    return [operators[i] for i in place]

"""Sizes that an exporter computes at run time, as constants: Shape, Slice, Concat, Gather and the like of values that are known."""
from functools import reduce

import numpy as np
import onnx
from onnx import helper, numpy_helper


def _slice(a: dict, x, starts, ends, axes=None, steps=None):
    place = [slice(None)] * x.ndim
    for k, axis in enumerate(range(len(starts)) if axes is None else axes):
        step = 1 if steps is None else int(steps[k])
        end = int(ends[k])
        place[int(axis)] = slice(int(starts[k]), None if step < 0 and end < -x.shape[int(axis)] else end, step)
    return x[tuple(place)]


def _squeeze(a: dict, x, axes=None):
    axes = a.get("axes", axes)
    return np.squeeze(x, None if axes is None else tuple(int(k) for k in axes))


def _unsqueeze(a: dict, x, axes=None):
    return np.expand_dims(x, tuple(int(k) for k in a.get("axes", axes)))


def _divide(a: dict, x, y):
    whole = np.issubdtype(x.dtype, np.integer)
    return (np.trunc(x / y) if whole else x / y).astype(x.dtype)


_FUNCTIONS = {
    "Identity": lambda a, x: x,
    "Cast": lambda a, x: x.astype(onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[a["to"]]),
    "Concat": lambda a, *xs: np.concatenate(xs, a["axis"]),
    "Gather": lambda a, x, index: np.take(x, index, a.get("axis", 0)),
    "Slice": _slice,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Reshape": lambda a, x, shape: x.reshape([int(n) for n in shape]),
    "Transpose": lambda a, x: np.transpose(x, a.get("perm")),
    "ConstantOfShape": lambda a, shape: np.full([int(n) for n in shape], numpy_helper.to_array(a["value"])[0] if "value" in a else np.float32(0)),
    "Add": lambda a, x, y: x + y,
    "Sub": lambda a, x, y: x - y,
    "Mul": lambda a, x, y: x * y,
    "Div": _divide,
    "Floor": lambda a, x: np.floor(x),
    "Ceil": lambda a, x: np.ceil(x),
    "Sqrt": lambda a, x: np.sqrt(x),
    "Reciprocal": lambda a, x: 1 / x,
    "Range": lambda a, first, last, step: np.arange(first, last, step),
    "Max": lambda a, *xs: reduce(np.maximum, xs),
    "Min": lambda a, *xs: reduce(np.minimum, xs),
}


def attributes(node: onnx.NodeProto) -> dict:
    return {a.name: helper.get_attribute_value(a) for a in node.attribute}


def fold(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with every value that is known beforehand as an initializer, again while that makes more shapes known."""
    while True:
        shapes = _shapes(model)
        values = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        kept = [node for node in model.graph.node if not _known(node, values, shapes)]
        if len(kept) == len(model.graph.node):
            return model
        used = {name for node in kept for name in node.input}
        graph = helper.make_graph(
            kept, model.graph.name, [i for i in model.graph.input if i.name not in values], model.graph.output,
            [numpy_helper.from_array(np.ascontiguousarray(v).reshape(v.shape), name) for name, v in values.items() if name in used],
        )
        model = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version, producer_name=model.producer_name)


def _known(node: onnx.NodeProto, values: dict, shapes: dict) -> bool:
    """Whether the node's value is known; it is then in `values`."""
    a = attributes(node)
    if node.op_type == "Constant":
        found = a.get("value")
        value = numpy_helper.to_array(found) if found is not None else np.array(next(iter(a.values())))
    elif node.op_type == "Shape" and node.input[0] in shapes:
        value = np.array(shapes[node.input[0]][a.get("start", 0) : a.get("end")], np.int64)
    elif node.op_type in _FUNCTIONS and all(name in values for name in node.input if name):
        value = _FUNCTIONS[node.op_type](a, *(values[name] if name else None for name in node.input))
    else:
        return False
    values[node.output[0]] = np.asarray(value)
    return True


def _shapes(model: onnx.ModelProto) -> dict[str, tuple[int, ...]]:
    bare = onnx.ModelProto()
    bare.CopyFrom(model)
    del bare.graph.value_info[:]
    graph = onnx.shape_inference.infer_shapes(bare).graph
    found = {}
    for value in [*graph.value_info, *graph.input, *graph.output]:
        dims = value.type.tensor_type.shape.dim
        if value.type.tensor_type.HasField("shape") and all(d.HasField("dim_value") and d.dim_value > 0 for d in dims):
            found[value.name] = tuple(d.dim_value for d in dims)
    return found

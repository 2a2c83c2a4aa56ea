"""ONNX nodes as operators, one function per operator type."""
import numpy as np

import resize_axes
from onnx_rewrite import affine_of, attributes

ARITHMETIC = ("Add", "Sub", "Mul", "Div", "Min", "Max", "Pow")


def refuse(node, reason: str) -> SystemExit:
    return SystemExit(f"node '{node.name}': {reason}")


def _shape(reading, node) -> tuple[int, ...]:
    shape = reading.shapes.get(node.output[0], ())
    if len(shape) != 4 or shape[0] != 1:
        raise refuse(node, f"its value has the shape {list(shape)}; fine-tuning works on maps of 1 x channels x rows x columns of known sizes")
    return shape[1:]


def _windows(node, a: dict) -> dict:
    if a.get("auto_pad", b"NOTSET") not in (b"NOTSET", "NOTSET"):
        raise refuse(node, "auto_pad cannot be fine-tuned; export with explicit pads")
    return a


def _conv(reading, node, data) -> int:
    w = reading.constants[node.input[1]]
    bias = reading.constants[node.input[2]] if len(node.input) > 2 and node.input[2] else np.zeros(len(w), np.float32)
    return reading.emit("conv", (node.name,), [reading.map(data[0])], _shape(reading, node), attributes=_windows(node, attributes(node)), tensors=[w, bias])


def _norm(reading, node, data) -> int:
    return reading.affine((node.name,), reading.map(data[0]), *affine_of(node, reading.constants))


def channel_affine(reading, node, name: str, constant: np.ndarray, first: bool) -> int:
    """Arithmetic with one number per channel."""
    source = reading.map(name)
    shape = reading.operators[source].shape
    try:
        per_channel = np.broadcast_to(constant, (1, shape[0], 1, 1)).reshape(-1).astype(np.float64)
    except ValueError:
        raise refuse(node, f"its constant has the shape {list(constant.shape)}; only one number, or one per channel, can be fine-tuned") from None
    ones = np.ones(shape[0])
    lines = {"Add": (ones, per_channel), "Sub": (-ones, per_channel) if first else (ones, -per_channel), "Mul": (per_channel, 0 * ones)}
    if node.op_type == "Div" and not first and (per_channel != 0).all():
        lines["Div"] = (1 / per_channel, 0 * ones)
    if node.op_type not in lines:
        raise refuse(node, f"{node.op_type} with a constant that differs between channels is no line, and cannot be fine-tuned")
    return reading.affine((node.name,), source, *lines[node.op_type])


def pair(reading, node, data: list[str]) -> int:
    """Sum, difference or product of two maps, where the second may be one pixel, one channel, or both."""
    if node.op_type not in ("Add", "Sub", "Mul"):
        raise refuse(node, f"{node.op_type} of two maps cannot be fine-tuned; sums, differences and products can")
    a, b = (reading.map(name) for name in data)
    shape = _shape(reading, node)
    shapes = [reading.operators[k].shape for k in (a, b)]
    if shapes[0] != shape and node.op_type != "Sub":
        a, b, shapes = b, a, shapes[::-1]
    gates = (shape, (1, *shape[1:]), (shape[0], 1, 1), (1, 1, 1))
    if shapes[0] != shape or shapes[1] not in gates:
        raise refuse(node, f"maps of {shapes[0]} and {shapes[1]} cannot be fine-tuned; one is of the other's size, or one pixel, one channel, or both")
    return reading.emit({"Add": "add", "Sub": "sub", "Mul": "mul"}[node.op_type], (node.name,), [a, b], shape)


def _concat(reading, node, data) -> int:
    if attributes(node)["axis"] not in (1, -3):
        raise refuse(node, "only a Concat of channels can be fine-tuned")
    return reading.emit("concat", (node.name,), [reading.map(name) for name in data], _shape(reading, node))


def _prelu(reading, node, data) -> int:
    source = reading.map(data[0])
    shape = reading.operators[source].shape
    slopes = reading.constants[node.input[1]].reshape(-1)
    if slopes.size not in (1, shape[0]):
        raise refuse(node, f"{slopes.size} slopes for {shape[0]} channels; there is one, or one per channel")
    return reading.emit("prelu", (node.name,), [source], shape, tensors=[np.broadcast_to(slopes, shape[0]).astype(np.float32)])


def _max_pool(reading, node, data) -> int:
    a = _windows(node, attributes(node))
    top, left, bottom, right = a.get("pads", [0, 0, 0, 0])
    if any(name for name in node.output[1:]):
        raise refuse(node, "a MaxPool whose positions are read (for unpooling) cannot be fine-tuned; no operator of the hardware gives them")
    if a.get("ceil_mode", 0) or any(d != 1 for d in a.get("dilations", [1, 1])) or (top, left) != (bottom, right):
        raise refuse(node, "a MaxPool with ceil_mode, dilation or uneven pads cannot be fine-tuned")
    return reading.emit("max_pool", (node.name,), [reading.map(data[0])], _shape(reading, node), attributes=a)


def _average_pool(reading, node, data) -> int:
    a = _windows(node, attributes(node))
    if a.get("ceil_mode", 0):
        raise refuse(node, "an AveragePool with ceil_mode cannot be fine-tuned; export with ceil_mode=False")
    window = {"kernel": a["kernel_shape"], "stride": a.get("strides", [1, 1]), "pads": a.get("pads", [0, 0, 0, 0]), "counted": bool(a.get("count_include_pad", 0))}
    return reading.emit("average_pool", (node.name,), [reading.map(data[0])], _shape(reading, node), attributes=window)


def _global_pool(reading, node, data) -> int:
    a, source = attributes(node), reading.map(data[0])
    axes = a.get("axes", reading.constants.get(node.input[1], ()) if len(node.input) > 1 else (2, 3))
    c, *extent = reading.operators[source].shape
    if node.op_type == "ReduceMean" and (sorted(int(k) % 4 for k in axes) != [2, 3] or not a.get("keepdims", 1)):
        raise refuse(node, "only a ReduceMean over rows and columns that keeps its dimensions can be fine-tuned")
    window = {"kernel": extent, "stride": extent, "pads": [0, 0, 0, 0], "counted": False}
    return reading.emit("average_pool", (node.name,), [source], (c, 1, 1), attributes=window)


def _resize(reading, node, data) -> int:
    a, source = attributes(node), reading.map(data[0])
    (c, *sizes), before = _shape(reading, node), reading.operators[source].shape
    given = reading.constants.get(node.input[2] if node.op_type == "Resize" and len(node.input) > 2 else node.input[1], np.zeros(0))
    old = node.op_type == "Upsample"
    mode, transformation, rounding = (
        value.decode() if isinstance(value, bytes) else value
        for value in (a.get("mode", "nearest"), "asymmetric" if old else a.get("coordinate_transformation_mode", "half_pixel"), "floor" if old else a.get("nearest_mode", "round_prefer_floor"))
    )
    factors = given[2:].tolist() if given.size == 4 and np.issubdtype(given.dtype, np.floating) else (None, None)
    axes = [resize_axes.keep(n) if n == m and f in (None, 1.0) else resize_axes.axis(mode.replace("bi", ""), transformation, rounding, n, m, f) for n, m, f in zip(before[1:], sizes, factors)]
    if None in axes or a.get("antialias", 0) or c != before[0]:
        raise refuse(node, f"a Resize of mode '{mode}' with coordinates '{transformation}' cannot be fine-tuned; nearest and linear without antialias can")
    return reading.emit("resize", (node.name,), [source], (c, *sizes), attributes={"rows": axes[0], "columns": axes[1]})


def _depth_to_space(reading, node, data) -> int:
    a = attributes(node)
    source, block = reading.map(data[0]), a["blocksize"]
    if a.get("mode", b"DCR") not in (b"CRD", "CRD"):
        c = reading.operators[source].shape[0]
        order = np.arange(c).reshape(block * block, c // (block * block)).T.reshape(-1).tolist()
        source = reading.emit("channel_select", (f"{node.name}/order",), [source], reading.operators[source].shape, attributes={"channels": order})
    return reading.emit("depth_to_space", (node.name,), [source], _shape(reading, node), attributes={"block": (block, block)})


def _pad(reading, node, data) -> int:
    a, source = attributes(node), reading.map(data[0])
    pads = [int(n) for n in (a["pads"] if "pads" in a else reading.constants[node.input[1]])]
    fill = reading.constants[node.input[2]] if len(node.input) > 2 and node.input[2] else np.float32(a.get("value", 0))
    if a.get("mode", b"constant") not in (b"constant", "constant") or np.any(fill != 0) or any(pads[k] for k in (0, 1, 4, 5)):
        raise refuse(node, "only a Pad of rows and columns with zeros can be fine-tuned")
    if not any(pads):
        return source
    shape = _shape(reading, node)
    return reading.emit("crop_pad", (node.name,), [source], shape, attributes={"offset": (-pads[2], -pads[3]), "pads": max(pads) > 0})


READERS = {
    "Conv": _conv, "BatchNormalization": _norm, "Concat": _concat, "PRelu": _prelu, "MaxPool": _max_pool, "AveragePool": _average_pool,
    "GlobalAveragePool": _global_pool, "ReduceMean": _global_pool, "Resize": _resize, "Upsample": _resize, "DepthToSpace": _depth_to_space, "Pad": _pad,
}


def _slice(a: dict, index, starts, ends, axes=None, steps=None):
    place = [slice(None)] * index.ndim
    for k, axis in enumerate(range(len(starts)) if axes is None else axes):
        place[int(axis)] = slice(int(starts[k]), int(ends[k]), 1 if steps is None else int(steps[k]))
    return [index[tuple(place)]]


def _split(a: dict, index, sizes=None):
    axis, sizes = a.get("axis", 0), a.get("split", sizes)
    return np.split(index, np.cumsum([int(n) for n in sizes])[:-1], axis) if sizes is not None else None


def _reshape(a: dict, index, shape):
    return [index.reshape([index.shape[k] if n == 0 else int(n) for k, n in enumerate(shape)])]


MOVES = {
    "Slice": _slice,
    "Split": _split,
    "Reshape": _reshape,
    "Transpose": lambda a, index: [np.transpose(index, a.get("perm"))],
    "Gather": lambda a, index, chosen: [np.take(index, chosen, a.get("axis", 0))],
    "Flatten": lambda a, index: [index.reshape(int(np.prod(index.shape[: a.get("axis", 1)])), -1)],
    "Squeeze": lambda a, index, axes=None: [np.squeeze(index, tuple(int(k) for k in a.get("axes", axes)))],
    "Unsqueeze": lambda a, index, axes=None: [np.expand_dims(index, tuple(int(k) for k in a.get("axes", axes)))],
    "Identity": lambda a, index: [index],
    "Dropout": lambda a, index, *rest: [index],
}

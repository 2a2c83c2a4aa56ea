"""Rewrites an exported ONNX file into what fine-tuning works on: batch norm folded, transposed convolutions as convolution + DepthToSpace.

Both are exact in real numbers and are what the toolchain itself does before it quantizes.
"""
import numpy as np
import onnx
from onnx import helper, numpy_helper

import constant_folding
from constant_folding import attributes
from phases import PhaseAxis, kernel_index


def constants(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """Initializers and the outputs of Constant nodes, by name; an Identity of one is one."""
    values = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            values[node.output[0]] = numpy_helper.to_array(attributes(node)["value"])
        elif node.op_type == "Identity" and node.input[0] in values:
            values[node.output[0]] = values[node.input[0]]
    return values


def rewrite(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the same function; nodes keep their names."""
    model = constant_folding.fold(model)
    values, nodes = constants(model.graph), []
    readers = {}
    for node in model.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    folded = {}
    for node in model.graph.node:
        if node.op_type in ("Constant", "Identity") and node.output[0] in values:
            continue
        producer = next((n for n in nodes if node.input and node.input[0] in n.output), None)
        foldable = producer is not None and producer.op_type in ("Conv", "ConvTranspose") and len(readers[node.input[0]]) == 1
        if node.op_type == "BatchNormalization" and foldable:
            _fold(producer, node, values)
            folded[node.output[0]] = node.input[0]
            continue
        copy = onnx.NodeProto()
        copy.CopyFrom(node)
        copy.input[:] = [folded.get(name, name) for name in node.input]
        copy.output[:] = node.output
        nodes.append(copy)
    nodes = [part for node in nodes for part in (_transposed(node, values) if node.op_type == "ConvTranspose" else [node])]
    return _assemble(model, nodes, values, folded)


def _fold(conv: onnx.NodeProto, norm: onnx.NodeProto, values: dict) -> None:
    """w' = w * scale, b' = b * scale + shift; a transposed convolution has its outputs on axis 1."""
    scale, shift = affine_of(norm, values)
    w = values[conv.input[1]].astype(np.float64)
    bias = values[conv.input[2]].astype(np.float64) if len(conv.input) > 2 else np.zeros(len(scale))
    shape = (-1, 1, 1, 1) if conv.op_type == "Conv" else (1, -1, 1, 1)
    names = [f"{conv.name}.weight", f"{conv.name}.bias"]
    values[names[0]] = (w * scale.reshape(shape)).astype(np.float32)
    values[names[1]] = (bias * scale + shift).astype(np.float32)
    conv.input[:] = [conv.input[0], *names]


def affine_of(norm: onnx.NodeProto, values: dict) -> tuple[np.ndarray, np.ndarray]:
    """Factor and summand per channel of a BatchNormalization."""
    gamma, beta, mean, var = (values[name].astype(np.float64) for name in norm.input[1:5])
    scale = gamma / np.sqrt(var + attributes(norm).get("epsilon", 1e-5))
    return scale, beta - mean * scale


def _transposed(node: onnx.NodeProto, values: dict) -> list[onnx.NodeProto]:
    """Convolution and DepthToSpace (see phases.py)."""
    a, w = attributes(node), values[node.input[1]]
    strides, pads = a.get("strides", [1, 1]), a.get("pads", [0, 0, 0, 0])
    if a.get("group", 1) != 1 or strides[0] != strides[1] or any(d != 1 for d in a.get("dilations", [1, 1])):
        raise SystemExit(f"node '{node.name}': only undilated, ungrouped ConvTranspose with equal strides can be fine-tuned")
    s, (c_in, c_out, height, width) = strides[0], w.shape
    rows, columns = PhaseAxis.of(height, s, pads[0]), PhaseAxis.of(width, s, pads[1])
    index = kernel_index(rows, columns, s, width, absent=height * width).numpy()
    flat = np.concatenate((w.reshape(c_in, c_out, -1), np.zeros((c_in, c_out, 1), np.float32)), axis=2)
    kernel = flat[:, :, index].transpose(1, 2, 3, 0, 4, 5)
    values[f"{node.name}.weight"] = kernel.reshape(c_out * s * s, c_in, rows.extent, columns.extent)
    bias = values[node.input[2]] if len(node.input) > 2 else np.zeros(c_out, np.float32)
    values[f"{node.name}.bias"] = np.repeat(bias, s * s)
    phases = f"{node.output[0]}/phases"
    conv = helper.make_node(
        "Conv", [node.input[0], f"{node.name}.weight", f"{node.name}.bias"], [phases], node.name,
        kernel_shape=[rows.extent, columns.extent], pads=[rows.before, columns.before, rows.after, columns.after], strides=[1, 1],
    )
    return [conv, helper.make_node("DepthToSpace", [phases], list(node.output), f"{node.name}/DepthToSpace", blocksize=s, mode="CRD")]


def _assemble(model: onnx.ModelProto, nodes: list, values: dict, folded: dict) -> onnx.ModelProto:
    output = model.graph.output[0]
    for node in nodes:
        node.output[:] = [output.name if folded.get(output.name) == name else name for name in node.output]
    used = {name for node in nodes for name in node.input}
    tensors = [numpy_helper.from_array(v, name) for name, v in values.items() if name in used]
    graph = helper.make_graph(nodes, model.graph.name, model.graph.input, [output], tensors)
    result = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version, producer_name="fpgaseg training")
    onnx.checker.check_model(result)
    return onnx.shape_inference.infer_shapes(result)


def shapes_of(model: onnx.ModelProto) -> dict[str, tuple[int, ...]]:
    """The shape of every value that has one without open dimensions."""
    shapes = {}
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output]:
        dims = tuple(d.dim_value for d in value.type.tensor_type.shape.dim)
        if all(dims):
            shapes[value.name] = dims
    return shapes

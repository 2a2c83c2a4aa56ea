"""Graphs in the manner of exporters other than PyTorch's TorchScript one, each with a PyTorch function of the same weights.

Each entry of STYLES writes a model and returns the image size and the function from image to logit.
"""
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional as F


class Graph:
    """Collects nodes; weights become initializers, or Constant nodes as the dynamo exporter and Paddle2ONNX write them."""

    def __init__(self, constants_as_nodes: bool = False, prefix: str = "n"):
        self.nodes, self.initializers, self.as_nodes, self.prefix, self.count = [], [], constants_as_nodes, prefix, 0

    def const(self, value, dtype=None) -> str:
        array = np.asarray(value.detach().numpy() if isinstance(value, torch.Tensor) else value, dtype=dtype)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        self.count += 1
        name = f"{self.prefix}_const_{self.count}"
        tensor = numpy_helper.from_array(array, name)
        if self.as_nodes:
            self.nodes.append(helper.make_node("Constant", [], [name], value=tensor))
        else:
            self.initializers.append(tensor)
        return name

    def ints(self, *values) -> str:
        return self.const(np.array(values, dtype=np.int64))

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes):
        self.count += 1
        names = [f"{self.prefix}_{kind}_{self.count}" + (f":{i}" if outputs > 1 else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def save(self, path: Path, result: str, image: list, opset: int, producer: str, dims: list) -> None:
        x = helper.make_tensor_value_info("image", TensorProto.FLOAT, image)
        y = helper.make_tensor_value_info(result, TensorProto.FLOAT, dims)
        graph = helper.make_graph(self.nodes, "graph", [x], [y], self.initializers)
        model = helper.make_model(graph, producer_name=producer, opset_imports=[helper.make_opsetid("", opset)])
        if opset <= 17:
            onnx.checker.check_model(model)
        onnx.save(model, path)


def weights(*shape) -> torch.Tensor:
    return torch.randn(*shape) / math.sqrt(max(1, math.prod(shape[1:])))


def keras(path: Path):
    """tf2onnx: NHWC around NCHW convolutions, explicit padding, batch norm as Mul and Add, Min/Max for ReLU6, shapes computed for Resize."""
    w1, w2, w3, w4 = weights(6, 3, 3, 3), weights(6, 1, 3, 3), weights(8, 6, 1, 1), weights(1, 14, 1, 1)
    scale, shift, b1 = torch.rand(6) + 0.5, torch.randn(6), torch.randn(6)
    d1, d2, db = weights(8, 2), weights(2, 8), torch.randn(2)
    g = Graph(prefix="model/conv2d")
    x = g.op("Transpose", g.op("Sub", g.op("Mul", "image", g.const(2.0)), g.const([0.9, 1.0, 1.1])), perm=[0, 3, 1, 2])
    y = g.op("Conv", g.op("Pad", x, g.ints(0, 0, 0, 0, 0, 0, 1, 1)), g.const(w1), strides=[2, 2], auto_pad="VALID")
    y = g.op("Add", y, g.const(b1.reshape(1, 6, 1, 1)))
    y = g.op("Add", g.op("Mul", g.op("Transpose", y, perm=[0, 2, 3, 1]), g.const(scale)), g.const(shift))  # NHWC, channels last
    y = g.op("Min", g.op("Relu", y), g.const(6.0))
    skip = g.op("Transpose", y, perm=[0, 3, 1, 2])
    y = g.op("Conv", skip, g.const(w2), group=6, auto_pad="SAME_UPPER", strides=[2, 2])
    y = g.op("LeakyRelu", g.op("Conv", y, g.const(w3)), alpha=0.3)
    # Squeeze and excite: the mean without its dimensions, two dense layers, a reshape.
    n = g.op("ReduceMean", g.op("Transpose", y, perm=[0, 2, 3, 1]), axes=[1, 2], keepdims=0)
    n = g.op("Relu", g.op("Add", g.op("MatMul", n, g.const(d1)), g.const(db)))
    n = g.op("Reshape", g.op("Sigmoid", g.op("MatMul", n, g.const(d2))), g.ints(-1, 1, 1, 8))
    y = g.op("Transpose", g.op("Mul", g.op("Transpose", y, perm=[0, 2, 3, 1]), n), perm=[0, 3, 1, 2])
    # Twice the size: shape, slice, cast, product, back.
    size = g.op("Slice", g.op("Cast", g.op("Shape", y), to=TensorProto.INT32), g.ints(2), g.ints(4), g.ints(0))
    size = g.op("Cast", g.op("Mul", size, g.const(np.array([2, 2], dtype=np.int32))), to=TensorProto.INT64)
    head = g.op("Slice", g.op("Shape", y), g.ints(0), g.ints(2), g.ints(0))
    y = g.op("Resize", y, "", "", g.op("Concat", head, size, axis=0), mode="linear", coordinate_transformation_mode="half_pixel")
    y = g.op("Concat", g.op("Transpose", skip, perm=[0, 2, 3, 1]), g.op("Transpose", y, perm=[0, 2, 3, 1]), axis=-1)
    y = g.op("Conv", g.op("Transpose", y, perm=[0, 3, 1, 2]), g.const(w4), g.const(np.array([0.1], dtype=np.float32)))
    y = g.op("Resize", y, "", g.const([1.0, 1.0, 2.0, 2.0]), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    g.save(path, g.op("Sigmoid", g.op("Transpose", y, perm=[0, 2, 3, 1])), ["n", None, None, 3], 13, "tf2onnx", ["n", None, None, 1])

    def logit(x):
        x = 2 * x - torch.tensor([0.9, 1.0, 1.1]).reshape(1, 3, 1, 1)
        s = F.conv2d(F.pad(x, (0, 1, 0, 1)), w1, b1, stride=2)
        s = F.relu6(s * scale.reshape(1, 6, 1, 1) + shift.reshape(1, 6, 1, 1))
        y = F.leaky_relu(F.conv2d(F.conv2d(F.pad(s, (0, 1, 0, 1)), w2, stride=2, groups=6), w3), 0.3)
        n = torch.sigmoid(torch.relu(y.mean((2, 3)) @ d1 + db) @ d2)
        y = F.interpolate(y * n.reshape(1, 8, 1, 1), scale_factor=2, mode="bilinear", align_corners=False)
        y = F.conv2d(torch.cat([s, y], 1), w4, torch.tensor([0.1]))
        return F.interpolate(y, scale_factor=2, mode="nearest")
    return (16, 24), logit


def paddle(path: Path):
    """Paddle2ONNX: constants as nodes, batch norm as a node, HardSigmoid with 0.1667, Scale as Mul and Add, argmax at the end."""
    w1, b1, w2, w3 = weights(8, 3, 3, 3), torch.randn(8), weights(8, 1, 3, 3), weights(2, 8, 1, 1)
    gamma, beta, mean, var = torch.rand(8) + 0.5, torch.randn(8), torch.randn(8), torch.rand(8) + 0.5
    g = Graph(constants_as_nodes=True, prefix="conv2d.tmp")
    y = g.op("Conv", "image", g.const(w1), kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], dilations=[1, 1], group=1)
    y = g.op("Add", y, g.op("Reshape", g.const(b1), g.ints(1, -1, 1, 1)))
    y = g.op("BatchNormalization", y, g.const(gamma), g.const(beta), g.const(mean), g.const(var), epsilon=1e-5, momentum=0.9)
    y = g.op("Mul", y, g.op("HardSigmoid", y, alpha=0.1667, beta=0.5))
    z = g.op("Conv", y, g.const(w2), kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=8)
    z = g.op("Div", g.op("Mul", z, g.op("Clip", g.op("Add", z, g.const([3.0])), g.const(0.0), g.const(6.0))), g.const([6.0]))
    z = g.op("Add", g.op("Mul", g.op("Identity", z), g.const([1.5])), g.const([0.25]))
    z = g.op("Mul", z, g.op("Clip", g.op("Add", g.op("Mul", g.op("GlobalAveragePool", z), g.const(0.2)), g.const(0.5)), g.const(0.0), g.const(1.0)))
    shape = g.op("Shape", "image")
    hw = g.op("Slice", shape, g.ints(2), g.ints(4), g.ints(0), g.ints(1))
    nc = g.op("Slice", g.op("Shape", z), g.ints(0), g.ints(2), g.ints(0))
    z = g.op("Resize", z, g.const(np.array([], dtype=np.float32)), g.const(np.array([], dtype=np.float32)), g.op("Concat", nc, hw, axis=0),
             mode="linear", coordinate_transformation_mode="align_corners")
    z = g.op("Softmax", g.op("Conv", g.op("Dropout", z), g.const(w3), kernel_shape=[1, 1]), axis=1)
    g.save(path, g.op("Cast", g.op("ArgMax", z, axis=1, keepdims=0), to=TensorProto.FLOAT), ["n", 3, "h", "w"], 13, "paddle2onnx", ["n", "h", "w"])

    def logit(x):
        c = lambda v: v.reshape(1, -1, 1, 1)
        y = F.batch_norm(F.conv2d(x, w1, b1, stride=2, padding=1), mean, var, gamma, beta, eps=1e-5)
        y = y * (y * 0.1667 + 0.5).clamp(0, 1)
        z = 1.5 * F.hardswish(F.conv2d(y, w2, padding=1, groups=8)) + 0.25
        z = z * (0.2 * z.mean((2, 3), keepdim=True) + 0.5).clamp(0, 1)
        z = F.conv2d(F.interpolate(z, size=x.shape[2:], mode="bilinear", align_corners=True), w3)
        return z[:, 1:] - z[:, :1]
    return (18, 14), logit


def dynamo(path: Path):
    """PyTorch's dynamo exporter: operator set 18, functions written out, every number a Constant node, lists as operands."""
    w1, b1, w2, w3 = weights(8, 3, 3, 3), torch.randn(8), weights(8, 8, 3, 3), weights(1, 6, 1, 1)
    g = Graph(constants_as_nodes=True, prefix="val")
    y = g.op("Conv", "image", g.const(w1), g.const(b1), pads=[1, 1, 1, 1], strides=[1, 1], dilations=[1, 1], group=1, auto_pad="NOTSET")
    # gelu written out, then hardtanh, then silu
    y = g.op("Mul", g.op("Mul", g.const(0.5), y), g.op("Add", g.op("Erf", g.op("Div", y, g.const(math.sqrt(2)))), g.const(1.0)))
    y = g.op("Conv", y, g.const(w2), pads=[1, 1, 1, 1], strides=[2, 2])
    y = g.op("Clip", y, g.const(-1.5), g.const(1.5))
    y = g.op("Mul", y, g.op("Sigmoid", y))
    mean = g.op("ReduceMean", y, g.ints(-1, -2), keepdims=1, noop_with_empty_axes=0)
    y = g.op("Sub", y, mean)
    a, b, c = g.op("Split", y, outputs=3, axis=1, num_outputs=3)  # 3, 3, 2
    y = g.op("Concat", a, b, axis=1)
    # gelu, tanh form, with Pow
    inner = g.op("Mul", g.const(math.sqrt(2 / math.pi)), g.op("Add", y, g.op("Mul", g.const(0.044715), g.op("Pow", y, g.const(3.0)))))
    y = g.op("Mul", g.op("Mul", y, g.const(0.5)), g.op("Add", g.op("Tanh", inner), g.const(1.0)))
    batch = g.op("Shape", y, start=0, end=1)
    y = g.op("Reshape", y, g.op("Concat", batch, g.ints(2, 3, 8, 8), axis=0), allowzero=1)
    y = g.op("Reshape", g.op("Transpose", y, perm=[0, 2, 1, 3, 4]), g.op("Concat", batch, g.ints(6, 8, 8), axis=0), allowzero=1)
    y = g.op("Resize", y, "", g.const([1.0, 1.0, 2.0, 2.0]), mode="linear", coordinate_transformation_mode="pytorch_half_pixel", antialias=0)
    g.save(path, g.op("Conv", y, g.const(w3)), ["s0", 3, 16, 16], 18, "pytorch", ["s0", 1, 16, 16])

    def logit(x):
        y = F.silu(F.conv2d(F.gelu(F.conv2d(x, w1, b1, padding=1)), w2, stride=2, padding=1).clamp(-1.5, 1.5))
        y = y - y.mean((2, 3), keepdim=True)
        y = F.gelu(y[:, :6], approximate="tanh")
        y = y.reshape(1, 2, 3, 8, 8).transpose(1, 2).reshape(1, 6, 8, 8)
        return F.conv2d(F.interpolate(y, scale_factor=2, mode="bilinear", align_corners=False), w3)
    return (16, 16), logit


def newest(path: Path):
    """Operator set 21: Gelu, Mish and HardSwish as nodes, Resize of some axes, Pad of some axes."""
    w1, w2, w3 = weights(6, 3, 3, 3), weights(6, 6, 3, 3), weights(1, 6, 1, 1)
    g = Graph(constants_as_nodes=True, prefix="node")
    y = g.op("Gelu", g.op("Conv", "image", g.const(w1), pads=[1, 1, 1, 1]), approximate="tanh")
    y = g.op("Pad", y, g.ints(1, 2, 0, 1), "", g.ints(2, 3))
    y = g.op("Mish", g.op("Conv", y, g.const(w2), strides=[1, 1]))
    y = g.op("AveragePool", y, kernel_shape=[2, 2], strides=[2, 2], dilations=[1, 1], ceil_mode=1)
    y = g.op("HardSwish", y)
    y = g.op("Resize", y, "", "", g.ints(12, 20), axes=[2, 3], mode="nearest", coordinate_transformation_mode="half_pixel", nearest_mode="floor")
    g.save(path, g.op("Conv", y, g.const(w3)), [1, 3, 12, 20], 21, "onnxscript", [1, 1, 12, 20])

    def logit(x):
        y = F.gelu(F.conv2d(x, w1, padding=1), approximate="tanh")
        y = F.mish(F.conv2d(F.pad(y, (2, 1, 1, 0)), w2))
        y = F.hardswish(F.avg_pool2d(y, 2, ceil_mode=True))
        h, w = y.shape[2:]
        rows = [max(0, math.floor((i + 0.5) * h / 12 - 0.5)) for i in range(12)]
        columns = [max(0, math.floor((i + 0.5) * w / 20 - 0.5)) for i in range(20)]
        return F.conv2d(y[:, :, rows][:, :, :, columns], w3)
    return (12, 20), logit


def simplified(path: Path):
    """onnx-simplifier: everything folded, no node names, sizes as initializers, empty strings for what is left out."""
    w1, b1, w2, b2, slopes = weights(8, 3, 3, 3), torch.randn(8), weights(1, 8, 3, 3), torch.randn(1), torch.rand(8)
    g = Graph(prefix="onnx")
    y = g.op("PRelu", g.op("Conv", "image", g.const(w1), g.const(b1), pads=[1, 1, 1, 1], kernel_shape=[3, 3]), g.const(slopes.reshape(8, 1, 1)))
    p = g.op("MaxPool", y, kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    empty = g.const(np.array([], dtype=np.float32))
    y = g.op("Add", y, g.op("Resize", p, empty, empty, g.ints(1, 8, 15, 21), mode="linear", coordinate_transformation_mode="pytorch_half_pixel"))
    g.save(path, g.op("Conv", y, g.const(w2), g.const(b2), pads=[1, 1, 1, 1]), [1, 3, 15, 21], 12, "pytorch", [1, 1, 15, 21])

    def logit(x):
        y = F.prelu(F.conv2d(x, w1, b1, padding=1), slopes)
        p = F.max_pool2d(y, 2, ceil_mode=True)
        return F.conv2d(y + F.interpolate(p, size=y.shape[2:], mode="bilinear", align_corners=False), w2, b2, padding=1)
    return (15, 21), logit


STYLES = {
    "tf2onnx_style": keras, "paddle2onnx_style": paddle, "dynamo_style": dynamo, "opset21_style": newest, "onnxsim_style": simplified,
}

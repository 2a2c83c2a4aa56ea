#!/usr/bin/python3
"""Makes Fixtures/: checkpoints as PyTorch writes them, and what PyTorch says is in them.

tensors.json holds, per file, the tensors' element types, shapes and values; NAME.logit.f32 the logit of a narrow network for the image
that image() makes. Run with Debian's python3-torch; the result is committed. safetensors files are written here by their specification.
"""
import gzip
import io
import json
import struct
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[3]
OUT = Path(__file__).resolve().parent / "Fixtures"
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "tests" / "Import.Tests")]
from export_onnx import export  # noqa: E402
from make_fixtures import image, randomise  # noqa: E402
from networks.cmunext import cmunext_xxs  # noqa: E402

NARROW = {"channels": (2, 2, 4, 4, 6), "kernels": (3, 3, 3, 5, 3)}


def tensors() -> OrderedDict:
    """Every element type and every kind of view that a state dict may hold."""
    base = torch.arange(24, dtype=torch.float32) / 7 - 1
    grid = base.reshape(4, 6)
    state = OrderedDict()
    state["a.float32"] = grid.clone()
    state["a.float64"] = grid.double() / 3
    state["a.float16"] = grid.half()
    state["a.bfloat16"] = grid.bfloat16()
    state["a.transposed"] = grid.t()
    state["a.slice"] = grid[1:, ::2]
    state["a.offset"] = base[17:]
    state["a.expanded"] = base[3:4].expand(2, 3)
    state["a.shared"] = base
    state["a.channels_last"] = base.reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last)
    state["a.scalar"] = torch.tensor(0.5)
    state["a.empty"] = torch.zeros(0, 3)
    state["a.parameter"] = nn.Parameter(base[:5] * 2)
    state["a.subnormal"] = torch.tensor([1e-40, -0.0, 3.4028234e38, 5.9604645e-8]).float()
    state["a.count"] = torch.tensor([1, -2, 2**40])
    state["a.flags"] = torch.tensor([True, False])
    return state


def described(state) -> list[dict]:
    rows = []
    for name, t in state.items():
        floats = t.is_floating_point()
        rows.append({"name": name, "type": str(t.dtype).removeprefix("torch."), "dims": list(t.shape),
                     "values": t.detach().float().flatten().tolist() if floats else None})
    return rows


def safetensors(state, metadata=None) -> bytes:
    """The format by its specification: header length, JSON header padded by spaces, bytes without gaps."""
    names = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.bool: "BOOL"}
    header, data = ({"__metadata__": metadata} if metadata else {}), b""
    for name, t in state.items():
        t = t.detach().contiguous()
        raw = bytes(t.view(torch.int16).numpy().tobytes() if t.dtype == torch.bfloat16 else t.numpy().tobytes())
        header[name] = {"dtype": names[t.dtype], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def saved(value, **options) -> bytes:
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def with_record(checkpoint: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one more record, as newer versions of PyTorch write byteorder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(checkpoint)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry))
        new.writestr(zipfile.ZipInfo(f"archive/{name}"), content)
    return buffer.getvalue()


def write(name: str, content: bytes) -> None:
    """Checkpoints of whole networks are mostly headers and padding: those are kept packed."""
    if len(content) > 20_000:
        name, content = name + ".gz", gzip.compress(content, mtime=0)
    (OUT / name).write_bytes(content)
    print(f"{name}: {len(content)} bytes")


def networks() -> None:
    kinds = {"bn_act": {}, "act_bn_hardswish": {"order": "conv-act-bn", "activation": "hardswish"}, "blocks": {"blocks": (1, 2, 1, 3, 2)}}
    for name, options in kinds.items():
        model = cmunext_xxs(**NARROW, **options)
        randomise(model)
        model.eval()
        export(model, OUT / "network.onnx", (32, 48), opset=14)
        write(f"{name}.onnx", (OUT / "network.onnx").read_bytes())
        (OUT / "network.onnx").unlink()
        write(f"{name}.pth", saved(model.state_dict()))
        model(image(32, 48)).detach().numpy().tofile(OUT / f"{name}.logit.f32")
        if name == "bn_act":
            write("bn_act.safetensors", safetensors(model.state_dict(), {"format": "pt"}))
            write("bn_act_half.pth", saved({k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}))
            training_state(model)


def training_state(model: nn.Module) -> None:
    """What a training script saves: two sets of weights, an optimizer that has stepped, plain values."""
    optimizer = torch.optim.Adam(model.parameters())
    model(image(32, 48)).mean().backward()
    optimizer.step()
    ema = OrderedDict(("module." + k, v) for k, v in model.state_dict().items())
    write("training.pth", saved({"model": model.state_dict(), "ema": ema, "optimizer": optimizer.state_dict(), "epoch": 7,
                                 "best": 0.25, "name": "run", "done": False, "size": torch.Size([32, 48]), "rows": [1, (2, None)], "seed": 2**70}))


def renamed(model: nn.Module) -> OrderedDict:
    """The same parameters in the same order under other layer names."""
    return OrderedDict((f"layer{i:03}.{k.rsplit('.', 1)[1]}", torch.full_like(v, i)) for i, (k, v) in enumerate(model.state_dict().items()))


def main() -> None:
    torch.manual_seed(5)
    OUT.mkdir(exist_ok=True)
    state = tensors()
    for protocol in (2, 3, 4, 5):
        write(f"tensors{protocol}.pth", saved(state, pickle_protocol=protocol))
    write("tensors.safetensors", safetensors(state))
    (OUT / "tensors.json").write_text(json.dumps(described(state)) + "\n")
    write("legacy.pth", saved({"w": torch.ones(2)}, _use_new_zipfile_serialization=False))
    write("module.pth", saved(nn.Sequential(nn.Conv2d(1, 1, 1))))
    write("quantized.pth", saved({"w": torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)}))
    torch.jit.script(nn.ReLU()).save(str(OUT / "script.pt"))
    small = saved(OrderedDict(w=torch.ones(2)))
    write("big_endian.pth", with_record(small, "byteorder", b"big"))
    write("little_endian.pth", with_record(small, "byteorder", b"little"))
    write("renamed.pth", saved(renamed(cmunext_xxs())))
    networks()


if __name__ == "__main__":
    main()

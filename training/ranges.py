"""Scales: chosen by least squared error, or read from and written to a ranges file (docs/quantization.md)."""
import json
from pathlib import Path

import numpy as np
import torch

from fixed_point import Format
from qat_network import QatNetwork
from unit_modules import Scale

FORMAT = "fpgaseg-ranges-1"
_SAMPLES = 1 << 18


def best_scale(values: np.ndarray, form: Format) -> float:
    """The scale under which rounding and clipping cost the least squared error."""
    largest = float(np.abs(values).max())
    if largest == 0:
        return 1.0 / form.high
    scales = largest / form.high * np.geomspace(1, 0.1, 60)
    costs = []
    for s in scales:
        costs.append(np.square(np.clip(np.floor(values / s + 0.5), form.low, form.high) * s - values).sum())
    return float(scales[int(np.argmin(costs))])


def best_weight_scales(kernel: np.ndarray, bits: int) -> np.ndarray:
    """One scale per output channel: the largest weight is the largest integer; below 4 bits, the least squared error. A channel of zeros gets a harmless one.

    At 4 bits and more, clipping the largest weights to round the small ones better costs accuracy (measured on CMUNeXt-XXS, W4: 0.875 against 0.890 Dice).
    """
    w, form = kernel.reshape(len(kernel), -1).astype(np.float64), Format(bits, signed=True)
    peak = np.abs(w).max(1)
    peak = np.where(peak > 0, peak, peak[peak > 0].min() if (peak > 0).any() else 1.0)
    if bits >= 4:
        return peak / form.high
    scales = peak[:, None] / form.high * np.linspace(1, 0.4, 61)
    q = np.clip(np.rint(w[:, None] / scales[:, :, None]), form.low, form.high) * scales[:, :, None]
    return scales[np.arange(len(w)), np.square(q - w[:, None]).sum(2).argmin(1)]


@torch.no_grad()
def calibrate(network: QatNetwork, batches: list[torch.Tensor]) -> None:
    """Sets every scale from float runs on images in 0..1."""
    samples: dict[int, list[np.ndarray]] = {}

    def look(i: int, value: torch.Tensor) -> None:
        flat = value.reshape(-1) if value.is_contiguous() else value.permute(0, 2, 3, 1).reshape(-1)
        step = max(1, flat.numel() * len(batches) // _SAMPLES)
        top = flat[flat.abs().argmax()].reshape(1)  # the peak decides where the search starts
        samples.setdefault(i, []).append(torch.cat((flat[::step], top)).numpy().copy())

    for batch in batches:
        network.forward_float(batch, look)
    for i, parts in samples.items():
        module, values = network.net[i], np.concatenate(parts)
        if module.scale is not None:
            _set(module.scale, best_scale(values, module.form))
        if module.skip is not None:
            _set(module.skip, best_scale(values, module.skip_form))
    for module in network.net:
        if module.unit.kind == "conv":
            _set_weights(module, best_weight_scales(module.kernel().detach().numpy(), module.weight_bits))


def _set_weights(module, scales: np.ndarray) -> None:
    """A head has one scale for all channels: the coarsest."""
    _set(module.weight_scale, scales.max(keepdims=True) if module.unit.head else scales)


@torch.no_grad()
def _set(scale: Scale, values) -> None:
    scale.log2.copy_(torch.log2(torch.as_tensor(values, dtype=torch.float32)))


def load(network: QatNetwork, path: Path) -> int:
    """Scales of `path` for every value and convolution of the same format and width; the others stay. Returns how many were taken."""
    text = json.loads(path.read_text())
    if text.get("format") != FORMAT:
        raise SystemExit(f"{path}: format is {text.get('format')!r}, not {FORMAT!r}")
    if text.get("equalization"):
        raise SystemExit(f"{path}: holds equalization factors; write it again with --no-equalize")
    taken = 0
    for module in network.net:
        places = ((module.scale, module.form, "activations"), (module.skip, module.skip_form, "skips"))
        for scale, form, field in places:
            entry = text.get(field, {}).get(module.unit.value)
            if scale is not None and entry and (entry["bits"], entry["signed"]) == (form.bits, form.signed):
                _set(scale, entry["scale"])
                taken += 1
        entry = text.get("weights", {}).get(module.unit.name)
        if module.unit.kind == "conv" and entry and entry["bits"] == module.weight_bits:
            _set_weights(module, np.array(entry["scales"]))
            taken += 1
    return taken


def save(network: QatNetwork, path: Path) -> None:
    """Every scale of the network as a ranges file."""
    entry = lambda scale, form: {"bits": form.bits, "signed": form.signed, "scale": float(scale.exact())}
    text = {
        "format": FORMAT,
        "activations": {m.unit.value: entry(m.scale, m.form) for m in network.net if m.scale is not None},
        "skips": {m.unit.value: entry(m.skip, m.skip_form) for m in network.net if m.skip is not None},
        "weights": {
            m.unit.name: {"bits": m.weight_bits, "scales": m.exact_scales().tolist()} for m in network.net if m.unit.kind == "conv"
        },
    }
    path.write_text(json.dumps(text, indent=1) + "\n")

"""A network under fake quantization: every value an integer map with a scale, every operator the integer rule, every weight and scale trainable."""
import torch
from torch import nn

from carriers import Carrier, Resize
from conv_module import Conv
from fixed_point import PIXELS, Format
from fusion import Unit
from unit_modules import Affine, AveragePool, Concat, Pair, PRelu, Scale, Table, Target, UnitModule, Value, brought
from widths import RangesWidths, Widths

MODULES: dict[str, type[UnitModule]] = {
    "input": UnitModule, "conv": Conv, "affine": Affine, "relu": Affine, "prelu": PRelu, "function": Table, "add": Pair, "sub": Pair, "mul": Pair,
    "concat": Concat, "average_pool": AveragePool, "resize": Resize, "max_pool": Carrier, "depth_to_space": Carrier, "channel_select": Carrier,
    "crop_pad": Carrier, "margin": Carrier,
}


def pixels_of(image: torch.Tensor) -> Value:
    return Value(image.contiguous(memory_format=torch.channels_last), torch.tensor(1 / 255), 1 / 255, PIXELS)


class QatNetwork(nn.Module):
    """Pixels 0..255 (N, C, H, W) to the real logit (N, 1, H, W), through integers alone."""

    def __init__(self, units: list[Unit], widths: Widths | RangesWidths = Widths()):
        super().__init__()
        self.units, self.widths = units, widths
        forms = [self._form(i, widths) for i in range(len(units))]
        modules = [MODULES[unit.kind](unit, widths.weight(unit), form) for unit, form in zip(units, forms)]
        for unit, module in zip(units, modules):
            stored = forms[unit.home] or PIXELS
            skip = widths.skip(unit, stored.bits) if unit.late else None
            if skip:
                module.skip_form, module.skip = Format(skip, stored.signed), Scale(1.0)
            source = modules[unit.inputs[0]] if unit.kind == "depth_to_space" else None
            if isinstance(source, Conv):
                source.keep_zeros()
        self.net = nn.ModuleList(modules)
        self._reads = [sum(i in u.inputs for u in units) for i in range(len(units))]

    def at_size(self, units: list[Unit]) -> "QatNetwork":
        """The same parameters, shared, for images of the size at which `units` were found."""
        if [(u.kind, u.name, u.inputs) for u in units] != [(u.kind, u.name, u.inputs) for u in self.units]:
            raise SystemExit("the network has other operators at the size of the crops; give a --crop at which it has the same")
        other, own = QatNetwork(units, self.widths), dict(self.named_parameters())
        for name in [name for name, _ in other.named_parameters()]:
            path, _, leaf = name.rpartition(".")
            other.get_submodule(path)._parameters[leaf] = own[name]
        for a, b in zip(self.net, other.net):
            if isinstance(a, Conv):
                b.mask = a.mask
        return other

    def _form(self, i: int, widths) -> Format | None:
        """The format of a value that is its own home; pixels and exact logits have none."""
        unit = self.units[i]
        own = unit.home == i and i > 0 and not unit.head
        return Format(widths.activation(unit), not unit.non_negative) if own else None

    def forward(self, pixels: torch.Tensor, trace: dict[str, Value] | None = None) -> torch.Tensor:
        """`trace` receives every value by name (the skip copies as NAME/skip)."""
        values, copies, left = [], {}, list(self._reads)
        modules = list(self.net)
        targets = {i: Target.of(m.scale, m.form) for i, m in enumerate(modules) if m.form}
        for i, unit in enumerate(self.units):
            inputs = [copies[k] if k in copies and i in self.units[k].late else values[k] for k in unit.inputs]
            values.append(pixels_of(pixels) if unit.kind == "input" else self._run(modules[i], inputs, targets.get(unit.home)))
            if trace is not None:
                trace[unit.value] = values[i]
            if modules[i].skip is not None:
                target = Target.of(modules[i].skip, modules[i].skip_form)
                copies[i] = Value(brought(values[i], target), target.scale, target.exact, target.form)
                if trace is not None:
                    trace[f"{unit.value}/skip"] = copies[i]
            for k in set(unit.inputs):
                left[k] -= 1
                if not left[k]:
                    values[k] = copies[k] = None
        return values[-1].map.float() * values[-1].scale

    @staticmethod
    def _run(module: UnitModule, inputs: list[Value], target: Target | None) -> Value:
        unit = module.unit
        if unit.head:
            result, scales = module.integer(inputs, None), module.weight_scale()
            return Value(result, scales[0] * inputs[0].scale, float(scales[0].detach().double()) * inputs[0].exact, module.logit_form)
        if target is None or unit.carries or unit.kind == "margin":
            (x,) = inputs
            return Value(module.integer(inputs, None), x.scale, x.exact, Format(x.form.bits + 1, True) if unit.kind == "margin" else x.form)
        return Value(module.integer(inputs, target), target.scale, target.exact, target.form)

    def forward_float(self, image: torch.Tensor, look=None) -> torch.Tensor:
        """The same network in real numbers on images in 0..1; `look(i, value)` sees every value that has a range."""
        values = []
        for i, unit in enumerate(self.units):
            module = self.net[i]
            x = [values[k] for k in unit.inputs]
            values.append(image.contiguous(memory_format=torch.channels_last) if unit.kind == "input" else module.whole(x))
            if look and (module.form or module.skip):
                look(i, values[i])
        return values[-1]

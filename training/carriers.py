"""Units that move values or mix them without leaving their scale and format."""
import numpy as np
import torch
from torch.nn import functional as F

import fake_quant
import fixed_point
from unit_modules import EXACT_FLOAT, Target, UnitModule, Value


class Carrier(UnitModule):
    """Moves alone: the same in integers and in real numbers."""

    def integer(self, inputs: list[Value], out: Target | None) -> torch.Tensor:
        return self.real([inputs[0].map])

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        return getattr(self, f"_{self.unit.kind}")(inputs[0], self.unit.attributes)

    def _max_pool(self, x, a):
        return F.max_pool2d(x, a["kernel_shape"], a.get("strides", [1, 1]), a.get("pads", [0, 0, 0, 0])[:2])

    def _depth_to_space(self, x, a):
        return F.pixel_shuffle(x, a["block"][0])

    def _channel_select(self, x, a):
        return x[:, a["channels"]]

    def _crop_pad(self, x, a):
        (top, left), (height, width) = a["offset"], self.unit.shape[1:]
        return F.pad(x, (-left, width + left - x.shape[3], -top, height + top - x.shape[2]))

    def _margin(self, x, a):
        k = a["class"]
        return x[:, k : k + 1] - torch.cat((x[:, :k], x[:, k + 1 :]), 1).amax(1, keepdim=True)


class Resize(UnitModule):
    """Nearest moves values; linear mixes four and rounds once, half up."""

    def _mixed(self, x: torch.Tensor) -> torch.Tensor:
        """The sums of weight times value."""
        rows, columns = (torch.from_numpy(self.unit.attributes[k].matrix()).to(x.dtype) for k in ("rows", "columns"))
        return torch.einsum("pi,ncij,qj->ncpq", rows, x, columns)

    def _factor(self) -> int:
        """The power of two by which PyTorch's interpolation does the whole, or 0."""
        rows, columns = (self.unit.attributes[k] for k in ("rows", "columns"))
        k = rows.scale_factor
        return k if k and k & (k - 1) == 0 and k == columns.scale_factor and rows.linear == columns.linear else 0

    @property
    def _total(self) -> int:
        return self.unit.attributes["rows"].total * self.unit.attributes["columns"].total

    def integer(self, inputs: list[Value], out: Target | None) -> torch.Tensor:
        (x,), total, factor = inputs, self._total, self._factor()
        if total == 1:
            return self.real([x.map])
        reach = total * fixed_point.magnitude(x.form)
        data = x.map if reach < EXACT_FLOAT else x.map.double()
        if factor:
            return fake_quant.bilinear(data, factor)
        m, shift = ((1,), total.bit_length() - 1) if total & (total - 1) == 0 else fixed_point.solve_scaling(1 / total, reach)
        sums = self._mixed(data)
        return fake_quant.settle(sums / total, fake_quant.scaled(sums, float(m[0]), shift), x.form)

    def real(self, inputs: list[torch.Tensor]) -> torch.Tensor:
        rows, columns, factor = self.unit.attributes["rows"], self.unit.attributes["columns"], self._factor()
        if factor and rows.linear:
            return F.interpolate(inputs[0], scale_factor=float(factor), mode="bilinear", align_corners=False)
        if factor:
            return F.interpolate(inputs[0], scale_factor=float(factor), mode="nearest")
        if not rows.linear and not columns.linear:
            return inputs[0][:, :, np.argmax(rows.matrix(), 1)][:, :, :, np.argmax(columns.matrix(), 1)]
        return self._mixed(inputs[0]) / self._total

"""A transposed convolution as an ordinary one whose output channels are the phases of the stride, and a pixel shuffle: the same function.

Output row s*j + r gets weight row k from input row j + (r + p - k) / s wherever s divides. The ordinary form is what the hardware computes,
and on a CPU PyTorch trains it several times as fast.
"""
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class PhaseAxis:
    """One axis: taps (phase, weight index, input offset), the offsets' extent and the padding that they need."""

    taps: tuple[tuple[int, int, int], ...]
    before: int
    after: int

    @staticmethod
    def of(kernel: int, stride: int, padding: int) -> "PhaseAxis":
        taps = tuple((r, k, (r + padding - k) // stride) for r in range(stride) for k in range(kernel) if (r + padding - k) % stride == 0)
        offsets = [offset for _, _, offset in taps]
        return PhaseAxis(taps, -min(offsets), max(offsets))

    @property
    def extent(self) -> int:
        return self.before + self.after + 1


def kernel_index(rows: PhaseAxis, columns: PhaseAxis, stride: int, width: int, absent: int) -> torch.Tensor:
    """For every phase and tap of the ordinary kernel, the flat index into the transposed one (`width` columns), or `absent`."""
    index = torch.full((stride, stride, rows.extent, columns.extent), absent)
    for ry, ky, dy in rows.taps:
        for rx, kx, dx in columns.taps:
            index[ry, rx, dy + rows.before, dx + columns.before] = ky * width + kx
    return index


class PhaseConvTranspose2d(nn.ConvTranspose2d):
    """nn.ConvTranspose2d that doubles (triples, ...) the size exactly; same parameters."""

    @staticmethod
    def suits(layer: nn.ConvTranspose2d) -> bool:
        """Whether `layer` gives stride times its input's size, ungrouped and undilated."""
        plain = layer.groups == 1 and layer.dilation == (1, 1) and layer.stride[0] == layer.stride[1]
        parts = zip(layer.kernel_size, layer.stride, layer.padding, layer.output_padding)
        return plain and all(k - s - 2 * p + o == 0 for k, s, p, o in parts)

    def forward(self, x: torch.Tensor, output_size=None) -> torch.Tensor:
        s, (height, width) = self.stride[0], self.kernel_size
        rows, columns = (PhaseAxis.of(k, s, p) for k, p in zip(self.kernel_size, self.padding))
        index = kernel_index(rows, columns, s, width, absent=height * width)
        flat = F.pad(self.weight.flatten(2), (0, 1))[:, :, index.flatten()]
        kernel = flat.reshape(*self.weight.shape[:2], s * s, rows.extent, columns.extent).permute(1, 2, 0, 3, 4).flatten(0, 1)
        bias = None if self.bias is None else self.bias.repeat_interleave(s * s)
        x = F.pad(x, (columns.before, columns.after, rows.before, rows.after))
        return F.pixel_shuffle(F.conv2d(x, kernel.contiguous(memory_format=torch.channels_last), bias), s)

"""U-Lite (Dinh et al. 2023): a U-Net of axial depthwise convolutions (7x1 and 1x7 beside the identity) and pointwise ones."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import nearest


class AxialDepthwise(nn.Module):
    """x + column convolution(x) + row convolution(x)."""

    def __init__(self, c: int, kernel: int, dilation: int = 1):
        super().__init__()
        pad = kernel // 2 * dilation
        self.column = nn.Conv2d(c, c, (kernel, 1), padding=(pad, 0), dilation=dilation, groups=c)
        self.row = nn.Conv2d(c, c, (1, kernel), padding=(0, pad), dilation=dilation, groups=c)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.column(x) + self.row(x)


class Encoder(nn.Module):
    """Gives the halved map and, before the halving, the skip."""

    def __init__(self, c_in: int, c_out: int):
        super().__init__()
        self.mix = nn.Sequential(AxialDepthwise(c_in, 7), nn.BatchNorm2d(c_in))
        self.point = nn.Conv2d(c_in, c_out, 1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        skip = self.mix(x)
        return F.gelu(F.max_pool2d(self.point(skip), 2)), skip


class Bottleneck(nn.Module):
    """A quarter of the channels at dilations 1, 2 and 3, joined with themselves."""

    def __init__(self, c: int):
        super().__init__()
        self.reduce = nn.Conv2d(c, c // 4, 1)
        self.branches = nn.ModuleList(AxialDepthwise(c // 4, 3, d) for d in (1, 2, 3))
        self.out = nn.Sequential(nn.BatchNorm2d(c), nn.Conv2d(c, c, 1), nn.GELU())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.reduce(x)
        return self.out(torch.cat([x, *(branch(x) for branch in self.branches)], dim=1))


def decoder(c_in: int, c_out: int) -> nn.Sequential:
    """On the upsampled map joined with a skip of c_out channels."""
    return nn.Sequential(
        nn.Conv2d(c_in + c_out, c_out, 1), nn.BatchNorm2d(c_out), AxialDepthwise(c_out, 7), nn.Conv2d(c_out, c_out, 1), nn.GELU()
    )


class ULite(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 32."""

    def __init__(self, in_channels: int = 3, channels: tuple[int, ...] = (16, 32, 64, 128, 256, 512)):
        super().__init__()
        pairs = list(zip(channels, channels[1:]))
        self.stem = nn.Conv2d(in_channels, channels[0], 7, padding=3)
        self.enc = nn.ModuleList(Encoder(a, b) for a, b in pairs)
        self.middle = Bottleneck(channels[-1])
        self.dec = nn.ModuleList(decoder(b, a) for a, b in reversed(pairs))
        self.head = nn.Conv2d(channels[0], 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x, skips = self.stem(image), []
        for stage in self.enc:
            x, skip = stage(x)
            skips.append(skip)
        x = self.middle(x)
        for stage in self.dec:
            x = stage(torch.cat((nearest(x), skips.pop()), dim=1))
        return self.head(x)

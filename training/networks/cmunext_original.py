"""CMUNeXt-S, base and L (Tang et al. 2023): skips joined by concatenation, one depthwise convolution per block, GELU before batch norm."""
import torch
from torch import nn

from .blocks import bilinear, scaled
from .cmunext import Residual

VARIANTS = {
    "s": ((8, 16, 32, 64, 128), (1, 1, 1, 1, 1), (3, 3, 7, 7, 9)),
    "base": ((16, 32, 128, 160, 256), (1, 1, 1, 3, 1), (3, 3, 7, 7, 7)),
    "l": ((32, 64, 128, 256, 512), (1, 1, 1, 6, 3), (3, 3, 7, 7, 7)),
}
"""Channels, blocks and kernels of the five levels."""


def gelu_norm(c_in: int, c_out: int, kernel: int, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, c_out, kernel, padding=kernel // 2, groups=groups), nn.GELU(), nn.BatchNorm2d(c_out))


def norm_relu(c_in: int, c_out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, c_out, 3, padding=1), nn.BatchNorm2d(c_out), nn.ReLU(inplace=True))


def level(c_in: int, c_out: int, blocks: int, kernel: int) -> nn.Sequential:
    """Residual depthwise convolution and a 1x1 pair, `blocks` times, then a 3x3 to c_out."""
    units = [(Residual(gelu_norm(c_in, c_in, kernel, c_in)), gelu_norm(c_in, 4 * c_in, 1), gelu_norm(4 * c_in, c_in, 1)) for _ in range(blocks)]
    return nn.Sequential(*(m for unit in units for m in unit), norm_relu(c_in, c_out))


class CMUNeXtOriginal(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 16."""

    def __init__(self, variant: str = "s", in_channels: int = 3, width: float = 1.0):
        super().__init__()
        c, blocks, kernels = VARIANTS[variant]
        c = tuple(scaled(n, width) for n in c)
        self.stem = norm_relu(in_channels, c[0])
        self.enc = nn.ModuleList(level(i, o, n, k) for i, o, n, k in zip((c[0],) + c[:-1], c, blocks, kernels))
        self.up = nn.ModuleList(norm_relu(c[i + 1], c[i]) for i in range(4))
        self.fuse = nn.ModuleList(
            nn.Sequential(gelu_norm(2 * w, 2 * w, 3, groups=2), gelu_norm(2 * w, 4 * w, 1), gelu_norm(4 * w, w, 1)) for w in c[:4]
        )
        self.head = nn.Conv2d(c[0], 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x, skips = self.stem(image), []
        for i, stage in enumerate(self.enc):
            x = stage(x if i == 0 else nn.functional.max_pool2d(x, 2))
            skips.append(x)
        for i in (3, 2, 1, 0):
            x = self.fuse[i](torch.cat((skips[i], self.up[i](bilinear(x))), dim=1))
        return self.head(x)

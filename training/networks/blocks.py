"""Building blocks that several networks share. Shapes are NCHW."""
import torch
from torch import nn
from torch.nn import functional as F


def scaled(channels: int, width: float) -> int:
    """`channels` times `width`, to a multiple of 4 and at least 4; unchanged at width 1."""
    return channels if width == 1 else max(4, round(channels * width / 4) * 4)


def conv_norm(
    c_in: int, c_out: int, kernel, stride: int = 1, dilation: int = 1, groups: int = 1, bias: bool = False, act: nn.Module | None = None
) -> nn.Sequential:
    """Convolution that keeps the size at stride 1, batch norm, and `act` if given. `kernel` is a number or (rows, columns)."""
    rows, columns = (kernel, kernel) if isinstance(kernel, int) else kernel
    padding = (rows // 2 * dilation, columns // 2 * dilation)
    conv = nn.Conv2d(c_in, c_out, (rows, columns), stride, padding, dilation, groups, bias)
    return nn.Sequential(conv, nn.BatchNorm2d(c_out), *([] if act is None else [act]))


class InvertedResidual(nn.Module):
    """MobileNetV2 block: 1x1 to `hidden` channels (left out where it would not widen), depthwise 3x3, linear 1x1; a sum where shapes agree."""

    def __init__(self, c_in: int, c_out: int, stride: int, hidden: int, act=nn.ReLU6, residual: bool = True):
        super().__init__()
        widen = [] if hidden == c_in else [conv_norm(c_in, hidden, 1, act=act(inplace=True))]
        depthwise = conv_norm(hidden, hidden, 3, stride, groups=hidden, act=act(inplace=True))
        self.f = nn.Sequential(*widen, depthwise, conv_norm(hidden, c_out, 1))
        self.residual = residual and stride == 1 and c_in == c_out

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.f(x) if self.residual else self.f(x)


class MobileNetV2Encoder(nn.Module):
    """Features of MobileNetV2 (Sandler et al. 2018) at strides 2, 4, 8, 16 and, with `stages` = 5, 32 (1280 channels)."""

    SETTINGS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
    """Expansion, channels, repeats, first stride."""

    def __init__(self, in_channels: int = 3, stages: int = 5, width: float = 1.0):
        super().__init__()
        self.channels = tuple(scaled(c, width) for c in (16, 24, 32, 96, 1280)[:stages])
        c = scaled(32, width)
        groups = [[conv_norm(in_channels, c, 3, 2, act=nn.ReLU6(inplace=True))]]
        for t, c_out, n, stride in self.SETTINGS[: 5 if stages == 4 else 7]:
            c_out = scaled(c_out, width)
            if stride == 2:
                groups.append([])
            for i in range(n):
                groups[-1].append(InvertedResidual(c, c_out, stride if i == 0 else 1, t * c))
                c = c_out
        if stages == 5:
            groups[-1].append(conv_norm(c, self.channels[-1], 1, act=nn.ReLU6(inplace=True)))
        self.stages = nn.ModuleList(nn.Sequential(*g) for g in groups)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        return features


def bilinear(x: torch.Tensor, scale: int = 2) -> torch.Tensor:
    """Bilinear upsampling by a whole factor, align_corners=False."""
    return F.interpolate(x, scale_factor=float(scale), mode="bilinear", align_corners=False)


def nearest(x: torch.Tensor) -> torch.Tensor:
    """Nearest-neighbour upsampling by two."""
    return F.interpolate(x, scale_factor=2.0, mode="nearest")

"""Fast-SCNN (Poudel et al. 2019): learning to downsample, global features with pyramid pooling, feature fusion, classifier."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import InvertedResidual, bilinear, conv_norm, scaled


def relu() -> nn.Module:
    return nn.ReLU(inplace=True)


def separable(c_in: int, c_out: int, stride: int = 1) -> nn.Sequential:
    """Depthwise 3x3 and 1x1, each with batch norm and ReLU."""
    return nn.Sequential(conv_norm(c_in, c_in, 3, stride, groups=c_in, act=relu()), conv_norm(c_in, c_out, 1, act=relu()))


class PyramidPooling(nn.Module):
    """Averages over 1, 2x2, 3x3 and 6x6 areas, each through a 1x1 convolution, beside the map itself.

    The areas are the windows of one ordinary average pooling. Where the map divides by the area count they are those of adaptive pooling; elsewhere
    adaptive pooling would have windows of several sizes, which ONNX cannot say in one operator. The map is at least 6x6.
    """

    SIZES = (1, 2, 3, 6)

    def __init__(self, c_in: int, c_out: int):
        super().__init__()
        self.branches = nn.ModuleList(conv_norm(c_in, c_in // 4, 1, act=relu()) for _ in self.SIZES)
        self.out = conv_norm(c_in + 4 * (c_in // 4), c_out, 1, act=relu())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        maps = [x]
        for size, branch in zip(self.SIZES, self.branches):
            extent = [int(n) for n in x.shape[2:]]
            stride = [n // size for n in extent]
            y = branch(F.avg_pool2d(x, [n - (size - 1) * s for n, s in zip(extent, stride)], stride))
            maps.append(F.interpolate(y, size=extent, mode="bilinear", align_corners=False))
        return self.out(torch.cat(maps, dim=1))


class FastSCNN(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 32 and are at least 192. `width` scales every channel count."""

    def __init__(self, in_channels: int = 3, width: float = 1.0):
        super().__init__()
        a, b, c, d, e = (scaled(n, width) for n in (32, 48, 64, 96, 128))
        self.down = nn.Sequential(conv_norm(in_channels, a, 3, 2, act=relu()), separable(a, b, 2), separable(b, c, 2))
        stages, last = [], c
        for c_out, stride in ((c, 2), (d, 2), (e, 1)):
            for i in range(3):
                stages.append(InvertedResidual(last, c_out, stride if i == 0 else 1, 6 * last, act=nn.ReLU))
                last = c_out
        self.features = nn.Sequential(*stages, PyramidPooling(e, e))
        self.deep = nn.Sequential(conv_norm(e, e, 3, dilation=4, groups=e, act=relu()), conv_norm(e, e, 1, bias=True))
        self.shallow = conv_norm(c, e, 1, bias=True)
        self.classifier = nn.Sequential(separable(e, e), separable(e, e), nn.Dropout(0.1), nn.Conv2d(e, 1, 1))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x = self.down(image)
        y = F.relu(self.shallow(x) + self.deep(bilinear(self.features(x), 4)))
        return bilinear(self.classifier(y), 8)

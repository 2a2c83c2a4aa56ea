"""ESPNet (Mehta et al. 2018), p = 2, q = 8: spatial pyramids of dilated convolutions, summed hierarchically, and a light decoder."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import conv_norm, scaled


def norm_act(c: int) -> nn.Sequential:
    return nn.Sequential(nn.BatchNorm2d(c, eps=1e-3), nn.PReLU(c))


class Pyramid(nn.Module):
    """Reduce to a fifth of the channels, five dilations (1 to 16), sums of what is coarser, joined; the input added where shapes agree."""

    DILATIONS = (1, 2, 4, 8, 16)

    def __init__(self, c_in: int, c_out: int, stride: int = 1, residual: bool = True):
        super().__init__()
        n = c_out // len(self.DILATIONS)
        first = c_out - (len(self.DILATIONS) - 1) * n
        self.reduce = nn.Conv2d(c_in, n, 3 if stride == 2 else 1, stride, 1 if stride == 2 else 0, bias=False)
        self.branches = nn.ModuleList(
            nn.Conv2d(n, first if d == 1 else n, 3, padding=d, dilation=d, bias=False) for d in self.DILATIONS
        )
        self.out, self.residual = norm_act(c_out), residual and stride == 1 and c_in == c_out

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        r = self.reduce(x)
        finest, *maps = [branch(r) for branch in self.branches]
        for i in range(1, len(maps)):
            maps[i] = maps[i] + maps[i - 1]
        y = torch.cat((finest, *maps), dim=1)
        return self.out(y + x if self.residual else y)


class ESPNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 8. The decoder is `decoder` channels wide (in the paper: the classes, 20)."""

    def __init__(self, in_channels: int = 3, decoder: int = 20, classes: int = 1, p: int = 2, q: int = 8, width: float = 1.0):
        super().__init__()
        i, d = in_channels, decoder
        a, b, c = (scaled(n, width) for n in (16, 64, 128))
        self.level1, self.join1 = conv_norm(i, a, 3, 2, act=nn.PReLU(a)), norm_act(a + i)
        self.down2, self.level2 = Pyramid(a + i, b, 2), nn.Sequential(*(Pyramid(b, b) for _ in range(p)))
        self.join2 = norm_act(2 * b + i)
        self.down3, self.level3 = Pyramid(2 * b + i, c, 2), nn.Sequential(*(Pyramid(c, c) for _ in range(q)))
        self.join3 = nn.Sequential(norm_act(2 * c), nn.Conv2d(2 * c, d, 1, bias=False), nn.BatchNorm2d(d))
        self.up3, self.skip2 = nn.ConvTranspose2d(d, d, 2, 2, bias=False), nn.Conv2d(2 * b + i, d, 1, bias=False)
        self.mix2 = nn.Sequential(norm_act(2 * d), Pyramid(2 * d, d, residual=False))
        self.up2 = nn.Sequential(nn.ConvTranspose2d(d, d, 2, 2, bias=False), norm_act(d))
        self.mix1 = conv_norm(a + i + d, d, 3, act=nn.PReLU(d))
        self.head = nn.ConvTranspose2d(d, classes, 2, 2, bias=False)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        half = F.avg_pool2d(image, 3, 2, 1)
        quarter = F.avg_pool2d(half, 3, 2, 1)
        x1 = self.join1(torch.cat((self.level1(image), half), dim=1))
        d2 = self.down2(x1)
        x2 = self.join2(torch.cat((self.level2(d2), d2, quarter), dim=1))
        d3 = self.down3(x2)
        x3 = self.join3(torch.cat((d3, self.level3(d3)), dim=1))
        y2 = self.up2(self.mix2(torch.cat((self.skip2(x2), self.up3(x3)), dim=1)))
        return self.head(self.mix1(torch.cat((y2, x1), dim=1)))

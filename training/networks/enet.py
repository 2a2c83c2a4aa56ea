"""ENet (Paszke et al. 2016): bottlenecks with dilated and asymmetric convolutions, PReLU, max-unpooling by remembered indices."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import conv_norm, scaled


def middle(c: int, kind: str) -> nn.Sequential:
    """`regular`, `dilated4` or `asymmetric5`: the spatial convolution of a bottleneck."""
    if kind.startswith("asymmetric"):
        k = int(kind[len("asymmetric") :])
        return nn.Sequential(nn.Conv2d(c, c, (k, 1), padding=(k // 2, 0), bias=False), conv_norm(c, c, (1, k), act=nn.PReLU()))
    dilation = int(kind[len("dilated") :]) if kind.startswith("dilated") else 1
    return conv_norm(c, c, 3, dilation=dilation, act=nn.PReLU())


class Bottleneck(nn.Module):
    """1x1 to a quarter of the channels, `kind`, 1x1 back; a sum; PReLU."""

    def __init__(self, c: int, kind: str, dropout: float):
        super().__init__()
        inner = c // 4
        self.f = nn.Sequential(conv_norm(c, inner, 1, act=nn.PReLU()), middle(inner, kind), conv_norm(inner, c, 1), nn.Dropout2d(dropout))
        self.act = nn.PReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.act(x + self.f(x))


class Down(nn.Module):
    """Halves the size: 2x2 convolution at stride 2 in the bottleneck beside a max pooling padded with channels of zeros."""

    def __init__(self, c_in: int, c_out: int, dropout: float):
        super().__init__()
        inner, self.zeros = c_in // 4, c_out - c_in
        first = nn.Sequential(nn.Conv2d(c_in, inner, 2, 2, bias=False), nn.BatchNorm2d(inner), nn.PReLU())
        self.f = nn.Sequential(first, middle(inner, "regular"), conv_norm(inner, c_out, 1), nn.Dropout2d(dropout))
        self.act = nn.PReLU()

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        main, indices = F.max_pool2d(x, 2, return_indices=True)
        return self.act(F.pad(main, (0, 0, 0, 0, 0, self.zeros)) + self.f(x)), indices


class Up(nn.Module):
    """Doubles the size: transposed 3x3 in the bottleneck beside an unpooling."""

    def __init__(self, c_in: int, c_out: int, dropout: float):
        super().__init__()
        inner = c_in // 4
        wide = nn.Sequential(nn.ConvTranspose2d(inner, inner, 3, 2, 1, 1, bias=False), nn.BatchNorm2d(inner), nn.PReLU())
        self.main = conv_norm(c_in, c_out, 1)
        self.f = nn.Sequential(conv_norm(c_in, inner, 1, act=nn.PReLU()), wide, conv_norm(inner, c_out, 1), nn.Dropout2d(dropout))
        self.act = nn.PReLU()

    def forward(self, x: torch.Tensor, indices: torch.Tensor) -> torch.Tensor:
        return self.act(F.max_unpool2d(self.main(x), indices, 2) + self.f(x))


class ENet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 8."""

    CYCLE = ("regular", "dilated2", "asymmetric5", "dilated4", "regular", "dilated8", "asymmetric5", "dilated16")

    def __init__(self, in_channels: int = 3, width: float = 1.0):
        super().__init__()
        a, b, c = (scaled(n, width) for n in (16, 64, 128))
        self.stem, self.norm = nn.Conv2d(in_channels, a - in_channels, 3, 2, 1, bias=False), nn.Sequential(nn.BatchNorm2d(a), nn.PReLU())
        self.down1, self.stage1 = Down(a, b, 0.01), nn.Sequential(*(Bottleneck(b, "regular", 0.01) for _ in range(4)))
        self.down2 = Down(b, c, 0.1)
        self.stage2, self.stage3 = (nn.Sequential(*(Bottleneck(c, kind, 0.1) for kind in self.CYCLE)) for _ in range(2))
        self.up4, self.stage4 = Up(c, b, 0.1), nn.Sequential(*(Bottleneck(b, "regular", 0.1) for _ in range(2)))
        self.up5, self.stage5 = Up(b, a, 0.1), Bottleneck(a, "regular", 0.1)
        self.head = nn.ConvTranspose2d(a, 1, 2, 2)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x = self.norm(torch.cat((self.stem(image), F.max_pool2d(image, 2)), dim=1))
        x, first = self.down1(x)
        x, second = self.down2(self.stage1(x))
        x = self.stage4(self.up4(self.stage3(self.stage2(x)), second))
        return self.head(self.stage5(self.up5(x, first)))

"""ERFNet (Romera et al. 2018): residual blocks of factorised 3x1 and 1x3 convolutions, dilated in the depth of the net."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import scaled


class NonBottleneck1d(nn.Module):
    """3x1, 1x3, then both again with `dilation`; batch norm after each pair; a sum; ReLU."""

    def __init__(self, c: int, dropout: float, dilation: int = 1):
        super().__init__()
        steps = []
        for d in (1, dilation):
            steps += [nn.Conv2d(c, c, (3, 1), padding=(d, 0), dilation=(d, 1)), nn.ReLU(inplace=True)]
            steps += [nn.Conv2d(c, c, (1, 3), padding=(0, d), dilation=(1, d)), nn.BatchNorm2d(c, eps=1e-3), nn.ReLU(inplace=True)]
        self.f = nn.Sequential(*steps[:-1], nn.Dropout2d(dropout))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.f(x))


class Down(nn.Module):
    """3x3 convolution at stride 2 beside a max pooling, joined."""

    def __init__(self, c_in: int, c_out: int):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(c_in, c_out - c_in, 3, 2, 1), nn.BatchNorm2d(c_out, eps=1e-3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(self.norm(torch.cat((self.conv(x), F.max_pool2d(x, 2)), dim=1)))


def up(c_in: int, c_out: int) -> nn.Sequential:
    return nn.Sequential(nn.ConvTranspose2d(c_in, c_out, 3, 2, 1, 1), nn.BatchNorm2d(c_out, eps=1e-3), nn.ReLU(inplace=True))


class ERFNet(nn.Module):
    """Image (N, C, H, W) to logits (N, classes, H, W); H and W divide by 8."""

    def __init__(self, in_channels: int = 3, classes: int = 1, width: float = 1.0):
        super().__init__()
        a, b, c = (scaled(n, width) for n in (16, 64, 128))
        dilated = (NonBottleneck1d(c, 0.3, d) for d in (2, 4, 8, 16) * 2)
        self.encoder = nn.Sequential(Down(in_channels, a), Down(a, b), *(NonBottleneck1d(b, 0.03) for _ in range(5)), Down(b, c), *dilated)
        self.decoder = nn.Sequential(up(c, b), NonBottleneck1d(b, 0), NonBottleneck1d(b, 0), up(b, a), NonBottleneck1d(a, 0), NonBottleneck1d(a, 0))
        self.head = nn.ConvTranspose2d(a, classes, 2, 2)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.head(self.decoder(self.encoder(image)))

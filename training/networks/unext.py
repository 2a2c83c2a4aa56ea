"""UNeXt-S (Valanarasu and Patel 2022): three convolution levels, two of shifted, tokenized MLPs with layer norm."""
import torch
from torch import nn
from torch.nn import functional as F

from .blocks import bilinear


class ChannelNorm(nn.Module):
    """Layer norm over the channels of an NCHW map."""

    def __init__(self, c: int):
        super().__init__()
        self.norm = nn.LayerNorm(c)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def shift(x: torch.Tensor, axis: int) -> torch.Tensor:
    """Five parts of the channels moved by -2 to 2 pixels along rows (axis 2) or columns (3); zeros come in at the border."""
    padded, n = F.pad(x, (2, 2, 2, 2)), x.shape[axis]
    part = -(-x.shape[1] // 5)
    # Every size is given: from a single one PyTorch 1.13 exports five equal parts, which are more channels than there are.
    parts = torch.split(padded, [part] * 4 + [x.shape[1] - 4 * part], dim=1)
    other = 5 - axis
    return torch.cat([p.narrow(axis, 4 - i, n).narrow(other, 2, x.shape[other]) for i, p in enumerate(parts)], dim=1)


class ShiftedMlp(nn.Module):
    """x + MLP(norm(x)): shift columns, 1x1, depthwise 3x3, GELU, shift rows, 1x1."""

    def __init__(self, c: int):
        super().__init__()
        self.norm, self.fc1, self.fc2 = ChannelNorm(c), nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 1)
        self.depthwise = nn.Conv2d(c, c, 3, padding=1, groups=c)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.gelu(self.depthwise(self.fc1(shift(self.norm(x), 2))))
        return x + self.fc2(shift(y, 3))


def conv_bn(c_in: int, c_out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, c_out, 3, padding=1), nn.BatchNorm2d(c_out))


class UNeXtS(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 32."""

    def __init__(self, in_channels: int = 3, channels: tuple[int, ...] = (8, 16, 32, 64, 128)):
        super().__init__()
        a, b, c, d, e = channels
        self.enc = nn.ModuleList((conv_bn(in_channels, a), conv_bn(a, b), conv_bn(b, c)))
        tokens = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, 2, 1), ChannelNorm(o), ShiftedMlp(o), ChannelNorm(o))
        self.deep = nn.ModuleList((tokens(c, d), tokens(d, e)))
        self.dec = nn.ModuleList((conv_bn(e, d), conv_bn(d, c), conv_bn(c, b), conv_bn(b, a)))
        self.mlp = nn.ModuleList(nn.Sequential(ShiftedMlp(w), ChannelNorm(w)) for w in (d, c))
        self.last, self.head = nn.Conv2d(a, a, 3, padding=1), nn.Conv2d(a, 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x, skips = image, []
        for stage in self.enc:
            x = F.relu(F.max_pool2d(stage(x), 2))
            skips.append(x)
        for stage in self.deep:
            x = stage(x)
            skips.append(x)
        skips.pop()
        for i, stage in enumerate(self.dec):
            x = F.relu(bilinear(stage(x))) + skips.pop()
            x = self.mlp[i](x) if i < len(self.mlp) else x
        return self.head(F.relu(bilinear(self.last(x))))

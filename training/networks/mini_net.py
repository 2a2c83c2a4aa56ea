"""Mini-Net (Javed, Khan et al., arXiv 2405.17520), a reconstruction: the paper has neither code nor a readable method section.

Dual multi-residual (DMRes) and Expand-Squeeze (ES) blocks; 36,541 trainable parameters, 0.424 GMAC at 256x256x3. Every convolution has a bias.
"""
import torch
from torch import nn
from torch.nn import functional as F


class ExpandSqueeze(nn.Module):
    """ReLU, depthwise kxk, two 1x1 convolutions, batch norm: linear after the depthwise one, so that `merge` makes one 1x1 of them."""

    def __init__(self, c: int, kernel: int):
        super().__init__()
        self.depthwise = nn.Conv2d(c, c, kernel, padding=kernel // 2, groups=c)
        self.tail = nn.Sequential(nn.Conv2d(c, c, 1), nn.Conv2d(c, c, 1), nn.BatchNorm2d(c))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.tail(self.depthwise(F.relu(x)))

    def merge(self) -> None:
        """Replaces the two 1x1 convolutions and the batch norm, with its running statistics, by the one 1x1 that they equal."""
        first, second, norm = self.tail
        scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
        a, b = (m.weight[:, :, 0, 0].double() for m in (first, second))
        one = nn.Conv2d(first.in_channels, second.out_channels, 1)
        with torch.no_grad():
            one.weight.copy_((scale[:, None] * (b @ a))[:, :, None, None])
            one.bias.copy_(scale * (b @ first.bias.double() + second.bias.double() - norm.running_mean.double()) + norm.bias.double())
        self.tail = one


def conv_bn(c_in: int, c_out: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2), nn.BatchNorm2d(c_out))


def up(c_in: int, c_out: int) -> nn.Sequential:
    """Transposed 3x3 convolution to twice the size."""
    return nn.Sequential(nn.ConvTranspose2d(c_in, c_out, 3, 2, 1, 1), nn.BatchNorm2d(c_out))


class DualMultiResidual(nn.Module):
    """a = ES3(x) + ES5(x); b = BN(Conv1x1(ReLU(a))) + a; ReLU(ES3'(b) + ES5'(b) + BN(Conv1x1(x)))."""

    def __init__(self, c: int):
        super().__init__()
        self.a3, self.a5 = ExpandSqueeze(c, 3), ExpandSqueeze(c, 5)
        self.middle, self.shortcut = conv_bn(c, c, 1), conv_bn(c, c, 1)
        self.b3, self.b5 = ExpandSqueeze(c, 3), ExpandSqueeze(c, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = self.a3(x) + self.a5(x)
        b = self.middle(F.relu(a)) + a
        return F.relu(self.b3(b) + self.b5(b) + self.shortcut(x))


class MiniNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 4."""

    def __init__(self, in_channels: int = 3, channels: tuple[int, int, int] = (8, 16, 32)):
        super().__init__()
        a, b, c = channels
        self.stem, self.enc1 = conv_bn(in_channels, a, 3), DualMultiResidual(a)
        self.down2, self.enc2 = conv_bn(a, b, 3, 2), DualMultiResidual(b)
        self.down3, self.middle = conv_bn(b, c, 3, 2), DualMultiResidual(c)
        self.up2, self.dec2, self.skip2 = up(c, b), DualMultiResidual(b), conv_bn(b, b, 1)
        self.up1, self.dec1, self.skip1 = up(b, a), DualMultiResidual(a), conv_bn(a, a, 1)
        self.head = nn.Sequential(*conv_bn(a, 1, 1), nn.ReLU(), nn.Conv2d(1, 1, 1))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x1 = self.enc1(self.stem(image))
        x2 = self.enc2(self.down2(x1))
        y = self.middle(self.down3(x2))
        y = self.dec2(self.up2(y)) + self.skip2(x2)
        y = self.dec1(self.up1(y)) + self.skip1(x1)
        return self.head(y)

    def merge(self) -> "MiniNet":
        """The same function with every Expand-Squeeze block merged, in place; for inference.

        28,395 parameters remain once the other batch norms are folded too."""
        for block in [m for m in self.modules() if isinstance(m, ExpandSqueeze)]:
            block.merge()
        return self

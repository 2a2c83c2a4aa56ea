"""Half-UNet of the DSB2018 comparison (Liu 2026), reconstructed from its published size: a U-Net of 16, 32 and 64 channels with two poolings."""
import torch
from torch import nn


def pair(c_in: int, c_out: int) -> nn.Sequential:
    """Two 3x3 convolutions, each with batch norm and ReLU."""
    steps = []
    for c in (c_in, c_out):
        steps += [nn.Conv2d(c, c_out, 3, padding=1), nn.BatchNorm2d(c_out), nn.ReLU(inplace=True)]
    return nn.Sequential(*steps)


class HalfUNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 4."""

    def __init__(self, in_channels: int = 3, channels: tuple[int, int, int] = (16, 32, 64)):
        super().__init__()
        a, b, c = channels
        self.enc1, self.enc2, self.middle = pair(in_channels, a), pair(a, b), pair(b, c)
        self.up2, self.dec2 = nn.ConvTranspose2d(c, b, 2, 2), pair(2 * b, b)
        self.up1, self.dec1 = nn.ConvTranspose2d(b, a, 2, 2), pair(2 * a, a)
        self.head = nn.Conv2d(a, 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x1 = self.enc1(image)
        x2 = self.enc2(nn.functional.max_pool2d(x1, 2))
        x3 = self.middle(nn.functional.max_pool2d(x2, 2))
        y2 = self.dec2(torch.cat((self.up2(x3), x2), dim=1))
        y1 = self.dec1(torch.cat((self.up1(y2), x1), dim=1))
        return self.head(y1)

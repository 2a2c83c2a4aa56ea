"""Mobile-UNet (Jing et al. 2022): MobileNetV2 encoder; decoder of transposed convolutions and inverted residuals over joined skips."""
import torch
from torch import nn

from .blocks import InvertedResidual, MobileNetV2Encoder, bilinear


class MobileUNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 32."""

    def __init__(self, in_channels: int = 3, width: float = 1.0):
        super().__init__()
        self.encoder = MobileNetV2Encoder(in_channels, width=width)
        *skips, c = self.encoder.channels
        self.up, self.mix = nn.ModuleList(), nn.ModuleList()
        for skip in reversed(skips):
            self.up.append(nn.ConvTranspose2d(c, skip, 4, 2, 1))
            self.mix.append(InvertedResidual(2 * skip, skip, 1, 12 * skip))
            c = skip
        self.head = nn.Sequential(nn.Conv2d(c, 3, 1), nn.Conv2d(3, 1, 1))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        *skips, x = self.encoder(image)
        for up, mix in zip(self.up, self.mix):
            x = mix(torch.cat((skips.pop(), up(x)), dim=1))
        return bilinear(self.head(x))

"""MobileNetV2-UNet of the DSB2018 comparison (Liu 2026): MobileNetV2 encoder, five-stage U-Net decoder, nearest upsampling."""
import torch
from torch import nn

from .blocks import MobileNetV2Encoder, conv_norm, nearest, scaled


class MobileNetV2UNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 32."""

    def __init__(self, in_channels: int = 3, width: float = 1.0):
        super().__init__()
        self.encoder = MobileNetV2Encoder(in_channels, width=width)
        *skips, c = self.encoder.channels
        self.decoder = nn.ModuleList()
        for skip, c_out in zip([*reversed(skips), 0], (256, 128, 64, 32, 16)):
            c_out = scaled(c_out, width)
            first, second = (conv_norm(i, c_out, 3, act=nn.ReLU(inplace=True)) for i in (c + skip, c_out))
            self.decoder.append(nn.Sequential(first, second))
            c = c_out
        self.head = nn.Conv2d(c, 1, 3, padding=1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        *skips, x = self.encoder(image)
        for stage in self.decoder:
            x = nearest(x)
            x = stage(torch.cat((x, skips.pop()), dim=1) if skips else x)
        return self.head(x)

"""M2U-Net (Laibacher et al. 2018): MobileNetV2 encoder to stride 16, contractive bottlenecks in the decoder."""
import torch
from torch import nn

from .blocks import InvertedResidual, MobileNetV2Encoder, bilinear, scaled


class M2UNet(nn.Module):
    """Image (N, C, H, W) to logit (N, 1, H, W); H and W divide by 16."""

    CONTRACTION = 0.15

    def __init__(self, in_channels: int = 3, width: float = 1.0):
        super().__init__()
        self.encoder = MobileNetV2Encoder(in_channels, stages=4, width=width)
        c1, c2, c3, c4 = self.encoder.channels
        d3, d2, d1 = (scaled(c, width) for c in (44, 36, 20))
        pairs = ((c4 + c3, d3), (d3 + c2, d2), (d2 + c1, d1), (d1 + in_channels, 1))
        self.decoder = nn.ModuleList(InvertedResidual(i, o, 1, int(round(i * self.CONTRACTION))) for i, o in pairs)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        *skips, x = [image, *self.encoder(image)]
        for stage in self.decoder:
            x = stage(torch.cat((bilinear(x), skips.pop()), dim=1))
        return x

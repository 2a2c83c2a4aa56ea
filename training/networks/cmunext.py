"""CMUNeXt-XXS ("Mobile-CMUNeXt", Carvalho and Vestias 2025): the flagship network.

A five-level U-Net of depthwise-separable residual blocks. The defaults give the published network:
40,837 parameters, 0.3821 GMAC of convolution at 256x256x3. Shapes are NCHW.
"""
from dataclasses import dataclass
from typing import Callable

import torch
from torch import nn

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "relu": lambda: nn.ReLU(inplace=True),
    "hardswish": lambda: nn.Hardswish(inplace=True),
    "leakyrelu": lambda: nn.LeakyReLU(0.01, inplace=True),
    "gelu": nn.GELU,
}


@dataclass(frozen=True)
class CMUNeXtConfig:
    """What distinguishes one member of the family from another."""

    in_channels: int = 3
    channels: tuple[int, ...] = (8, 10, 12, 16, 24)
    blocks: tuple[int, ...] = (3, 1, 1, 1, 2)
    kernels: tuple[int, ...] = (3, 3, 7, 7, 9)
    decoder_groups: int = 2
    activation: str = "relu"
    order: str = "conv-bn-act"
    """`conv-bn-act` folds exactly; `conv-act-bn` is the published order."""
    upsample: str = "bilinear"


def conv_unit(config: CMUNeXtConfig, c_in: int, c_out: int, kernel: int, groups: int = 1) -> nn.Sequential:
    """Same-padded convolution with bias, batch norm and activation in the configured order."""
    conv = nn.Conv2d(c_in, c_out, kernel, padding=kernel // 2, groups=groups)
    norm, act = nn.BatchNorm2d(c_out), ACTIVATIONS[config.activation]()
    if config.order == "conv-bn-act":
        return nn.Sequential(conv, norm, act)
    if config.order == "conv-act-bn":
        return nn.Sequential(conv, act, norm)
    raise ValueError(f"order {config.order!r} is neither conv-bn-act nor conv-act-bn")


class Residual(nn.Module):
    """x + f(x)."""

    def __init__(self, f: nn.Module):
        super().__init__()
        self.f = f

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.f(x)


def mixer_block(config: CMUNeXtConfig, c: int, kernel: int) -> nn.Sequential:
    """Two residual depthwise convolutions, then expand (c -> 4c) and squeeze (4c -> c)."""
    return nn.Sequential(
        Residual(conv_unit(config, c, c, kernel, groups=c)),
        Residual(conv_unit(config, c, c, kernel, groups=c)),
        conv_unit(config, c, 4 * c, 1),
        conv_unit(config, 4 * c, c, 1),
    )


class EncoderStage(nn.Module):
    """`blocks` mixer blocks at c_in channels, then a 3x3 convolution to c_out."""

    def __init__(self, config: CMUNeXtConfig, c_in: int, c_out: int, kernel: int, blocks: int):
        super().__init__()
        self.blocks = nn.Sequential(*(mixer_block(config, c_in, kernel) for _ in range(blocks)))
        self.out = conv_unit(config, c_in, c_out, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.out(self.blocks(x))


class DecoderStage(nn.Module):
    """Upsample x2, 3x3 convolution, add the skip, then a grouped 3x3 and an expand-squeeze pair."""

    def __init__(self, config: CMUNeXtConfig, c_in: int, c_out: int):
        super().__init__()
        self.mode = config.upsample
        self.up = conv_unit(config, c_in, c_out, 3)
        self.fuse = nn.Sequential(
            conv_unit(config, c_out, c_out, 3, groups=config.decoder_groups),
            conv_unit(config, c_out, 4 * c_out, 1),
            conv_unit(config, 4 * c_out, c_out, 1),
        )

    def forward(self, x: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        corners = {"align_corners": False} if self.mode == "bilinear" else {}
        x = nn.functional.interpolate(x, scale_factor=2.0, mode=self.mode, **corners)
        return self.fuse(self.up(x) + skip)


class CMUNeXt(nn.Module):
    """Image (N, in_channels, H, W) in 0..1 to logit (N, 1, H, W); H and W divide by 16. Mask = logit > 0."""

    def __init__(self, config: CMUNeXtConfig = CMUNeXtConfig()):
        super().__init__()
        c, self.config = config.channels, config
        self.stem = conv_unit(config, config.in_channels, c[0], 3)
        inputs = (c[0],) + c[:-1]
        self.enc = nn.ModuleList(
            EncoderStage(config, i, o, k, n) for i, o, k, n in zip(inputs, c, config.kernels, config.blocks)
        )
        self.dec = nn.ModuleList(DecoderStage(config, c[i + 1], c[i]) for i in range(len(c) - 1))
        self.head = nn.Conv2d(c[0], 1, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        x, skips = self.stem(image), []
        for i, stage in enumerate(self.enc):
            x = stage(x if i == 0 else nn.functional.max_pool2d(x, 2))
            skips.append(x)
        for i in reversed(range(len(self.dec))):
            x = self.dec[i](x, skips[i])
        return self.head(x)


def parameter_count(model: nn.Module) -> int:
    """Trainable parameters."""
    return sum(p.numel() for p in model.parameters())


def cmunext_xxs(**overrides) -> CMUNeXt:
    """CMUNeXt-XXS; with the default widths its parameter count is asserted to be the published 40,837."""
    model = CMUNeXt(CMUNeXtConfig(**overrides))
    shape = ("in_channels", "channels", "blocks", "kernels", "decoder_groups")
    if not any(name in overrides for name in shape):
        assert parameter_count(model) == 40_837, f"CMUNeXt-XXS has {parameter_count(model):,} parameters, not 40,837"
    return model

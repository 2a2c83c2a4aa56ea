"""The networks that FpgaSeg trains and exports: `NETWORKS` names every one, `build` makes it."""
from dataclasses import dataclass, field
from typing import Callable

from torch import nn

from .cmunext import cmunext_xxs
from .cmunext_original import CMUNeXtOriginal
from .enet import ENet
from .erfnet import ERFNet
from .espnet import ESPNet
from .fast_scnn import FastSCNN
from .half_unet import HalfUNet
from .m2u_net import M2UNet
from .mini_net import MiniNet
from .mobile_unet import MobileUNet
from .mobilenetv2_unet import MobileNetV2UNet
from .u_lite import ULite
from .unext import UNeXtS


@dataclass(frozen=True)
class Network:
    """One entry of the registry. Published figures are None where its paper gives none; `note` says what they refer to where it is not this very net."""

    build: Callable[..., nn.Module]
    options: dict = field(default_factory=dict)
    reduced: dict = field(default_factory=dict)
    """Options that make a network of the same structure whose file stays below 300 kB."""
    reduced_size: int = 64
    channels: int = 3
    size: int = 256
    parameters: int | None = None
    """Published trainable parameters, to the digits that were published."""
    gmac: float | None = None
    """Published giga multiply-accumulates of convolutions at channels x size x size."""
    note: str = ""


NETWORKS: dict[str, Network] = {
    "cmunext-xxs": Network(cmunext_xxs, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-published-order": Network(cmunext_xxs, {"order": "conv-act-bn"}, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-hardswish": Network(cmunext_xxs, {"activation": "hardswish"}, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-published-order-hardswish": Network(cmunext_xxs, {"order": "conv-act-bn", "activation": "hardswish"}, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-leakyrelu": Network(cmunext_xxs, {"activation": "leakyrelu"}, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-gelu": Network(cmunext_xxs, {"activation": "gelu"}, parameters=40_837, gmac=0.3821),
    "cmunext-xxs-nearest": Network(cmunext_xxs, {"upsample": "nearest"}, parameters=40_837, gmac=0.3821),
    "cmunext-s": Network(CMUNeXtOriginal, {"variant": "s"}, parameters=417_500, gmac=1.012, reduced={"width": 0.25}),
    "cmunext-base": Network(CMUNeXtOriginal, {"variant": "base"}, parameters=3_149_000, gmac=7.231, reduced={"width": 0.125}),
    "cmunext-l": Network(CMUNeXtOriginal, {"variant": "l"}, parameters=8_287_000, gmac=16.853, reduced={"width": 0.07}),
    "mini-net": Network(MiniNet, parameters=36_541, gmac=0.424, note="reconstruction; the paper says below 38,000 parameters"),
    "half-unet": Network(HalfUNet, parameters=117_681, gmac=1.606, note="reconstruction from the published 0.118 M", reduced={"channels": (8, 16, 32)}),
    "mobilenetv2-unet": Network(MobileNetV2UNet, parameters=6_628_945, reduced={"width": 0.08}),
    "fast-scnn": Network(FastSCNN, parameters=1_135_729, reduced={"width": 0.2}, reduced_size=192),
    "fast-scnn-reduced": Network(
        FastSCNN, {"width": 0.35}, parameters=154_000, note="reduced width chosen to meet the published 0.154 M", reduced={"width": 0.2}, reduced_size=192
    ),
    "enet": Network(ENet, parameters=370_000, note="paper: 0.37 M", reduced={"width": 0.4}),
    "erfnet": Network(ERFNet, parameters=2_060_000, note="paper: 2.06 M with 20 classes", reduced={"width": 0.16}),
    "espnet": Network(ESPNet, parameters=364_000, note="paper: 0.364 M with 20 classes", reduced={"width": 0.4, "q": 4}),
    "m2u-net": Network(M2UNet, parameters=550_000, note="paper: 0.55 M", reduced={"width": 0.25}),
    "mobile-unet": Network(MobileUNet, note="built from the paper's text; no count at hand", reduced={"width": 0.09}),
    "u-lite": Network(ULite, parameters=878_000, note="paper: 878 K", reduced={"channels": (4, 8, 16, 32, 64, 128)}),
    "unext-s": Network(UNeXtS, parameters=250_000, note="authors: 0.25 M", reduced={"channels": (4, 8, 16, 20, 40)}),
}


def build(name: str, in_channels: int | None = None, **options) -> nn.Module:
    """The network `name` with its registered options, overridden by `options`."""
    if name not in NETWORKS:
        raise SystemExit(f"network {name!r} is none of {', '.join(NETWORKS)}")
    entry = NETWORKS[name]
    return entry.build(in_channels=in_channels or entry.channels, **(entry.options | options))

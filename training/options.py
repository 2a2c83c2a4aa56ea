"""Command-line options that choose a network and vary its images; shared by training, export and fine-tuning."""
import argparse
import ast

from torch import nn

import networks
from networks.cmunext import ACTIVATIONS


def add_network(p: argparse.ArgumentParser) -> None:
    p.add_argument("--network", default="cmunext-xxs", metavar="NAME", help=f"one of {', '.join(networks.NETWORKS)}")
    p.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="constructor option of the network, such as width=0.5; may be repeated")
    p.add_argument("--in-channels", type=int, help="channels of the image (default: the network's)")
    p.add_argument("--order", choices=["conv-bn-act", "conv-act-bn"], help="CMUNeXt-XXS: order of the operators")
    p.add_argument("--activation", choices=sorted(ACTIVATIONS), help="CMUNeXt-XXS: the activation")
    p.add_argument("--upsample", choices=["bilinear", "nearest"], help="CMUNeXt-XXS: the upsampling")


def add_augmentation(p: argparse.ArgumentParser) -> None:
    p.add_argument("--crop", type=int, default=0, help="augment with random crops of this size; 0: no augmentation")
    p.add_argument("--scale", type=float, nargs=2, default=(0.8, 1.25), metavar=("LOW", "HIGH"), help="with --crop: how far images are shrunk and enlarged")
    p.add_argument("--jitter", type=float, default=1.0, help="with --crop: strength of the changes of intensity")


def build_network(args: argparse.Namespace) -> nn.Module:
    """The network that the options of `add_network` describe."""
    options = {key: getattr(args, key) for key in ("order", "activation", "upsample") if getattr(args, key) is not None}
    for text in args.option:
        key, separator, value = text.partition("=")
        if not separator:
            raise SystemExit(f"--option {text!r} is not KEY=VALUE")
        options[key] = _value(value)
    return networks.build(args.network, args.in_channels, **options)


def _value(text: str):
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text

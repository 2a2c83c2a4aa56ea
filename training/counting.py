"""Parameters and multiply-accumulates of a network, counted while it runs once."""
import torch
from torch import nn


def parameters(model: nn.Module) -> int:
    """Trainable parameters."""
    return sum(p.numel() for p in model.parameters())


def macs(model: nn.Module, channels: int, height: int, width: int) -> int:
    """Multiply-accumulates of convolutions and linear layers for one image; padding counts as data, biases do not count.

    A transposed convolution multiplies every input by every weight once, so what it inserts between inputs does not count.
    """
    total = 0

    def count(layer: nn.Module, inputs, output) -> None:
        nonlocal total
        if isinstance(layer, nn.ConvTranspose2d):
            total += inputs[0].numel() // inputs[0].shape[1] * layer.weight.numel()
        elif isinstance(layer, nn.Conv2d):
            total += output.numel() // output.shape[1] * layer.weight.numel()
        elif isinstance(layer, nn.Linear):
            total += inputs[0].numel() // layer.in_features * layer.weight.numel()

    kinds = (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)
    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, kinds)]
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            model(torch.zeros(1, channels, height, width))
    finally:
        for hook in hooks:
            hook.remove()
        model.train(training)
    return total

"""Untrained weights under which every activation and the mask look like those of a trained network; the same for the same seed."""
import torch
from torch import nn
from torch.nn import functional as F

NORMS = (nn.BatchNorm2d,)


def images(count: int, channels: int, size: tuple[int, int], rng: torch.Generator) -> torch.Tensor:
    """Blurred blobs with a little noise, in 0..1."""
    coarse = torch.rand(count, channels, max(2, size[0] // 16), max(2, size[1] // 16), generator=rng)
    smooth = F.interpolate(coarse, size=size, mode="bilinear", align_corners=False)
    return (smooth + 0.1 * (torch.rand(count, channels, *size, generator=rng) - 0.5)).clamp(0, 1)


@torch.no_grad()
def randomize(model: nn.Module, size: tuple[int, int], seed: int = 1) -> nn.Module:
    """Draws batch-norm gains and offsets, measures their statistics on random images, and centres the logit. Weights stay as constructed."""
    rng = torch.Generator().manual_seed(seed)
    first = next(m for m in model.modules() if isinstance(m, nn.Conv2d))
    x = images(2, first.in_channels, size, rng)
    norms = [m for m in model.modules() if isinstance(m, NORMS)]
    model.eval()
    for norm in norms:
        norm.weight.copy_(torch.rand(norm.weight.shape, generator=rng) + 0.5)
        norm.bias.copy_(torch.randn(norm.bias.shape, generator=rng) * 0.2)
        norm.momentum, momentum = None, norm.momentum
        norm.reset_running_stats()
        norm.train()
        norm.usual_momentum = momentum
    model(x)
    for norm in norms:
        norm.eval()
        norm.momentum = norm.__dict__.pop("usual_momentum")
    _centre(model, x)
    return model


def _centre(model: nn.Module, x: torch.Tensor) -> None:
    """Shifts the bias of the layer that gives the logit so that half of the pixels are foreground."""
    called: list[nn.Module] = []
    kinds = (nn.Conv2d, nn.ConvTranspose2d, *NORMS)
    hooks = [m.register_forward_hook(lambda m, i, o: called.append(m)) for m in model.modules() if isinstance(m, kinds)]
    logit = model(x)
    for hook in hooks:
        hook.remove()
    if called[-1].bias is not None:
        called[-1].bias -= logit.median()

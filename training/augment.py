"""Augmentations of one batch: geometry on image and mask alike, intensity on the image alone."""
import torch
from torch.nn import functional as F


def augment(
    image: torch.Tensor, mask: torch.Tensor, crop: int, rng: torch.Generator, scale: tuple[float, float] = (0.8, 1.25), jitter: float = 1.0
) -> tuple[torch.Tensor, torch.Tensor]:
    """Random scale, crop of `crop` pixels, flips, quarter turns; gain, offset, gamma and channel gain, their spread times `jitter`.

    image (N, 3, H, W) in 0..1, mask (N, 1, H, W) of 0/1; both come back at crop x crop.
    """
    images, masks = [], []
    for x, y in zip(image, mask):
        x, y = _geometry(x[None], y[None], crop, rng, scale)
        images.append(_intensity(x, rng, jitter))
        masks.append(y)
    return torch.cat(images), torch.cat(masks)


def _uniform(low: float, high: float, rng: torch.Generator, shape=()) -> torch.Tensor:
    return torch.rand(shape, generator=rng) * (high - low) + low


def _integer(high: int, rng: torch.Generator) -> int:
    return int(torch.randint(high, (1,), generator=rng))


def _geometry(x: torch.Tensor, y: torch.Tensor, crop: int, rng: torch.Generator, scale: tuple[float, float]):
    window = min(int(round(crop / float(_uniform(*scale, rng)))), x.shape[-1], x.shape[-2])
    top, left = _integer(x.shape[-2] - window + 1, rng), _integer(x.shape[-1] - window + 1, rng)
    x, y = (t[..., top : top + window, left : left + window] for t in (x, y))
    if window != crop:
        x = F.interpolate(x, size=(crop, crop), mode="bilinear", align_corners=False)
        y = F.interpolate(y, size=(crop, crop), mode="nearest")
    turns, flip = _integer(4, rng), _integer(2, rng)
    x, y = (torch.rot90(t, turns, (2, 3)) for t in (x, y))
    return (x.flip(3), y.flip(3)) if flip else (x, y)


def _intensity(x: torch.Tensor, rng: torch.Generator, jitter: float) -> torch.Tensor:
    def around(middle: float, low: float, high: float, shape=()) -> torch.Tensor:
        return middle + jitter * (_uniform(low, high, rng, shape) - middle)

    gain = around(1, 0.7, 1.4) * around(1, 0.92, 1.08, (1, x.shape[1], 1, 1))
    return (x * gain + around(0, -0.06, 0.06)).clamp(0, 1) ** around(1, 0.7, 1.4)

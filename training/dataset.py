"""A folder of images and masks with a train/val split, held in memory at the network's size."""
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image


@dataclass
class SegmentationSet:
    """uint8 images (N, 3, H, W) and masks (N, 1, H, W) of 0/1."""

    names: list[str]
    images: torch.Tensor
    masks: torch.Tensor

    def batch(self, indices) -> tuple[torch.Tensor, torch.Tensor]:
        """Float image in 0..1 and float mask."""
        return self.images[indices].float() / 255.0, self.masks[indices].float()


def read_split(index: Path, split: str) -> list[str]:
    """Names whose `split` column in index.csv equals `split`."""
    with open(index, newline="") as f:
        names = [row["name"] for row in csv.DictReader(f) if row["split"] == split]
    if not names:
        raise SystemExit(f"{index}: no row has split = {split!r}")
    return names


def load(images: Path, masks: Path, names: list[str], size: int) -> SegmentationSet:
    """Reads NAME.png from both folders; images are resized bilinearly, masks by nearest neighbour."""
    xs, ys = [], []
    for name in names:
        image = Image.open(images / f"{name}.png").convert("RGB")
        mask = Image.open(masks / f"{name}.png").convert("L")
        if image.size != (size, size):
            image = image.resize((size, size), Image.BILINEAR)
        if mask.size != (size, size):
            mask = mask.resize((size, size), Image.NEAREST)
        xs.append(torch.from_numpy(np.array(image)).permute(2, 0, 1))
        ys.append(torch.from_numpy((np.array(mask) > 127).astype(np.uint8))[None])
    return SegmentationSet(names, torch.stack(xs), torch.stack(ys))

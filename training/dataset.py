"""A folder of images and masks with a train/val split, held in memory at the network's size."""
import csv
from collections import Counter
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
    weights: torch.Tensor
    """How often an image is drawn, so that a kind of n images weighs as sqrt(n)."""

    def batch(self, indices) -> tuple[torch.Tensor, torch.Tensor]:
        """Float image in 0..1 and float mask."""
        return self.images[indices].float() / 255.0, self.masks[indices].float()

    def limit(self, count: int | None) -> None:
        """Keeps the first `count` images, all if None."""
        self.names, self.images, self.masks, self.weights = (v[:count] for v in (self.names, self.images, self.masks, self.weights))


def read_split(index: Path, split: str) -> list[tuple[str, str]]:
    """Name and kind (column `type` or `class`, else empty) of the rows whose `split` column equals `split`."""
    with open(index, newline="") as f:
        rows = [(row["name"], row.get("type") or row.get("class") or "") for row in csv.DictReader(f) if row["split"] == split]
    if not rows:
        raise SystemExit(f"{index}: no row has split = {split!r}")
    return rows


def load(images: Path, masks: Path, index: Path, split: str, size: int) -> SegmentationSet:
    """Reads NAME.png of one split from both folders; images are resized bilinearly, masks by nearest neighbour."""
    rows, xs, ys = read_split(index, split), [], []
    for name, _ in rows:
        image = Image.open(images / f"{name}.png").convert("RGB")
        mask = Image.open(masks / f"{name}.png").convert("L")
        if image.size != (size, size):
            image = image.resize((size, size), Image.BILINEAR)
        if mask.size != (size, size):
            mask = mask.resize((size, size), Image.NEAREST)
        xs.append(torch.from_numpy(np.array(image)).permute(2, 0, 1))
        ys.append(torch.from_numpy((np.array(mask) > 127).astype(np.uint8))[None])
    count = Counter(kind for _, kind in rows)
    weights = torch.tensor([count[kind] ** -0.5 for _, kind in rows])
    return SegmentationSet([name for name, _ in rows], torch.stack(xs), torch.stack(ys), weights)

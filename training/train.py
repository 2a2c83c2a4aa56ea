#!/usr/bin/python3
"""Trains a network of this folder on a folder of images and masks; stops and resumes at any epoch.

The defaults are the published protocol: 256x256, pixels / 255, batch 8, Adam 1e-3 with weight decay 1e-4,
300 epochs, loss 0.5 BCE + Dice. What a shipped checkpoint used instead stands in its model card.

  train.py --images data/images --masks data/masks --index data/index.csv --out runs/xxs
  train.py --network mini-net --images ... --out runs/mini
"""
import argparse
import copy
import json
import math
import os
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import dataset
import metrics
from augment import augment
from fused_norm import accelerate, keep_freed_memory
from options import add_augmentation, add_network, build_network


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--images", type=Path, required=True)
    p.add_argument("--masks", type=Path, required=True)
    p.add_argument("--index", type=Path, required=True, help="CSV with columns name, split (train or val)")
    p.add_argument("--out", type=Path, required=True, help="folder of last.pth, model.pth and log.jsonl; an earlier run there is resumed")
    p.add_argument("--init", type=Path, help="state dict to start from")
    add_network(p)
    p.add_argument("--size", type=int, default=256)
    p.add_argument("--epochs", type=int, default=300)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--weight-decay", type=float, default=1e-4)
    p.add_argument("--bce-weight", type=float, default=0.5)
    p.add_argument("--optimizer", default="adam", choices=["adam", "adamw"])
    p.add_argument("--schedule", default="constant", choices=["constant", "cosine"], help="cosine: 2 epochs of warm-up, then to zero")
    add_augmentation(p)
    p.add_argument("--balance", action="store_true", help="draw images so that every kind (column `type` or `class` of the index) weighs as the root of its count")
    p.add_argument("--ema", type=float, default=0.0, help="keep an average of the weights with this decay")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=os.cpu_count())
    p.add_argument("--validate-every", type=int, default=4, help="epochs between validations (the last is always one)")
    return p.parse_args()


def loss_of(logit: torch.Tensor, mask: torch.Tensor, bce_weight: float) -> torch.Tensor:
    """bce_weight * BCE + (1 - soft Dice per image)."""
    probability, t = torch.sigmoid(logit).flatten(1), mask.flatten(1)
    dice = (2 * (probability * t).sum(1) + 1) / (probability.sum(1) + t.sum(1) + 1)
    return bce_weight * F.binary_cross_entropy_with_logits(logit, mask) + (1 - dice).mean()


def rate_at(args: argparse.Namespace, step: int, steps_per_epoch: int) -> float:
    if args.schedule == "constant":
        return args.lr
    warm, total = 2 * steps_per_epoch, args.epochs * steps_per_epoch
    if step < warm:
        return args.lr * (step + 1) / warm
    return args.lr * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


@torch.no_grad()
def validate(model: torch.nn.Module, data: dataset.SegmentationSet, batch: int) -> dict[str, float]:
    model.eval()
    counts = []
    for i in range(0, len(data.names), batch):
        image, mask = data.batch(slice(i, i + batch))
        counts.append(metrics.confusion(model(image), mask))
    return metrics.summarize(torch.cat(counts))


def average(ema: torch.nn.Module, model: torch.nn.Module, decay: float) -> None:
    """Weights are averaged; batch-norm statistics, themselves averages, too."""
    with torch.no_grad():
        for a, b in zip(ema.state_dict().values(), model.state_dict().values()):
            a.mul_(decay).add_(b, alpha=1 - decay) if a.is_floating_point() else a.copy_(b)


def save(value: object, path: Path) -> None:
    """A file is whole or absent: written beside its name, then renamed."""
    torch.save(value, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def batches(args, epoch: int, data: dataset.SegmentationSet):
    """Image, mask and learning rate of every step of one epoch; the same for the same seed and epoch."""
    rng = torch.Generator().manual_seed(args.seed * 100_003 + epoch)
    count = len(data.names)
    order = torch.multinomial(data.weights, count, replacement=True, generator=rng) if args.balance else torch.randperm(count, generator=rng)
    steps = count // args.batch
    for k in range(steps):
        image, mask = data.batch(order[k * args.batch : (k + 1) * args.batch])
        if args.crop:
            image, mask = augment(image, mask, args.crop, rng, args.scale, args.jitter)
        yield image, mask, rate_at(args, epoch * steps + k, steps)


def train_epoch(args, epoch, model, ema, optimizer, data) -> float:
    """One pass over the data; the mean loss."""
    losses = []
    model.train()
    for image, mask, rate in batches(args, epoch, data):
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(model(image), mask, args.bce_weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if ema is not model:
            average(ema, model, args.ema)
        losses.append(loss.item())
    return sum(losses) / len(losses)


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    keep_freed_memory()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = {s: dataset.load(args.images, args.masks, args.index, s, args.size) for s in ("train", "val")}
    model = build_network(args)
    if args.init:
        model.load_state_dict(torch.load(args.init, map_location="cpu"))
    model = accelerate(model)
    ema = copy.deepcopy(model) if args.ema else model
    kind = torch.optim.AdamW if args.optimizer == "adamw" else torch.optim.Adam
    optimizer = kind(model.parameters(), lr=args.lr, weight_decay=args.weight_decay)
    first, last = 0, args.out / "last.pth"
    if last.exists():
        state = torch.load(last, map_location="cpu")
        model.load_state_dict(state["model"]), ema.load_state_dict(state["ema"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    for epoch in range(first, args.epochs):
        start = time.time()
        row = {"epoch": epoch, "loss": train_epoch(args, epoch, model, ema, optimizer, sets["train"])}
        save({"model": model.state_dict(), "ema": ema.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, last)
        if (epoch + 1) % args.validate_every == 0 or epoch + 1 == args.epochs:
            row |= validate(ema, sets["val"], args.batch)
        row["seconds"] = round(time.time() - start, 1)
        with open(args.out / "log.jsonl", "a") as log:
            log.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
    save(ema.state_dict(), args.out / "model.pth")


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Fine-tunes a trained network under the integer rules of docs/fixed-point.md; stops and resumes at any epoch.

Every forward pass is the integer network itself, bit for bit; gradients pass through roundings. Weights, biases and scales are trained. At the end,
`qat.onnx` and `ranges.json` give the same integers in `fpgaseg quantize qat.onnx --ranges ranges.json`.

  qat.py models/cmunext_xxs_dsb2018.pth --images data/images --masks data/masks --index data/index.csv --out runs/w4a8 --weight-bits 4
  qat.py runs/mini/model.pth --network mini-net --merge ... --activation-bits 6 --skip-bits 4
  qat.py model.onnx --ranges ranges.json ...            from any exported network and the ranges of `fpgaseg quantize --write-ranges`
"""
import argparse
import copy
import io
import json
import os
import time
from pathlib import Path

import onnx
import torch
from torch.nn import functional as F

import dataset
import fusion
import metrics
import onnx_rewrite
import qat_export
import ranges
from export_onnx import export
from fused_norm import keep_freed_memory
from options import add_augmentation, add_network, build_network
from qat_network import QatNetwork
from train import batches, loss_of, save
from widths import Override, Widths


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path, help="trained network: an ONNX file, or a state dict (.pth) of --network")
    p.add_argument("--images", type=Path, required=True)
    p.add_argument("--masks", type=Path, required=True)
    p.add_argument("--index", type=Path, required=True, help="CSV with columns name, split (train or val)")
    p.add_argument("--out", type=Path, required=True, help="folder of last.pth, log.jsonl, qat.onnx, ranges.json; an earlier run there is resumed")
    add_network(p)
    p.add_argument("--merge", action="store_true", help="Mini-Net: merge its Expand-Squeeze blocks first")
    p.add_argument("--class", type=int, dest="foreground", help="class of the mask, where the network tells several apart")
    p.add_argument("--weight-bits", type=int, default=8, help="2 to 8")
    p.add_argument("--activation-bits", type=int, default=8, help="4 to 8")
    p.add_argument("--skip-bits", type=int, help="width of the copies that long skips store")
    p.add_argument("--bits", action="append", default=[], metavar="NAME=wNaNsN", help="widths by name, * for any text: 'enc.0*=w4a8', and sN for what one long skip stores; the last match wins")
    p.add_argument("--ranges", type=Path, help="ranges file to start from (default: measured on training images)")
    p.add_argument("--freeze-scales", action="store_true", help="keep every scale as it starts")
    p.add_argument("--size", type=int, default=256)
    p.add_argument("--epochs", type=int, default=50)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--lr", type=float, default=5e-4)
    p.add_argument("--scale-rate", type=float, default=2.0, help="learning rate of scales (of their base-2 logarithms) as a multiple of --lr")
    p.add_argument("--weight-decay", type=float, default=1e-4)
    p.add_argument("--schedule", default="cosine", choices=["constant", "cosine"])
    p.add_argument("--bce-weight", type=float, default=1.0)
    p.add_argument("--distill", type=float, default=0.0, help="share of the loss that compares with the float network's probabilities")
    add_augmentation(p)
    p.add_argument("--balance", action="store_true", help="as in train.py")
    p.add_argument("--ema", type=float, default=0.0, help="keep an average of weights and scales with this decay")
    p.add_argument("--limit", type=int, help="use only this many training images; for a trial")
    p.add_argument("--calibration", type=int, default=32, help="training images on which first scales are measured")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=os.cpu_count())
    p.add_argument("--validate-every", type=int, default=4)
    return p.parse_args()


def read_model(args: argparse.Namespace, size: int) -> onnx.ModelProto:
    """The float network as ONNX for images of `size`, rewritten for fine-tuning; a file has the size that it has."""
    if args.model.suffix == ".onnx":
        return onnx_rewrite.rewrite(onnx.load(str(args.model)))
    network = build_network(args)
    network.load_state_dict(torch.load(args.model, map_location="cpu"))
    if args.merge:
        network.eval().merge()
    data = io.BytesIO()
    export(network, data, (size, size))
    return onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))


def pixels(image: torch.Tensor) -> torch.Tensor:
    """0..1 to the raw pixels that the device receives."""
    return torch.floor(image * 255 + 0.5).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def validate(network, data: dataset.SegmentationSet, batch: int) -> dict[str, float]:
    counts = []
    for i in range(0, len(data.names), batch):
        image, mask = data.batch(slice(i, i + batch))
        counts.append(metrics.confusion(network(pixels(image)), mask))
    return metrics.summarize(torch.cat(counts))


def distillation(logit: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with the float network's probabilities, less its own entropy: 0 where both agree."""
    target = torch.sigmoid(teacher)
    return F.binary_cross_entropy_with_logits(logit, target) - F.binary_cross_entropy_with_logits(teacher, target)


def train_epoch(args, epoch, network, teacher, ema, optimizer, data) -> float:
    losses = []
    for image, mask, rate in batches(args, epoch, data):
        for group in optimizer.param_groups:
            group["lr"] = rate * group["multiple"]
        image = pixels(image)
        logit = network(image)
        loss = loss_of(logit, mask, args.bce_weight)
        if teacher is not None:
            with torch.no_grad():
                soft = teacher.forward_float(image / 255)
            loss = (1 - args.distill) * loss + args.distill * distillation(logit, soft)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if args.ema:
            average(ema, network, args.ema)
        losses.append(loss.item())
    return sum(losses) / len(losses)


@torch.no_grad()
def average(ema: QatNetwork, network: QatNetwork, decay: float) -> None:
    """Weights, biases and the logarithms of scales."""
    kept = list(ema.parameters())
    torch._foreach_mul_(kept, decay)
    torch._foreach_add_(kept, list(network.parameters()), alpha=1 - decay)


def groups(args: argparse.Namespace, network: QatNetwork) -> list[dict]:
    """Weights decay; biases and scales do not. Scales have their own rate."""
    named = list(network.named_parameters())
    scales = [p for name, p in named if name.endswith("log2")]
    weights = [p for name, p in named if name.endswith(".weight")]
    taken = {id(p) for p in scales + weights}
    rest = [p for _, p in named if id(p) not in taken]
    for p in scales:
        p.requires_grad_(not args.freeze_scales)
    return [
        {"params": weights, "multiple": 1.0, "weight_decay": args.weight_decay},
        {"params": rest, "multiple": 1.0, "weight_decay": 0.0},
        {"params": scales, "multiple": args.scale_rate, "weight_decay": 0.0},
    ]


def prepare(args: argparse.Namespace, model: onnx.ModelProto, train: dataset.SegmentationSet) -> QatNetwork:
    """The network with measured scales, then those of --ranges."""
    network = QatNetwork(fusion.find(model, args.foreground), Widths(args.weight_bits, args.activation_bits, args.skip_bits, tuple(map(Override.parse, args.bits))))
    rng = torch.Generator().manual_seed(args.seed)
    chosen = torch.randperm(len(train.names), generator=rng)[: args.calibration]
    ranges.calibrate(network, [train.batch(part)[0] for part in chosen.split(4)])
    if args.ranges:
        print(f"{ranges.load(network, args.ranges)} scales from {args.ranges}", flush=True)
    return network


def at_crop(args: argparse.Namespace, network: QatNetwork) -> QatNetwork:
    """What is trained: the network at the size of the crops, with the same parameters."""
    if args.crop in (0, args.size):
        return network
    if args.model.suffix != ".onnx":
        return network.at_size(fusion.find(read_model(args, args.crop), args.foreground))
    fixed = next((u for u in network.units if u.sized), None)
    if fixed:
        raise SystemExit(f"node '{fixed.name}': it is made for images of {args.size} pixels, and the file cannot be exported again for crops of {args.crop}; give --crop 0 or a .pth")
    return network


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    keep_freed_memory()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = {s: dataset.load(args.images, args.masks, args.index, s, args.size) for s in ("train", "val")}
    sets["train"].limit(args.limit)
    model = read_model(args, args.size)
    network = prepare(args, model, sets["train"])
    trained = at_crop(args, network)
    teacher = copy.deepcopy(trained) if args.distill else None
    ema = copy.deepcopy(network) if args.ema else network
    optimizer = torch.optim.AdamW(groups(args, network), lr=args.lr, foreach=True)
    first, last = 0, args.out / "last.pth"
    if last.exists():
        state = torch.load(last, map_location="cpu")
        network.load_state_dict(state["model"]), ema.load_state_dict(state["ema"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["epoch"] + 1
    else:
        report(args, {"epoch": -1, **validate(network, sets["val"], args.batch)})
    for epoch in range(first, args.epochs):
        start = time.time()
        row = {"epoch": epoch, "loss": train_epoch(args, epoch, trained, teacher, ema, optimizer, sets["train"]), "seconds": round(time.time() - start, 1)}
        save({"model": network.state_dict(), "ema": ema.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, last)
        if (epoch + 1) % args.validate_every == 0 or epoch + 1 == args.epochs:
            row |= validate(ema, sets["val"], args.batch)
        report(args, row)
    qat_export.export(ema, model, args.out / "qat.onnx", args.out / "ranges.json")


def report(args: argparse.Namespace, row: dict) -> None:
    with open(args.out / "log.jsonl", "a") as log:
        log.write(json.dumps(row) + "\n")
    print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()

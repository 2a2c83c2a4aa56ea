#!/usr/bin/python3
"""Writes every network of the registry, untrained, as ONNX, with zoo.json: parameters and multiply-accumulates, ours and published.

  export_zoo.py --out zoo                  full size
  export_zoo.py --out zoo --reduced        the same structures at widths and sizes that tests can carry (files below 300 kB)
"""
import argparse
import json
from pathlib import Path

import torch

import counting
import networks
from export_onnx import export
from random_weights import randomize


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--only", nargs="+", metavar="NAME", default=list(networks.NETWORKS))
    p.add_argument("--reduced", action="store_true")
    p.add_argument("--size", type=int, help="rows and columns (default: the network's)")
    p.add_argument("--opset", type=int, default=13)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    torch.set_num_threads(1)  # sums in one order: the same bytes everywhere
    args.out.mkdir(parents=True, exist_ok=True)
    rows = []
    print(f"{'network':30}{'parameters':>12}{'published':>12}{'GMAC':>10}{'published':>11}")
    for name in args.only:
        rows.append(write(name, args))
        row = rows[-1]
        print(f"{name:30}{row['parameters']:>12,}{row['published_parameters'] or '-':>12}{row['macs'] / 1e9:>10.4f}{row['published_gmac'] or '-':>11}", flush=True)
    (args.out / "zoo.json").write_text(json.dumps(rows, indent=1) + "\n")


def write(name: str, args: argparse.Namespace) -> dict:
    """Exports one network; its row of zoo.json. Published figures belong to the full size alone."""
    entry = networks.NETWORKS.get(name)
    torch.manual_seed(args.seed)
    model = networks.build(name, **(entry.reduced if args.reduced and entry else {}))
    size = args.size or (entry.reduced_size if args.reduced else entry.size)
    randomize(model, (size, size), args.seed)
    path = args.out / f"{name}.onnx"
    export(model, path, (size, size), args.opset)
    return {
        "name": name,
        "file": path.name,
        "size": size,
        "parameters": counting.parameters(model),
        "macs": counting.macs(model, entry.channels, size, size),
        "published_parameters": None if args.reduced else entry.parameters,
        "published_gmac": None if args.reduced else entry.gmac,
        "note": entry.note,
    }


if __name__ == "__main__":
    main()

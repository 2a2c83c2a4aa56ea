#!/usr/bin/python3
"""Seconds of one training step, of the clock and of processor time: float against quantization-aware, alternating in one process, so that what else
runs on the machine disturbs both alike.

  step_time.py                                          CMUNeXt-XXS, batch 8, crops of 192: float, W8A8, W4A8, skips of 4 bits
  step_time.py --profile                                and where the time of a quantization-aware step goes
"""
import argparse
import io
import time

import onnx
import torch

import fusion
import onnx_rewrite
import ranges
from export_onnx import export
from fused_norm import accelerate, keep_freed_memory
from options import add_network, build_network
from qat import pixels
from qat_network import QatNetwork
from random_weights import images, randomize
from train import loss_of
from widths import Widths

WIDTHS = {"W8A8": Widths(), "W4A8": Widths(4, 8), "skip4": Widths(8, 8, 4)}


def steps(args: argparse.Namespace) -> dict:
    """By name, a function that makes one step."""
    torch.manual_seed(1)
    image, size = images(args.batch, 3, (args.crop, args.crop), torch.Generator().manual_seed(1)), (args.crop, args.crop)
    mask, data = (image.mean(1, keepdim=True) > 0.5).float(), io.BytesIO()
    model = randomize(build_network(args), size)
    export(model, data, size)
    exported = onnx_rewrite.rewrite(onnx.load_from_string(data.getvalue()))
    networks = {name: QatNetwork(fusion.find(exported), widths) for name, widths in WIDTHS.items() if name in args.widths}
    for network in networks.values():
        ranges.calibrate(network, [image[:2]])
    found = {"float": _step(accelerate(model).train(), image, mask)}
    return found | {name: _step(network, pixels(image), mask) for name, network in networks.items()}


def _step(network: torch.nn.Module, image: torch.Tensor, mask: torch.Tensor):
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-5, foreach=isinstance(network, QatNetwork))

    def step() -> tuple[float, float]:
        clock, processor = time.perf_counter(), time.process_time()
        loss = loss_of(network(image), mask, 1.0)
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        return time.perf_counter() - clock, time.process_time() - processor

    return step


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_network(p)
    p.add_argument("--batch", type=int, default=8)
    p.add_argument("--crop", type=int, default=192)
    p.add_argument("--rounds", type=int, default=8)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--widths", nargs="+", choices=list(WIDTHS), default=list(WIDTHS))
    p.add_argument("--profile", action="store_true")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    keep_freed_memory()
    todo, times = steps(args), {}
    for _ in range(args.rounds + 1):
        for name, step in todo.items():
            times.setdefault(name, []).append(step())
    middle = lambda name, k: sorted(t[k] for t in times[name][1:])[args.rounds // 2]
    for name in todo:
        clock, processor = middle(name, 0), middle(name, 1)
        print(f"{name:8}{clock:7.3f} s ({clock / middle('float', 0):.2f} of float), processor {processor:7.3f} s ({processor / middle('float', 1):.2f} of float)")
    if args.profile:
        with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
            todo[args.widths[-1]]()
        print(profile.key_averages().table(sort_by="self_cpu_time_total", row_limit=25, max_name_column_width=50))


if __name__ == "__main__":
    main()

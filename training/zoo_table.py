#!/usr/bin/python3
"""Writes docs/zoo.md: how far every network of the registry comes through the toolchain, or why not further.

  zoo_table.py --fpgaseg ./fpgaseg --out artifacts/zoo --page docs/zoo.md          (eng/zoo.sh calls it so)
  zoo_table.py ... --only mini-net erfnet                                           checks these again; the other rows stay
  zoo_table.py ... --resume                                                         goes on where a run was interrupted

Networks carry seeded random weights, at full width and depth. Two exports per network, each kept in --out and made once:
  large/    at the registry's image size: what it costs, and whether it is imported
  small/    at a small image size: quantized, simulated, generated, compiled, every tensor compared
Answers of `fpgaseg check` are kept as JSON beside the models.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import networks

SMALL = 64
SMALLEST = {"fast-scnn": 192, "fast-scnn-reduced": 192}
"""Pyramid pooling needs 6x6 pixels at 1/32 of the image."""
STAGES = ("imports", "quantizes", "simulates")
HEADINGS = ("network", "parameters", "MACs", *STAGES, "C++ bit-exact", "reason")
HERE = Path(__file__).resolve().parent


def export(name: str, folder: Path, *options: str) -> tuple[Path, dict]:
    """The exported network and its row of zoo.json; made when it is not there."""
    model, facts = folder / f"{name}.onnx", folder / f"{name}.json"
    if not facts.exists():
        command = [sys.executable, "-W", "ignore", HERE / "export_zoo.py", "--out", folder, "--only", name, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        facts.write_text(json.dumps(json.loads((folder / "zoo.json").read_text())[0], indent=1) + "\n")
    return model, json.loads(facts.read_text())


def check(fpgaseg: Path, model: Path, resume: bool) -> dict:
    """What `fpgaseg check` says of one model; with `resume`, what it said before."""
    answer = model.with_suffix(".check.json")
    if not (resume and answer.exists()):
        run = subprocess.run([fpgaseg, "check", model, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if run.returncode > 1:
            raise SystemExit(f"{model}: {run.stderr}")
        answer.write_text(run.stdout)
    return json.loads(answer.read_text())["networks"][0]


def cost(fpgaseg: Path, model: Path, facts: dict) -> int | None:
    """Multiply-accumulates of the imported network, which must be those that PyTorch counts; None where it is not imported."""
    run = subprocess.run([fpgaseg, "inspect", model, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if run.returncode != 0:
        return None
    macs = json.loads(run.stdout)["macs"]
    if macs != facts["macs"]:
        raise SystemExit(f"{model}: {macs} multiply-accumulates, but PyTorch counts {facts['macs']}")
    return macs


def words(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: "-"}[answer]


def reason(network: dict) -> str:
    """The first refusal of every code, and how many there are."""
    if network["first_divergence"]:
        d = network["first_divergence"]
        return f"{d['operator']} differs at channel {d['channel']}, row {d['y']}, column {d['x']}"
    first: dict[str, str] = {}
    for refusal in network["refusals"]:
        first.setdefault(refusal["code"], f"{refusal['code']}: {refusal['message']}")
    more = f" ({len(network['refusals'])} refusals)" if len(network["refusals"]) > len(first) else ""
    return " ".join(first.values()) + more


def row(fpgaseg: Path, out: Path, name: str, resume: bool) -> list[str]:
    large, facts = export(name, out / "large")
    macs = cost(fpgaseg, large, facts)
    model, small = export(name, out / "small", "--size", str(SMALLEST.get(name, SMALL)))
    network = check(fpgaseg, model, resume)
    if network["imports"] != (macs is not None):
        raise SystemExit(f"{name} is imported at one size and refused at another")
    exact = network["bit_exact"] if network["generates"] else network["generates"]
    size = "" if exact is None else f", {small['size']}x{small['size']}"
    return [name, f"{facts['parameters']:,}", f"{facts['macs']:,}", *(words(network[s]) for s in STAGES), words(exact) + size, reason(network)]


def lines(rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in [list(HEADINGS), *rows]]


def write(page: Path, rows: list[list[str]]) -> None:
    """Replaces the table of the page; the text around it stays."""
    text = page.read_text().splitlines()
    table = [i for i, line in enumerate(text) if line.startswith("|")]
    head, *body = lines(rows)
    page.write_text("\n".join([*text[: table[0]], head, "|---|--:|--:|---|---|---|---|---|", *body, *text[table[-1] + 1 :]]) + "\n")


def committed(page: Path) -> dict[str, list[str]]:
    """The page's rows by network."""
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in page.read_text().splitlines() if line.startswith("|")]
    return {c[0]: c for c in cells[2:]}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--fpgaseg", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--page", type=Path, required=True)
    p.add_argument("--only", nargs="+", metavar="NAME", default=list(networks.NETWORKS))
    p.add_argument("--resume", action="store_true")
    args = p.parse_args()
    rows = committed(args.page)
    for name in args.only:
        rows[name] = row(args.fpgaseg.resolve(), args.out, name, args.resume)
        print(" | ".join(rows[name]), flush=True)
        write(args.page, [rows[n] for n in networks.NETWORKS if n in rows])


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Writes docs/zoo.md: how far every network of the registry comes through the toolchain, or why not further.

  zoo_table.py --fpgaseg ./fpgaseg --out artifacts/zoo --page docs/zoo.md          (eng/zoo.sh calls it so)
  zoo_table.py ... --only mini-net erfnet                                           checks these again; the other rows stay

Networks carry seeded random weights. Three exports per network, each kept in --out and made once:
  large/    full widths at the registry's image size: what it costs, and whether it is imported
  small/    full widths at the smallest image size that the network takes: quantized, simulated, generated, compiled, every tensor compared
  reduced/  reduced widths: compiled where the compiler is not given the full ones (TOO_LARGE)
Answers of `fpgaseg check` are kept as JSON beside the models, so that a run that was interrupted goes on where it stopped.
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
TOO_LARGE: set[str] = set()
"""Their full-width C++ is left out of the comparison."""
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


def check(fpgaseg: Path, model: Path, *options: str) -> dict:
    """What `fpgaseg check` says of one model."""
    answer = model.with_suffix(".check.json")
    if not answer.exists():
        run = subprocess.run([fpgaseg, "check", model, "--json", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
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


def size_of(row: dict) -> str:
    return f"{row['size']}x{row['size']}"


def reason(network: dict) -> str:
    """The refusals: code and sentence, each once."""
    if network["first_divergence"]:
        d = network["first_divergence"]
        return f"{d['operator']} differs at channel {d['channel']}, row {d['y']}, column {d['x']}"
    return "; ".join(dict.fromkeys(f"{r['code']}: {r['message']}" for r in network["refusals"]))


def compiled(fpgaseg: Path, out: Path, name: str, small: dict, network: dict) -> str:
    """The cell of the generated C++: at which size, and of which network."""
    if name not in TOO_LARGE:
        done = network["bit_exact"] if network["generates"] else network["generates"]
        return f"{words(done)}, {size_of(small)}" if done is not None else "-"
    model, reduced = export(name, out / "reduced", "--reduced")
    answer = check(fpgaseg, model)
    return f"{words(answer['bit_exact'])}, reduced to {reduced['parameters']:,} parameters, {size_of(reduced)}"


def row(fpgaseg: Path, out: Path, name: str) -> list[str]:
    large, facts = export(name, out / "large")
    macs = cost(fpgaseg, large, facts)
    model, small = export(name, out / "small", "--size", str(SMALLEST.get(name, SMALL)))
    network = check(fpgaseg, model, *(["--no-hls"] if name in TOO_LARGE else []))
    if network["imports"] != (macs is not None):
        raise SystemExit(f"{name} is imported at one size and refused at another")
    last = compiled(fpgaseg, out, name, small, network) if network["simulates"] else "-"
    return [name, f"{facts['parameters']:,}", f"{facts['macs']:,}", *(words(network[s]) for s in STAGES), last, reason(network)]


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
    args = p.parse_args()
    rows = committed(args.page)
    for name in args.only:
        rows[name] = row(args.fpgaseg.resolve(), args.out, name)
        print(" | ".join(rows[name]), flush=True)
        write(args.page, [rows[n] for n in networks.NETWORKS if n in rows])


if __name__ == "__main__":
    main()

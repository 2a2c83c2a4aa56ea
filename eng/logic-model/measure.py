#!/usr/bin/python3
"""Counts the look-up tables of the blocks of blocks.v with Yosys over a sweep of parameters, and fits one formula per block and family.

    eng/logic-model/measure.py            measures all, an hour; writes measured.json (every point, the coefficients, the errors of the fit, whole
                                          stages) and src/Planning/Logic/MeasuredBlocks.cs
    eng/logic-model/measure.py --fit      only fits the points of measured.json again
    eng/logic-model/measure.py --check N  measures every N-th point again and fails where a count is more than 5 % off measured.json: it depends a
                                          little on the names that Yosys gives, and so on the order in which it works

Only logic is counted: memories are ports of the blocks. Needs yosys (apt install yosys; 0.23 made the committed figures) and numpy.
"""
import json
import pathlib
import re
import subprocess
import sys

import numpy

HERE = pathlib.Path(__file__).parent
SYNTHESIS = {
    "xc7": "synth_xilinx -family xc7 -flatten -noiopad -noclkbuf -nobram -nolutram -nosrl",
    "ecp5": "synth_ecp5 -nobram -nolutram",
    "gw2a": "synth_gowin -nobram -nolutram -noiopads",
}
# What a cell takes of the device's tables. Wide multiplexers stand behind tables that are counted; a carry chain's tables are
# counted on their own for xc7, but are part of the cell for ecp5 (two) and gw2a (one).
TABLES = {"CCU2C": 2, "ALU": 1, "PFUMX": 0, "L6MUX21": 0}


def bits(n):
    """Bits of an index below n."""
    return max(1, (n - 1).bit_length())


def window(p):
    """Bits of the numbers that a sliding window counts, and of its addresses."""
    padded, rows, slots = p["IN_H"] + 2 * p["PAD"], max(1, p["K"] - 1), 1 << bits(p["K"] + 2)
    folds = p["OUT_FOLDS"] * p["K"] ** 2 * p["TAP_WORDS"]
    counters = 4 * (bits(padded + 1) + 1) + bits(max(folds, p["WORDS"]) + 1) + bits(p["IN_H"] * p["IN_W"] + 1) + bits(rows * p["IN_W"] + 1) + bits(folds + 1)
    lines = 2 * bits(rows * p["IN_W"] * p["WORDS"]) if p["K"] > 1 else -bits(rows * p["IN_W"] + 1)
    return [counters + lines + bits(slots * p["WORDS"])]


WINDOWS = [
    dict(IN_H=h, IN_W=h, K=k, PAD=k // 2, WORDS=w, TAP_WORDS=t, OUT_FOLDS=f, OUT_C=c, QUANT=1, OUT_LANES=max(1, c // f))
    for h, k, w, t, f, c in [
        (256, 3, 3, 3, 2, 8), (256, 7, 4, 1, 4, 8), (128, 3, 10, 10, 5, 10), (64, 9, 3, 1, 3, 12), (32, 3, 8, 8, 16, 32), (16, 9, 24, 1, 24, 24),
        (96, 5, 5, 5, 3, 15), (256, 1, 8, 8, 1, 8), (64, 1, 3, 3, 6, 24),
    ]
]
# Block: sweep of parameters, and the features whose weighted sum is its count.
BLOCKS = {
    "add": ([dict(W=w) for w in (6, 10, 16, 24, 32, 48)], lambda p: [p["W"]]),
    "accumulate": ([dict(W=w, P=min(w - 1, 16)) for w in (12, 16, 20, 24, 32)], lambda p: [p["W"]]),
    "mac": ([dict(W=w) for w in (17, 20, 22, 24, 28)], lambda p: [p["W"]]),
    "select": ([dict(N=n, W=w, I=bits(n)) for n, w in ((2, 8), (3, 8), (4, 8), (4, 24), (6, 8), (8, 8), (8, 24), (16, 8), (32, 8))], lambda p: [p["W"] * (p["N"] - 1), p["W"]]),
    "enables": ([dict(N=n, W=w, I=bits(n)) for n in (2, 4, 8, 12, 24, 48) for w in (8,)], lambda p: [p["N"]]),
    "counter": ([dict(LAST=n - 1, W=bits(n)) for n in (3, 9, 25, 64, 144, 258, 1152, 65536)], lambda p: [p["W"]]),
    "clip": ([dict(V=v, B=b) for v, b in ((12, 8), (16, 4), (16, 8), (20, 8), (24, 4), (30, 8))], lambda p: [p["V"], p["B"]]),
    "clip_unsigned": ([dict(V=v, B=b) for v, b in ((12, 8), (16, 4), (16, 8), (20, 8), (24, 4), (30, 8))], lambda p: [p["V"], p["B"]]),
    "rectify": ([dict(W=w) for w in (12, 16, 20, 24, 32)], lambda p: [p["W"]]),
    "max": ([dict(W=w) for w in (2, 4, 6, 8)], lambda p: [p["W"]]),
    "mix": ([dict(W=w) for w in (2, 4, 6, 8)], lambda p: [p["W"]]),
    "unpack": ([dict(P=p, S=s, W=w) for p, s, w in ((26, 17, 20), (32, 17, 20), (33, 17, 24), (28, 14, 18), (24, 11, 16), (34, 18, 24))], lambda p: [p["P"] - p["S"] + 2 * p["W"]]),
    "pair": ([dict(W=w, S=s) for w, s in ((2, 10), (4, 10), (4, 13), (6, 15), (8, 16), (8, 17))], lambda p: [p["W"]]),
    "threshold": ([dict(W=w, LIMIT=n) for w in (8, 16, 24) for n in (0, 93)], lambda p: [p["W"]]),
    "queue": ([dict(D=d, I=bits(d)) for d in (64, 100, 260, 1024, 4096, 65536)], lambda p: [p["I"]]),
    "shift_queue": ([dict(D=d, I=bits(d)) for d in (2, 4, 8, 16, 32, 64)], lambda p: [p["I"]]),
    "window_control": (WINDOWS, window),
    "window_control_int": ([dict(p, INT=32) for p in WINDOWS[::3]], window),
}
WITH_MULTIPLIERS = {"mac"}
TOLERANCE = 0.05
# So many tables for every bit of a word: no constant.
PER_BIT = {"select"}
SOURCES = ["blocks.v", "window_control.v"]
# Whole stages, sized as foldings of CMUNeXt-XXS.
STAGES = [
    ("fs_convolution_stage", dict(H=256, W=256, IN_C=8, OUT_C=8, K=7, IN_LANES=4, OUT_LANES=4, QUANT=1, DEPTHWISE=1, ACC=21)),
    ("fs_convolution_stage", dict(H=64, W=64, IN_C=12, OUT_C=12, K=9, IN_LANES=1, OUT_LANES=1, QUANT=1, DEPTHWISE=1, ACC=21)),
    ("fs_convolution_stage", dict(H=256, W=256, IN_C=8, OUT_C=8, K=3, IN_LANES=2, OUT_LANES=4, QUANT=1, ACC=20)),
    ("fs_convolution_stage", dict(H=128, W=128, IN_C=10, OUT_C=10, K=3, IN_LANES=5, OUT_LANES=2, QUANT=1, PAIRED=1, ACC=20)),
    ("fs_convolution_stage", dict(H=256, W=256, IN_C=8, OUT_C=8, K=3, IN_LANES=4, OUT_LANES=8, QUANT=1, PAIRED=1, ACC=20)),
    ("fs_add_stage", dict(C=8, LANES=1, PIXELS=65536)),
    ("fs_add_stage", dict(C=12, LANES=4, PIXELS=4096)),
    ("fs_upsample_stage", dict(C=8, H=128, W=128)),
    ("fs_upsample_stage", dict(C=16, H=32, W=32)),
]


def count(cells):
    luts = flip_flops = 0
    for cell, n in cells.items():
        if re.fullmatch(r"LUT\d", cell):
            luts += n
        elif cell in TABLES:
            luts += n * TABLES[cell]
        elif re.match(r"FD|TRELLIS_FF|DFF", cell):
            flip_flops += n
    return luts, flip_flops


def synthesise(family, top, parameters, sources, multipliers):
    options = "" if multipliers or family == "gw2a" else " -nodsp"
    chosen = "".join(f" -set {k} {v}" for k, v in parameters.items())
    script = [f"read_verilog -sv {s}" for s in sources]
    script += [f"chparam{chosen} {top}" if chosen else "", f"{SYNTHESIS[family]}{options} -top {top}", "opt_clean -purge", "stat"]
    text = subprocess.run(["yosys", "-p", "; ".join(s for s in script if s)], capture_output=True, text=True, check=True, cwd=HERE).stdout
    cells = dict((c, int(n)) for c, n in re.findall(r"^     (\w+) +(\d+)$", text[text.rindex("Number of cells:"):], re.M))
    return count(cells)


def point(job):
    family, block, p = job
    top = "fs_" + block.removesuffix("_int")
    # Neither ecp5 nor gw2a has a flow in which a product and the sum behind it share a block.
    if block == "mac" and family != "xc7":
        top, p = "fs_accumulate", dict(W=p["W"], P=16)
    return synthesise(family, top, p, SOURCES, block in WITH_MULTIPLIERS)


def fit(features, counts, constant=True):
    """Least squares of the relative error, no coefficient negative; the first is a constant. The error given is of points with 8 tables or more."""
    rows, counts = numpy.array([[1.0, *f] for f in features]), numpy.array(counts, float)
    weights = 1 / numpy.maximum(counts, 8)
    kept = list(range(0 if constant else 1, rows.shape[1]))
    while True:
        solved, *_ = numpy.linalg.lstsq(rows[:, kept] * weights[:, None], counts * weights, rcond=None)
        if (solved >= 0).all():
            break
        kept.pop(int(solved.argmin()))
    full = numpy.zeros(rows.shape[1])
    full[kept] = solved
    full = numpy.round(full, 3)
    errors = [(g - c) / c for g, c in zip(rows @ full, counts) if c >= 8]
    return full.tolist(), max(map(abs, errors), default=0.0)


def fitted(measured):
    for family, blocks in measured["blocks"].items():
        for block, entry in blocks.items():
            features = BLOCKS[block][1]
            entry["coefficients"], error = fit([features(q["parameters"]) for q in entry["points"]], [q["luts"] for q in entry["points"]], block not in PER_BIT)
            entry["largest_error"] = round(error, 3)
            print(f"{family:5} {block:20} {entry['coefficients']}  largest error {error:.0%}")
    return measured


def csharp(measured):
    """The coefficients as the class that the planner uses."""
    def name(block):
        return "".join(w.capitalize() for w in block.split("_"))

    def value(block):
        return f"new({', '.join(repr(c).removesuffix('.0') for c in block['coefficients'])})"

    families = "\n\n".join(
        f"    private static readonly LogicBlocks _{family} = new(\n" + ",\n".join(f"        {name(b)}: {value(e)}" for b, e in blocks.items()) + ");"
        for family, blocks in measured["blocks"].items())
    cases = "\n".join(f'        "{family}" => _{family},' for family in measured["blocks"])
    return f"""namespace FpgaSeg.Planning.Logic;

/// <summary>Coefficients of the fit; written by eng/logic-model/measure.py from its measurements, not by hand.</summary>
internal static class MeasuredBlocks
{{
{families}

    /// <summary>The blocks of a <see cref="Boards.DeviceFamily"/>.</summary>
    public static LogicBlocks Of(string family) => family switch
    {{
{cases}
        _ => throw new ArgumentException($"There are no measurements for the family '{{family}}'.", nameof(family)),
    }};
}}
"""


def write(measured):
    (HERE / "measured.json").write_text(json.dumps(fitted(measured), indent=1) + "\n")
    (HERE / "../../src/Planning/Logic/MeasuredBlocks.cs").write_text(csharp(measured))


def check(step):
    known = json.loads((HERE / "measured.json").read_text())["blocks"]
    points = [(f, b, q) for f, blocks in known.items() for b, e in blocks.items() for q in e["points"]][::step]
    wrong = [(f, b, q, luts) for f, b, q in points if abs((luts := point((f, b, q["parameters"]))[0]) - q["luts"]) > TOLERANCE * q["luts"]]
    print(*wrong, sep="\n")
    print(f"{len(points)} points, {len(wrong)} differ")
    return 1 if wrong else 0


def main():
    if "--check" in sys.argv:
        sys.exit(check(int(sys.argv[sys.argv.index("--check") + 1])))
    if "--fit" in sys.argv:
        write(json.loads((HERE / "measured.json").read_text()))
        return
    measured = {"blocks": {}, "stages": []}
    for family in SYNTHESIS:
        for block, (sweep, _) in BLOCKS.items():
            points = [{"parameters": p, "luts": point((family, block, p))[0]} for p in sweep]
            measured["blocks"].setdefault(family, {})[block] = {"points": points}
    for top, parameters in STAGES:
        for family in ("xc7", "ecp5"):
            luts, flip_flops = synthesise(family, top, parameters, SOURCES + ["stages.v"], multipliers=True)
            measured["stages"].append({"family": family, "stage": top, "parameters": parameters, "luts": luts, "flip_flops": flip_flops})
    write(measured)


if __name__ == "__main__":
    main()

"""Reads the counts that rtl-resources.sh made with Yosys and writes the tables of hw/README.md."""
import pathlib
import re
import sys

FAMILIES = ["xc7", "ecp5", "ice40"]
LOGIC = {
    # Inverters, memories and shift registers of look-up tables are counted as the tables that they take.
    "xc7": {**{f"LUT{n}": 1 for n in range(1, 7)}, "INV": 1, "RAM32M": 4, "RAM64M": 4, "RAM32X1D": 2, "RAM64X1D": 2,
            "SRL16E": 1, "SRLC32E": 1},
    "ecp5": {"LUT4": 1, "CCU2C": 2, "TRELLIS_DPR16X4": 6},
    "ice40": {"SB_LUT4": 1},
}
FLIP_FLOPS = {"xc7": r"FD.E", "ecp5": r"TRELLIS_FF", "ice40": r"SB_DFF\w*"}
BLOCK_RAM = {"xc7": {"RAMB36E1": 1, "RAMB18E1": 0.5}, "ecp5": {"DP16KD": 1}, "ice40": {"SB_RAM40_4K": 1}}


def cells(text):
    """Cell counts of each module in the last statistics of a run, by the module's name in the source."""
    modules = {}
    for part in re.split(r"\n=== ", "\n" + text)[1:]:
        names = re.findall(r"fs_\w+|fpga_core", part.split("===")[0])
        if names and "design hierarchy" not in part.split("===")[0]:
            modules.setdefault(names[0], {m[0]: int(m[1]) for m in re.findall(r"\n +(\w+) +(\d+)(?=\n)", part)})
    return modules


def figures(counts, family):
    logic = sum(n * counts.get(cell, 0) for cell, n in LOGIC[family].items())
    flip_flops = sum(n for cell, n in counts.items() if re.fullmatch(FLIP_FLOPS[family], cell))
    ram = sum(n * counts.get(cell, 0) for cell, n in BLOCK_RAM[family].items())
    return [str(logic), str(flip_flops), f"{ram:g}" if ram else "-"]


def table(rows):
    lines = ["| | xc7 LUT | FF | RAMB36 | ECP5 LUT4 | FF | DP16KD | iCE40 LUT4 | FF | RAM40 |", "|---|---|---|---|---|---|---|---|---|---|"]
    return "\n".join(lines + [f"| {name} | " + " | ".join(values) + " |" for name, values in rows])


def main(work, readme, *options):
    stats = {(f, line, kind): cells((pathlib.Path(work) / f"{f}-{line}-{kind}.stat").read_text())
             for f in FAMILIES for line in (0, 1) for kind in ("flat", "modules")}
    whole = [(name, sum((figures(stats[f, line, "flat"]["fpga_core"], f) for f in FAMILIES), []))
             for line, name in ((0, "`fpga_core`, UART"), (1, "`fpga_core`, FT245"))]
    modules = sorted(set().union(*(stats[f, line, "modules"] for f in FAMILIES for line in (0, 1))))
    parts = []
    for name in modules:
        counts = [stats[f, 0, "modules"].get(name) or stats[f, 1, "modules"].get(name) for f in FAMILIES]
        if name != "fpga_core" and all(counts):
            parts.append((f"`{name}`", sum((figures(c, f) for c, f in zip(counts, FAMILIES)), [])))
    text = pathlib.Path(readme).read_text()
    new = re.sub(r"(<!-- resources -->\n).*?(\n<!-- end -->)", lambda m: m[1] + table(whole + parts) + m[2], text, flags=re.S)
    if "--check" in options:
        return 0 if new == text else 1
    pathlib.Path(readme).write_text(new)
    print(table(whole + parts))
    return 0


sys.exit(main(*sys.argv[1:]))

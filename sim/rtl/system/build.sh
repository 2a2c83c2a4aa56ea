#!/usr/bin/env bash
# build.sh BUILD_FOLDER WORK_FOLDER [BAUD]: makes WORK_FOLDER/system, a simulated board of the generated design in BUILD_FOLDER (system.cpp says how it is used).
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
design=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
/usr/bin/python3 "$root/sim/rtl/system/parameters.py" "$design/design.json" "${3:-12000000}" > "$work/parameters"
mapfile -t generics < <(grep '^-G' "$work/parameters")
definitions=$(grep '^-D' "$work/parameters" | tr '\n' ' ')
verilator --cc --exe --build --build-jobs 1 -O3 -Wno-fatal "${generics[@]}" --Mdir "$work/obj" -y "$root/hw/rtl" "$root/hw/rtl/lint.vlt" \
  -CFLAGS "-O2 -std=c++17 $definitions -I$design -isystem $design/hls/compat/ap -isystem $design/hls/compat/stream" \
  "$root/hw/rtl/fpgaseg_link_pkg.sv" "$root/hw/rtl/fpga_core.sv" --top-module fpga_core \
  "$root/sim/rtl/system/system.cpp" "$design/src/top.cpp" -o ../system > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }

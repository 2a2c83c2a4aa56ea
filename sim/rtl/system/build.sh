#!/usr/bin/env bash
# build.sh BUILD_FOLDER WORK_FOLDER: makes WORK_FOLDER/system, a simulated board of the generated design in BUILD_FOLDER (system.cpp says how it is used). Nothing of
# hw/ is used: the RTL is the folder's own copy, its top level module fpga, its parameters fpgaseg_design_pkg.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
design=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
here=$root/sim/rtl/system
[ -f "$design/rtl/fpga.sv" ] || { echo "$1 has no top level of a board: its network wants memory beside the chip (complete.sh)"; exit 1; }
words=$(sed -n 's/^\/\/ The ports are masters of one memory of at least \([0-9]*\) words.$/\1/p' "$design/src/top.hpp")
grep -q 'int Line = 1;' "$design/rtl/fpgaseg_design_pkg.sv" && line=-DFT245 || line=""
verilator --cc --exe --build --build-jobs 1 -O3 -Wno-fatal -MAKEFLAGS "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O0" $line --Mdir "$work/obj" "$root/hw/rtl/lint.vlt" \
  -CFLAGS "-std=c++17 -DMEMORY_WORDS=${words:-0} -I$design -isystem $design/hls/compat/ap -isystem $design/hls/compat/stream" \
  "$design"/rtl/*_pkg.sv "$root/sim/rtl/board/clock_primitives.sv" -y "$design/rtl" "$here/network.sv" "$here/ft232h.sv" "$here/system.sv" --top-module system \
  "$here/system.cpp" "$here/network.cpp" "$design/src/top.cpp" -o ../system > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }

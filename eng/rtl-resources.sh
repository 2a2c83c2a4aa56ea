#!/usr/bin/env bash
# Counts the resources of hw/rtl with Yosys for three families and writes the tables of hw/README.md between their marks. With --check nothing is written,
# and the exit status is 1 where the file has other numbers.
set -euo pipefail
cd "$(dirname "$0")/.."
work=artifacts/rtl/resources
mkdir -p "$work"

# Two ids that no tool can simplify.
ids="-set DESIGN_ID 256'h3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b -set MODEL_ID 256'h9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

# count FAMILY LINE flat|modules
count() {
  local synth
  case $1 in
    xc7) synth="synth_xilinx -family xc7 -noiopad" ;;
    ecp5) synth="synth_ecp5" ;;
    ice40) synth="synth_ice40" ;;
  esac
  # Yosys flattens for ice40 and ECP5 unless told not to, for xc7 only when told.
  case $1/$3 in
    xc7/flat) synth+=" -flatten" ;;
    ecp5/modules | ice40/modules) synth+=" -noflatten" ;;
  esac
  yosys -q -l "$work/$1-$2-$3.log" -p "read_verilog -sv hw/rtl/fpgaseg_link_pkg.sv hw/rtl/fs_*.sv hw/rtl/fpga_core.sv; chparam -set LINE $2 $ids fpga_core; $synth -top fpga_core; check -assert; tee -o $work/$1-$2-$3.stat stat" \
    > "$work/$1-$2-$3.out" 2>&1
}

for family in xc7 ecp5 ice40; do
  for line in 0 1; do
    count $family $line flat
    count $family $line modules
  done
done

/usr/bin/python3 eng/rtl_resources.py "$work" hw/README.md "$@"

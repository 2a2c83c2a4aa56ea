#!/usr/bin/env bash
# run.sh [NAME...]: runs the benches of hw/rtl, all or those named, and prints a table. Exit status 0 if all passed, 1 if one failed, 77 if a tool is missing.
# run.sh --list: the names of those that tests/Rtl.Tests runs, which are all but system_shipped. Programs and logs go to artifacts/rtl.
set -uo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/artifacts/rtl
units="crc uart frame image_buffer ft245 network_port mask_sender answer control message_fields frame_record mask_store"
tested="lint $units netlist link_dialogue link_stream system boards proofs"
all="$tested system_shipped"
if [ "${1:-}" = "--list" ]; then printf '%s\n' $tested; exit 0; fi
mkdir -p "$work"
package=hw/rtl/fpgaseg_link_pkg.sv

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" > /dev/null || { echo "$tool is not installed: apt install verilator iverilog yosys z3 g++"; return 77; }
  done
}

# Every module alone under Verilator -Wall, both lines under Icarus, both through Yosys' front end with its checks.
lint() {
  need verilator iverilog yosys || return
  local file line status=0
  for file in hw/rtl/f*.sv; do
    [ "$file" = $package ] || verilator --lint-only -Wall hw/rtl/lint.vlt -y hw/rtl $package "$file" --top-module "$(basename "$file" .sv)" || status=1
  done
  for line in 0 1; do
    verilator --lint-only -Wall -GLINE=$line hw/rtl/lint.vlt -y hw/rtl $package hw/rtl/fpga_core.sv --top-module fpga_core || status=1
    # Icarus says sorry where it is slower or less strict than others, not wrong.
    iverilog -g2012 -Wall -Wno-timescale -Pfpga_core.LINE=$line -s fpga_core -o "$work/lint.vvp" -y hw/rtl -Y .sv $package hw/rtl/fpga_core.sv 2>&1 |
      grep -v 'sorry: \(constant selects\|Case unique\)' && status=1
    yosys -q -p "read_verilog -sv hw/rtl/*.sv; chparam -set LINE $line fpga_core; hierarchy -check -top fpga_core; proc; opt_clean; check -assert" || status=1
  done
  [ $status = 0 ] && echo "PASS $(ls hw/rtl/f*.sv | wc -l) files"
  return $status
}

unit() {
  need iverilog || return
  local program=$work/$1_bench.vvp
  iverilog -g2012 -Wno-timescale -I sim/rtl/unit -y hw/rtl -Y .sv -s "$1_bench" -o "$program" $package "${@:2}" "sim/rtl/unit/$1_bench.sv" 2>&1 |
    grep -v 'sorry: \(constant selects\|Case unique\)'
  vvp -n "$program" | tee "$work/$1.out"
  grep -q '^PASS' "$work/$1.out"
}

# The link as Yosys understands it beside its source.
netlist() {
  need iverilog yosys || return
  local shape="-set IMAGE_WIDTH 5 -set IMAGE_HEIGHT 3 -set IMAGE_CHANNELS 2 -set MASK_WIDTH 17 -set MASK_HEIGHT 12"
  yosys -q -p "read_verilog -sv hw/rtl/*.sv; chparam $shape -set MAX_PAYLOAD 16 -set RECEIVE_BUFFER 16 -set IDLE_GAP_CLOCKS 200 fs_link; synth -flatten -top fs_link; rename -top link_netlist;
    write_verilog -noattr $work/link_netlist.v" || return 1
  unit netlist "$work/link_netlist.v"
}

# verilate NAME TOP SOURCE...: builds artifacts/rtl/NAME/NAME where a source is newer.
verilate() {
  need verilator make g++ || return
  local name=$1 top=$2 folder=$work/$1
  shift 2
  if [ -x "$folder/$name" ] && [ -z "$(find hw/rtl sim/rtl/common "sim/rtl/$name" -newer "$folder/$name" -type f -print -quit)" ]; then return 0; fi
  mkdir -p "$folder"
  local sources=() file
  for file in "$@"; do sources+=("$PWD/$file"); done
  verilator --cc --exe --build --build-jobs 1 -O3 -Wno-fatal -CFLAGS "-O1 -std=c++17" --Mdir "$folder" -y hw/rtl hw/rtl/lint.vlt $package \
    "sim/rtl/$name/$top.sv" --top-module "$top" "${sources[@]}" -o "$name" > "$folder/build.log" 2>&1 && return 0
  cat "$folder/build.log"
  return 1
}

link() {
  verilate link link_top sim/rtl/link/main.cpp sim/rtl/link/stream_bench.cpp sim/rtl/link/dialogue_bench.cpp || return
  "$work/link/link" "$1"
}

proofs() {
  need yosys yosys-smtbmc z3 || return
  sim/rtl/formal/prove.sh "$work/formal"
}

system() {
  need verilator make g++ || return
  sim/rtl/system/test.sh "$work/$1" "$2"
}

# The top level of every board: Verilator -Wall, and Yosys with the vendor's own list of cells. Around it is what gen-hls writes for one board of each kind.
boards() {
  need verilator yosys || return
  local fpgaseg=${FPGASEG:-$PWD/artifacts/bin/Cli/release/fpgaseg} folder=$work/boards kind board boards cells design status=0
  [ -x "$fpgaseg" ] || { echo "$fpgaseg is not built: dotnet build src/Cli -c Release"; return 77; }
  rm -rf "$folder"
  mkdir -p "$folder"
  "$fpgaseg" quantize tests/Import.Tests/Fixtures/bilinear.onnx --calibration samples/images/*.png -o "$folder/model.fsq" > "$folder/quantize.log" 2>&1 || { cat "$folder/quantize.log"; return 1; }
  for kind in xc7-serial xc7-fifo ecp5 gw2a; do
    case $kind in
      xc7*) cells="+/xilinx/cells_sim.v +/xilinx/cells_xtra.v" ;;
      ecp5) cells="+/ecp5/cells_sim.v +/ecp5/cells_bb.v" ;;
      gw2a) cells=+/gowin/cells_sim.v ;;
    esac
    boards=$(grep -l "fs_clock_${kind%-*}" hw/boards/*/fpga.sv)
    case $kind in
      *-serial) boards=$(grep -L inout $boards) ;;
      *-fifo) boards=$(grep -l inout $boards) ;;
    esac
    design=$folder/$kind
    board=$(dirname "${boards%%$'\n'*}")
    "$fpgaseg" gen-hls "$folder/model.fsq" --board "${board##*/}" -o "$design" > "$design.log" 2>&1 || { cat "$design.log"; status=1; continue; }
    for board in $boards; do
      verilator --lint-only -Wall hw/rtl/lint.vlt sim/rtl/board/lint.vlt "$design"/rtl/*_pkg.sv sim/rtl/board/clock_primitives.sv -y "$design/rtl" \
        sim/rtl/board/network.v "$board" --top-module fpga || { echo "FAIL $board"; status=1; }
    done
    yosys -q -p "read_verilog -sv $design/rtl/*_pkg.sv $design/rtl/f*.sv; read_verilog sim/rtl/board/network.v; read_verilog -lib $cells; hierarchy -check -top fpga;
      proc; opt_clean; check -assert" > "$design.log" 2>&1 || { cat "$design.log"; echo "FAIL $kind"; status=1; }
  done
  [ $status = 0 ] && echo "PASS $(ls hw/boards | wc -l) boards"
  return $status
}

run() {
  case $1 in
    lint | netlist | boards | proofs) "$1" ;;
    system) system system small ;;
    system_shipped) system system_shipped shipped ;;
    link_*) link "${1#link_}" ;;
    *) unit "$1" ;;
  esac
}

worst=0
table=""
for name in ${*:-$all}; do
  case " $all " in *" $name "*) ;; *) echo "no bench '$name'; there are: $all"; exit 2 ;; esac
  start=$SECONDS
  echo "== $name"
  run "$name"
  status=$?
  case $status in
    0) word=passed ;;
    77) word=skipped; [ $worst = 0 ] && worst=77 ;;
    *) word=FAILED; worst=1 ;;
  esac
  table+=$(printf '%-16s %-8s %4d s' "$name" $word $((SECONDS - start)))$'\n'
done
printf '\n%s' "$table"
exit $worst

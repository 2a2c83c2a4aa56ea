#!/usr/bin/env bash
# prove.sh WORK_FOLDER: bounded proofs of the queues and the credit by yosys and z3. Each proof must hold, and must fail with each of its planted bugs.
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$1
mkdir -p "$work"
status=0

# prove NAME STEPS FOLDER: the modules under test in FOLDER. Prints holds, fails or broken.
prove() {
  local smt=$work/$1.smt2 answer
  yosys -q -l "$work/$1.yosys.log" -p "read_verilog -formal -sv $3/*.sv $root/sim/rtl/formal/$1.sv; prep -flatten -top $1; async2sync; memory_map;
    opt -full; opt_clean; dffunmap; write_smt2 -wires $smt" > "$work/$1.out" 2>&1 || { echo broken; return; }
  answer=$(yosys-smtbmc --noprogress -s z3 -t "$2" "$smt" 2>&1)
  case $answer in
    *"Status: PASSED"*) echo holds ;;
    *"Status: FAILED"*) echo fails ;;
    *) echo broken ;;
  esac
}

# modules FOLDER [SED]: copies of the modules under test, with a planted bug. In the queue between clocks every clock becomes an enable of one common clock.
modules() {
  rm -rf "$1" && mkdir -p "$1"
  cp "$root/hw/rtl/fs_image_buffer.sv" "$1"
  for module in fs_async_fifo fs_synchroniser; do
    sed -E -e 's/@\(posedge (in_clk|out_clk|clk)\)/@(posedge step) if (\1)/' -e 's/\.clk\((in_clk|out_clk)\)/.step(step), .clk(\1)/' \
      -e 's/^\) \($/) ( input wire logic step,/' "$root/hw/rtl/$module.sv" > "$1/$module.sv"
  done
  [ $# -lt 2 ] && return
  cp -r "$1" "$1.before"
  sed -i -E "$2" "$1"/*.sv
  if diff -rq "$1" "$1.before" > "$work/diff.out"; then echo "  the bug '$2' changes nothing"; status=1; fi
  rm -rf "$1.before"
}

expect() { # NAME STEPS EXPECTED WHAT FOLDER
  local found
  found=$(prove "$1" "$2" "$5")
  printf '  %-20s %2d steps  %-6s %s\n' "$1" "$2" "$found" "$4"
  [ "$found" = "$3" ] || { echo "FAIL $1: $found, expected $3 ($4)"; status=1; }
}

modules "$work/good"
expect image_buffer_proof 10 holds "as it is" "$work/good"
expect credit_proof 13 holds "as it is" "$work/good"
expect async_fifo_proof 12 holds "as it is" "$work/good"

planted() { # NAME STEPS SED
  modules "$work/bad" "$3"
  expect "$1" "$2" fails "with $3" "$work/bad"
}

planted image_buffer_proof 10 "s/assign full = .*/assign full = write_at == (committed ^ Capacity);/"
planted image_buffer_proof 10 "s/write_at <= committed;/write_at <= write_at;/"
planted image_buffer_proof 10 "s/committed != read_at \&\&/write_at != read_at \&\&/"
planted credit_proof 13 "s/(assign free = .*);/\1 + 1'b1;/"
planted async_fifo_proof 12 "s/held < Bits/held <= Bits/"
planted async_fifo_proof 12 "s/write_gray <= write_next/write_gray <= (write_next + 1'b1)/"
exit $status

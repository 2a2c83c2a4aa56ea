#!/usr/bin/env bash
# test.sh WORK_FOLDER: quantizes a small network, generates it for a board with a UART and for one with an FT232H, simulates both boards whole, and streams images
# through them with fpgaseg: over a pseudo-terminal at the line's rate and with clocks 2 % apart; over libusb, sim/usb and the chip's pins without pauses
# and with many. The masks must be those of the bit-accurate simulator. Exit status 77 where fpgaseg is not built; FPGASEG may name another one.
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
fpgaseg=${FPGASEG:-$root/artifacts/bin/Cli/release/fpgaseg}
[ -x "$fpgaseg" ] || { echo "$fpgaseg is not built: dotnet build src/Cli -c Release"; exit 77; }
rm -rf "$1/run"
mkdir -p "$1/run" && cd "$1" || exit 1
mapfile -t images < <(find "$root/samples/images" -name '*.png' | sort | head -6)
"$fpgaseg" quantize "$root/tests/Import.Tests/Fixtures/bilinear.onnx" --calibration "${images[@]}" -o run/model.fsq > run/quantize.log 2>&1 &&
  "$fpgaseg" simulate run/model.fsq "${images[@]}" -o run/expected > run/simulate.log 2>&1 || { cat run/*.log; echo "FAIL the model was not made"; exit 1; }
[ "$(sha256sum run/expected/*.png | cut -c1-64 | sort -u | wc -l)" -gt 2 ] || { echo "FAIL all masks are alike: the test says nothing"; exit 1; }

# made NAME BOARD: generates the design and builds its board as folder NAME. A design is the same as long as nothing it depends on has changed; then the
# program need not be built again.
made() {
  "$fpgaseg" gen-hls run/model.fsq --board "$2" -o "run/$1" > "run/generate-$1.log" 2>&1 || { cat "run/generate-$1.log"; echo "FAIL the design was not made"; exit 1; }
  local key
  key=$(cat "run/$1"/design.json "run/$1"/rtl/* "$root"/sim/rtl/{board,common,system}/* | sha256sum)
  if [ ! -x "$1/system" ] || [ "$key" != "$(cat "$1/built" 2> /dev/null)" ]; then
    "$root/sim/rtl/system/build.sh" "run/$1" "$1" || exit 1
    echo "$key" > "$1/built"
  fi
}

# streamed NAME DEVIATION TEXT COMMAND...: lets COMMAND, in which PORT stands for what the board printed, stream the images through the board.
streamed() {
  local name=$1 deviation=$2 text=$3 run=run/$1$2 board image mask frames status command
  shift 3
  "./$name/system" "$run.tty" "$deviation" > "$run.board.log" 2>&1 &
  board=$!
  for _ in $(seq 50); do grep -q ready "$run.board.log" && break; sleep 0.1; done
  command=("${@/PORT/$(sed -n 's/^ready //p' "$run.board.log")}")
  timeout 60 "${command[@]}" --build "run/$name" --no-overlays "${images[@]}" -o "$run.masks" > "$run.stream.log" 2>&1
  status=$?
  kill $board 2> /dev/null
  wait $board || { cat "$run.board.log" "$run.stream.log"; echo "FAIL the board"; exit 1; }
  [ $status = 0 ] || { cat "$run.stream.log"; echo "FAIL fpgaseg stream: exit status $status"; exit 1; }
  for image in "${images[@]}"; do
    mask=$(basename "$image")
    cmp "run/expected/$mask" "$run.masks/$mask" || { echo "FAIL mask $mask"; exit 1; }
  done
  # On a busy machine the simulation may stand still for longer than the idle gap: the host gives up a frame then and gets it again.
  frames=$(grep '^frame' "$run.board.log" | sort -u | wc -l)
  [ "$frames" -ge ${#images[@]} ] || { cat "$run.board.log"; echo "FAIL $frames frames for ${#images[@]} images"; exit 1; }
  echo "  $text: ${#images[@]} masks equal, $(tail -1 "$run.board.log")"
}

made uart arty-a7-35t
for offset in 0 20 -20; do
  streamed uart $offset "UART, clocks $offset thousandths apart" "$fpgaseg" stream --device "serial:run/uart$offset.tty?baud=12000000"
done

made ft245 arty-a7-100t-ft232h
pkg-config --exists umockdev-1.0 || { echo "the FT245 line was not tested: apt install libumockdev-dev"; exit 77; }
make -s -C "$root/sim/usb" OUT="$PWD/usb" || exit 1
for pauses in 0 400; do
  streamed ft245 $pauses "FT232H, pausing in $pauses thousandths of its clocks" \
    env LD_PRELOAD=libumockdev-preload.so.0 usb/virtual_usb --plug ft232h PORT "$fpgaseg" stream --device ftdi:any
done

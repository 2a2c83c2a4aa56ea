#!/usr/bin/env bash
# test.sh WORK_FOLDER [small|shipped]: quantizes a network, generates it for boards, simulates these whole, and streams images through them with fpgaseg. The masks
# must be those of the bit-accurate simulator. Exit status 77 where fpgaseg is not built; FPGASEG may name another one.
# small: a network of a few operators, on a board with a UART and on one with an FT232H: over a pseudo-terminal at the line's rate and with clocks 2 % apart; over
# libusb, sim/usb and the chip's pins without pauses and with many.
# shipped: the network of models/ at its full size, on the board with the FT232H, its long skips in an array beside the compiled C++ (complete.sh).
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
fpgaseg=${FPGASEG:-$root/artifacts/bin/Cli/release/fpgaseg}
[ -x "$fpgaseg" ] || { echo "$fpgaseg is not built: dotnet build src/Cli -c Release"; exit 77; }
rm -rf "$1/run"
mkdir -p "$1/run" && cd "$1" || exit 1
small=$root/tests/Import.Tests/Fixtures/bilinear.onnx
case ${2:-small} in
  small) network=$small count=6 different=3 ;;
  shipped) network=$root/models/cmunext_xxs_dsb2018.onnx count=2 different=2 ;;
  *) echo "no network '$2'"; exit 2 ;;
esac
mapfile -t images < <(find "$root/samples/images" -name '*.png' | sort | head -$count)
mapfile -t calibration < <(find "$root/samples/calibration" -name '*.png' | sort)

# quantized ONNX NAME: makes run/NAME.fsq.
quantized() {
  "$fpgaseg" quantize "$1" --calibration "${calibration[@]}" -o "run/$2.fsq" > "run/quantize-$2.log" 2>&1 || { cat "run/quantize-$2.log"; echo "FAIL the model was not made"; exit 1; }
}

quantized "$network" model
"$fpgaseg" simulate run/model.fsq "${images[@]}" -o run/expected > run/simulate.log 2>&1 || { cat run/simulate.log; echo "FAIL no masks to compare with"; exit 1; }
[ "$(find run/expected -name '*.png' ! -name '*.overlay.png' -exec sha256sum {} + | cut -c1-64 | sort -u | wc -l)" -ge $different ] || { echo "FAIL all masks are alike: the test says nothing"; exit 1; }

# generated MODEL BOARD NAME: the design of run/MODEL.fsq as run/NAME.
generated() {
  "$fpgaseg" gen-hls "run/$1.fsq" --board "$2" -o "run/$3" > "run/generate-$3.log" 2>&1 || { cat "run/generate-$3.log"; echo "FAIL the design was not made"; exit 1; }
}

# made NAME BOARD: generates the design and builds its board as folder NAME. A design is the same as long as nothing it depends on has changed; then the
# program need not be built again.
made() {
  generated model "$2" "$1"
  if [ ! -e "run/$1/rtl" ]; then
    quantized "$small" other
    generated other "$2" other
    "$root/sim/rtl/system/complete.sh" "run/$1" run/other || { echo "FAIL the design was not completed"; exit 1; }
  fi
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

usb() {
  pkg-config --exists umockdev-1.0 || { echo "the FT245 line was not tested: apt install libumockdev-dev"; exit 77; }
  make -s -C "$root/sim/usb" OUT="$PWD/usb" || exit 1
}

# over_usb NAME PAUSES TEXT
over_usb() {
  streamed "$@" env LD_PRELOAD=libumockdev-preload.so.0 usb/virtual_usb --plug ft232h PORT "$fpgaseg" stream --device ftdi:any
}

if [ "$network" != "$small" ]; then
  usb
  made shipped arty-a7-100t-ft232h
  over_usb shipped 0 "$(basename "$network" .onnx), FT232H"
  exit
fi

made uart arty-a7-35t
for offset in 0 20 -20; do
  streamed uart $offset "UART, clocks $offset thousandths apart" "$fpgaseg" stream --device "serial:run/uart$offset.tty?baud=12000000"
done

usb
made ft245 arty-a7-100t-ft232h
for pauses in 0 400; do
  over_usb ft245 $pauses "FT232H, pausing in $pauses thousandths of its clocks"
done

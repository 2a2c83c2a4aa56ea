#!/usr/bin/env bash
# test.sh WORK_FOLDER: quantizes a small network, generates it, simulates the whole board at its line's rate and with clocks 2 % apart, and streams images
# through it with fpgaseg: the masks must be those of the bit-accurate simulator. Exit status 77 where fpgaseg is not built; FPGASEG may name another one.
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
fpgaseg=${FPGASEG:-$root/artifacts/bin/Cli/release/fpgaseg}
[ -x "$fpgaseg" ] || { echo "$fpgaseg is not built: dotnet build src/Cli -c Release"; exit 77; }
rm -rf "$1/run"
mkdir -p "$1/run" && cd "$1" || exit 1
baud=12000000

mapfile -t images < <(find "$root/samples/images" -name '*.png' | sort | head -6)
"$fpgaseg" quantize "$root/tests/Import.Tests/Fixtures/bilinear.onnx" --calibration "${images[@]}" -o run/model.fsq > run/quantize.log 2>&1 &&
  "$fpgaseg" gen-hls run/model.fsq --board arty-a7-35t -o run/build > run/generate.log 2>&1 &&
  "$fpgaseg" simulate run/model.fsq "${images[@]}" -o run/expected > run/simulate.log 2>&1 || { cat run/*.log; echo "FAIL the design was not made"; exit 1; }
# The design is the same as long as nothing it depends on has changed; then the program need not be built again.
key=$(cat run/build/design.json "$root"/hw/rtl/*.sv "$root"/sim/rtl/{common,system}/* | sha256sum)
if [ ! -x system ] || [ "$key" != "$(cat built 2> /dev/null)" ]; then
  "$root/sim/rtl/system/build.sh" run/build . $baud || exit 1
  echo "$key" > built
fi

for offset in 0 20 -20; do
  ./system "run/line$offset" $offset > "run/board$offset.log" 2>&1 &
  board=$!
  for _ in $(seq 50); do grep -q ready "run/board$offset.log" && break; sleep 0.1; done
  timeout 60 "$fpgaseg" stream --device "serial:run/line$offset?baud=$baud" --build run/build --no-overlays "${images[@]}" -o "run/masks$offset" > "run/stream$offset.log" 2>&1
  streamed=$?
  kill $board
  wait $board || { cat "run/board$offset.log"; echo "FAIL the board"; exit 1; }
  [ $streamed = 0 ] || { cat "run/stream$offset.log"; echo "FAIL fpgaseg stream: exit status $streamed"; exit 1; }
  for image in "${images[@]}"; do
    mask=$(basename "$image")
    cmp "run/expected/$mask" "run/masks$offset/$mask" || { echo "FAIL mask $mask"; exit 1; }
  done
  # On a busy machine the simulation may stand still for longer than the idle gap: the host gives up a frame then and gets it again.
  frames=$(grep '^frame' "run/board$offset.log" | sort -u | wc -l)
  [ "$frames" -ge ${#images[@]} ] || { cat "run/board$offset.log"; echo "FAIL $frames frames for ${#images[@]} images"; exit 1; }
  echo "  clocks $offset thousandths apart: ${#images[@]} masks equal, $(tail -1 "run/board$offset.log")"
done
[ "$(sha256sum run/expected/*.png | cut -c1-64 | sort -u | wc -l)" -gt 2 ] || { echo "FAIL all masks are alike: the test says nothing"; exit 1; }

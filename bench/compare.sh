#!/usr/bin/env bash
# The simulator beside what else runs these networks on this machine, in one run, in turn, on the same threads: the float executor, ONNX Runtime float32 and
# int8 (onnxruntime-node), the compiled generated C++.
#   bench/compare.sh [--json] [--rounds N] [--network NAME model.fsq float.onnx]...
# Without --network: the shipped CMUNeXt-XXS and Mini-Net of models/, quantized here, at 256x256.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rounds=12 json=no networks=()
while [ $# -gt 0 ]; do
  case $1 in
    --json) json=yes; shift ;;
    --rounds) rounds=$2; shift 2 ;;
    --network) networks+=("$2" "$3" "$4"); shift 4 ;;
    *) sed -n '2,6p' "$0" >&2; exit 2 ;;
  esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fpgaseg() { "$root/fpgaseg" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }

dotnet build "$root/bench/Compare/Compare.csproj" -c Release -v q -nologo >&2
compare="dotnet $root/artifacts/bin/Compare/release/FpgaSeg.Compare.dll"
if [ ${#networks[@]} -eq 0 ]; then
  fpgaseg quantize "$root/models/cmunext_xxs_dsb2018.onnx" --calibration "$root/samples/calibration" --max-images 4 -o "$work/xxs.fsq"
  networks=(cmunext-xxs "$work/xxs.fsq" "$root/models/cmunext_xxs_dsb2018.onnx")
  fpgaseg quantize "$root/models/mini_net_dsb2018.onnx" --calibration "$root/samples/calibration" --max-images 4 -o "$work/mini.fsq"
  networks+=(mini-net "$work/mini.fsq" "$root/models/mini_net_dsb2018.onnx")
fi
runtime=$root/tests/interop
if [ ! -d "$runtime/node_modules/onnxruntime-node" ]; then
  npm ci --ignore-scripts --no-audit --no-fund --silent --prefix "$runtime" >&2 || { echo "onnxruntime-node could not be installed; compared without it" >&2; runtime=-; }
fi
arguments=()
for ((k = 0; k < ${#networks[@]}; k += 3)); do
  name=${networks[k]} model=${networks[k + 1]} float=${networks[k + 2]}
  fpgaseg export "$model" --qdq -o "$work/$name.qdq.onnx"
  fpgaseg gen-hls "$model" -o "$work/$name" || [ $? = 1 ] # a design that fits no board is compiled all the same
  make -s -C "$work/$name" csim >&2
  arguments+=("$name" "$model" "$float" "$work/$name.qdq.onnx" "$work/$name/bin/csim")
done
image=$(find "$root/samples/images" -name '*.png' | sort | head -1)
$compare "$root/bench/ort.mjs" "$runtime" "$rounds" "$image" "${arguments[@]}" > "$work/report.json"
if [ $json = yes ]; then
  cat "$work/report.json"
else
  python3 "$root/bench/table.py" "$work/report.json"
fi

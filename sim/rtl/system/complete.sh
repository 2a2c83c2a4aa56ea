#!/usr/bin/env bash
# complete.sh BUILD_FOLDER OTHER_FOLDER: gives a generated design that keeps data beside the chip an rtl/, which gen-hls does not write since a board of it would need a
# controller for that memory. It is the rtl/ of OTHER_FOLDER, a design for the same board, with the parameters of this design's design.json: the link and the
# board's top level do not depend on the network otherwise. In simulation the memory is an array beside the compiled C++ (network.cpp).
set -euo pipefail
design=$1/design.json
[ ! -e "$1/rtl" ] || { echo "$1 has a top level of its own"; exit 1; }

# value INDENT KEY [SECTION]: what design.json says for a key of a section, or of the whole file.
value() {
  local from=${3:+"/^  \"$3\": {/,/^  }/"}
  sed -n "${from:-}s/^$1\"$2\": \"\?\([0-9a-z-]*\)\"\?,\?\$/\1/p" "$design"
}
whole() { value '  ' "$1"; }
section() { value '    ' "$2" "$1"; }

cmp <(grep '^  "\(board\|clock_hz\)"' "$design") <(grep '^  "\(board\|clock_hz\)"' "$2/design.json") || { echo "$2 is for another board or clock"; exit 1; }
cp -r "$2/rtl" "$1/rtl"
parameters=$1/rtl/fpgaseg_design_pkg.sv

# put NAME VALUE: one parameter. A name or a value that is missing is an error.
put() {
  [ -n "$2" ] && grep -q " $1 = [^;]*;" "$parameters" || { echo "no $1 in $design or $parameters"; exit 1; }
  sed -i "s/ $1 = [^;]*;/ $1 = $2;/" "$parameters"
}

put DesignId "256'h$(whole design_id)"
put ModelId "256'h$(whole model_id)"
put ImageWidth "$(section image width)"
put ImageHeight "$(section image height)"
put ImageChannels "$(section image channels)"
put ImagePasses "$(section image passes)"
put MaskWidth "$(section mask width)"
put MaskHeight "$(section mask height)"
put MaxPayload "$(section link max_payload)"
put ReceiveBuffer "$(section link receive_buffer)"
put LatencyCycles "$(section prediction latency_cycles)"

#!/usr/bin/env bash
# Takes every network of the zoo, with random weights, through the whole toolchain and writes docs/zoo.md. Names as arguments: only these rows.
#   FPGASEG_ZOO   folder of the exported networks and of the answers (artifacts/zoo); what is there is not done again
set -euo pipefail
cd "$(dirname "$0")/.."
eng/setup.sh test
export OMP_WAIT_POLICY=passive
/usr/bin/python3 training/zoo_table.py --fpgaseg ./fpgaseg --out "${FPGASEG_ZOO:-artifacts/zoo}" --page docs/zoo.md ${1:+--only "$@"}

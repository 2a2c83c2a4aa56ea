#!/usr/bin/env bash
# Takes every network of the zoo, with random weights, through the whole toolchain and writes docs/zoo.md; half an hour on two cores.
#   eng/zoo.sh [--resume] [--only NAME ...]
# FPGASEG_ZOO names the folder of the exported networks (artifacts/zoo).
set -euo pipefail
cd "$(dirname "$0")/.."
eng/setup.sh test
export OMP_WAIT_POLICY=passive
exec /usr/bin/python3 training/zoo_table.py --fpgaseg ./fpgaseg --out "${FPGASEG_ZOO:-artifacts/zoo}" --page docs/zoo.md "$@"

#!/usr/bin/env bash
# Lints, builds and runs every test. The last line is "N passed, N failed, N skipped"; the exit status is 0 only if none failed.
set -uo pipefail
cd "$(dirname "$0")"
eng/setup.sh test || exit 1

echo "== build (warnings are errors)"
# One compiler for all projects, even where the environment asks for one each: starting it and its analyzers 37 times is half of the build's time.
dotnet build FpgaSeg.sln -c Release -v q -nologo -p:UseSharedCompilation=true || exit 1
dotnet build-server shutdown --vbcscompiler > /dev/null

echo "== lint"
dotnet format whitespace FpgaSeg.sln --no-restore --verify-no-changes || exit 1
eng/lint.sh || exit 1

echo "== training"
if /usr/bin/python3 -c 'import torch, onnx' 2> /dev/null; then
  OMP_WAIT_POLICY=passive /usr/bin/python3 -W ignore -m unittest discover -q training || exit 1
else
  echo "skipped: python3-torch and python3-onnx are not installed"
fi

echo "== test"
results=artifacts/test-results
rm -rf "$results"
# Two test processes at a time: the command line's tests mostly wait for one process, those of the generated C++ use what is left.
dotnet test FpgaSeg.sln -c Release --no-build -v q -nologo -m:2 --logger trx --results-directory "$results"
status=$?
eng/count-tests.sh "$results"
exit $status

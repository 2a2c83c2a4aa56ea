#!/usr/bin/env bash
# Installs what is missing of the tools FpgaSeg needs on Debian and asks the NuGet feed for the optional packages.
#   eng/setup.sh run     what ./fpgaseg needs: a C++ compiler and make for the virtual board, libusb for boards on USB
#   eng/setup.sh test    what ./test.sh needs on top
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
purpose=${1:-run}

if ! command -v dotnet > /dev/null || ! dotnet --list-sdks | grep -q '^1[0-9]\.'; then
  echo "error: the .NET 10 SDK is missing." >&2
  echo "  try   install it as https://dotnet.microsoft.com/download describes for your system, then run this again." >&2
  exit 2
fi

declare -A packages=([g++]=g++ [make]=make)
if [ "$purpose" = test ]; then
  packages+=([clang++]=clang [chromium]=chromium [node]=nodejs [npm]=npm [tclsh]=tcl [openFPGALoader]=openfpgaloader [umockdev-run]=umockdev [pkg-config]=pkg-config)
fi
missing=()
for tool in "${!packages[@]}"; do
  command -v "$tool" > /dev/null || missing+=("${packages[$tool]}")
done
ldconfig -p | grep -q libusb-1.0.so.0 || missing+=(libusb-1.0-0)
if [ "$purpose" = test ]; then
  dpkg -s libumockdev-dev > /dev/null 2>&1 || missing+=(libumockdev-dev)
  ldconfig -p | grep -q libgdk_pixbuf-2.0.so.0 || missing+=(libgdk-pixbuf-2.0-0)
  dpkg -s libonnx-testdata > /dev/null 2>&1 || missing+=(libonnx-testdata)
  # clang's sanitizer runtime is a package of its own, named after clang's version.
  clang_version=$({ clang++ -dumpversion 2> /dev/null || echo 14; } | cut -d. -f1)
  [ -e "/usr/lib/llvm-$clang_version/lib/clang" ] && [ -n "$(find "/usr/lib/llvm-$clang_version/lib/clang/" -name 'libclang_rt.asan*' -print -quit)" ] \
    || missing+=("libclang-rt-$clang_version-dev")
fi

if [ ${#missing[@]} -gt 0 ]; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  echo "installing ${missing[*]}" >&2
  $sudo apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
if [ "$purpose" = test ] && [ ! -d "$root/tests/interop/node_modules/onnxruntime-node" ]; then
  # ONNX Runtime is the tests' independent reference. Without it they say that they are skipped.
  npm ci --ignore-scripts --no-audit --no-fund --silent --prefix "$root/tests/interop" >&2 || echo "warning: onnxruntime-node could not be installed; tests against ONNX Runtime are skipped." >&2
fi
"$root/eng/probe-feed.sh"

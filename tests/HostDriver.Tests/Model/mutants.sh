#!/usr/bin/env bash
# Plants protocol bugs in a copy of the sources, one at a time, and runs the model's walks and exploration on each: every one must be found.
# Prints a line per bug; the exit status is 1 when one was missed.
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src" "$work/sim" "$work/tests" "$work/artifacts" "$work/eng"
cp -r "$root"/src/{Core,Protocol,HostDriver} "$work/src"
cp -r "$root"/sim/VirtualBoard "$work/sim"
cp -r "$root"/tests/HostDriver.Tests "$work/tests"
cp "$root"/{Directory.Build.props,Directory.Packages.props,global.json,.editorconfig} "$work"
cp -r "$root"/eng/. "$work/eng"
cp "$root"/artifacts/feed.props "$work/artifacts" 2> /dev/null
cd "$work" || exit 2

tests() {
  dotnet build tests/HostDriver.Tests -v q -nologo -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false > build.log 2>&1 || return 2
  timeout 300 dotnet test tests/HostDriver.Tests --no-build -nologo --filter "FullyQualifiedName~Tests.Model." > test.log 2>&1
}

missed=0
# mutant NAME FILE BEFORE AFTER: one place of the file has BEFORE.
mutant() {
  local name=$1 file=$2 before=$3 after=$4
  cp "$file" original
  /usr/bin/python3 - "$file" "$before" "$after" << 'PY' || { echo "stale   $name"; missed=1; return; }
import sys
path, before, after = sys.argv[1:]
text = open(path).read()
if text.count(before) != 1:
    sys.exit(1)
open(path, "w").write(text.replace(before, after))
PY
  tests
  case $? in
    0) echo "MISSED  $name"; missed=1 ;;
    2) echo "broken  $name: $(grep -m1 error build.log)"; missed=1 ;;
    *) echo "found   $name: $(grep -m1 -oE 'the mask of image .* is wrong|no end after [0-9]+ steps|image .* failed|image .* came when .*|the undisturbed line does not lead.*|Exception[^ ]*' test.log)" ;;
  esac
  mv original "$file"
}

tests || { echo "the sources fail as they are"; tail -20 test.log; exit 2; }
mutant "no CRC-32 check" src/Protocol/Frames/FrameDecoder.cs "return Crc32.Of(candidate[2..end]) == BinaryPrimitives.ReadUInt32LittleEndian(candidate[end..]);" "return end > 0;"
# (Without the header check nothing wrong is believed either: the CRC-32 covers the header. It keeps a damaged length from costing the frames behind it.)
mutant "board: offset not checked" sim/VirtualBoard/Board/ImageReceiver.cs " || data.Offset != _offset" ""
mutant "board: frame number not checked" sim/VirtualBoard/Board/ImageReceiver.cs "data.FrameNumber != _frameNumber || " ""
mutant "board: old session kept at a new nonce" sim/VirtualBoard/Board/BoardModel.cs "if (_nonce != hello.Nonce)" "if (_nonce is null)"
mutant "board: POLL is not answered" sim/VirtualBoard/Board/BoardModel.cs "_ackWanted |= frame.Type == FrameType.Poll;" ""
mutant "host: offset of a mask not checked" src/HostDriver/Session/HostLink.cs " || data.Offset != _maskOffset" ""
mutant "host: mask taken as whole with a hole" src/HostDriver/Session/HostLink.cs "var complete = done.Status != FrameStatus.Ok || _maskOffset == _board.Mask.ByteCount;" "var complete = true;"
mutant "host: FRAME-DONE of another image taken" src/HostDriver/Session/HostLink.cs "done.FrameNumber != (ushort)_maskImage || " ""
mutant "host: a lost session goes unnoticed" src/HostDriver/Session/HostLink.cs "SessionLost = refusal.Reason;" ""
mutant "window: off by one" src/Protocol/Flow/GoBackWindow.cs "if (expected < Acknowledged || expected > Next)" "if (expected < Acknowledged || expected >= Next)"
mutant "window: old words move it back" src/Protocol/Flow/GoBackWindow.cs "expected < Acknowledged || " ""
mutant "window: nothing is sent again" src/Protocol/Flow/GoBackWindow.cs "            GoBack();" "            return true;"
mutant "window: acknowledged segments are kept" src/Protocol/Flow/GoBackWindow.cs "oldest.End <= expected" "oldest.End < expected"
mutant "sequence numbers compared without wrapping" src/Protocol/Flow/SequenceNumber.cs "(short)(a - b) >= 0" "a > b + 1"
exit $missed

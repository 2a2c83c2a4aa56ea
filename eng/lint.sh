#!/usr/bin/env bash
# What the C# analyzers do not see: shell syntax, Python syntax, stray white space, machine paths.
set -uo pipefail
cd "$(dirname "$0")/.."
status=0
complain() { echo "lint: $1" >&2; status=1; }

tracked() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [ -f "$f" ] && echo "$f"; done; }

for script in $(tracked '*.sh' fpgaseg .ci/run); do
  bash -n "$script" || complain "$script does not parse"
done
python=$(command -v /usr/bin/python3 || command -v python3 || true)
if [ -n "$python" ]; then
  for script in $(tracked '*.py'); do
    "$python" -c "import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])" "$script" || complain "$script does not parse"
  done
fi
text=$(tracked '*.cs' '*.hpp' '*.cpp' '*.h' '*.sbn' '*.sh' '*.py' '*.md' '*.props' '*.csproj' '*.json' fpgaseg .ci/run | grep -v '/Golden/\|/Cases/\|/Fixtures/')
grep -nE '[[:blank:]]+$' $text && complain "trailing white space"
grep -nE '(^|[^A-Za-z0-9_.])/(work|root|home)/[A-Za-z0-9]' $text && complain "a path of one machine"
exit $status

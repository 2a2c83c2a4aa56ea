#!/usr/bin/env bash
# Adds up the counters of every .trx file in a folder: "N passed, N failed, N skipped".
set -euo pipefail
passed=0 failed=0 skipped=0
for file in "$1"/*.trx; do
  counters=$(grep -o '<Counters [^>]*>' "$file")
  value() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$counters"; }
  total=$(value total) executed=$(value executed)
  passed=$((passed + $(value passed)))
  failed=$((failed + $(value failed) + $(value error) + $(value timeout) + $(value aborted)))
  skipped=$((skipped + total - executed))
done
echo "$passed passed, $failed failed, $skipped skipped"

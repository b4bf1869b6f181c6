#!/usr/bin/env bash
# A broken file: the faulty line becomes a hole, the rest of the file cannot change.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/gcd.py" <<'PYTHON'
def gcd(a, b):
    while b
        a, b = b, a % b
    return a
PYTHON

dcode fix --diff "$folder/gcd.py"   # shows what would change and writes nothing
dcode fix --write "$folder/gcd.py"  # writes it
python3 -c "import sys; sys.path.insert(0, '$folder'); import gcd; print(gcd.gcd(12, 18))"

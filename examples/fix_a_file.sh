#!/usr/bin/env bash
# A broken file: the faulty line becomes a hole, the rest of the file cannot change. Where no attempt of the model
# makes it better, dcode says so with exit code 4 and the file is as it was.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/prime.py" <<'PYTHON'
def is_prime(n):
    if n < 2
        return False
    for i in range(2, int(n**0.5) + 1):
        if n % i == 0:
            return False
    return True
PYTHON

status=0
dcode fix --diff "$folder/prime.py" || status=$? # shows what would change and writes nothing
if [ "$status" = 0 ]; then
  dcode fix --write "$folder/prime.py" # writes it
  dcode fix --check "$folder/prime.py" && echo "it parses again"
elif [ "$status" = 4 ]; then
  echo "the model could not mend it; the file is untouched"
else
  exit "$status"
fi

#!/usr/bin/env bash
# A wish from the shell: code goes to stdout, everything else to stderr, so a redirect is a file one can run.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

dcode gen --quiet "a function that checks if a number is prime" >"$folder/prime.py"
cat "$folder/prime.py"

# the same wish as one JSON object: text, tokens, model calls, seconds
dcode gen --quiet --output-format json "a function that checks if a number is prime"

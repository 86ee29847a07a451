#!/usr/bin/env bash
# Pin every package with its hashes. No address of an index is written into the files.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}
lock pyproject.toml requirements/build.in -o requirements/runtime.txt
lock --extra dev -c requirements/runtime.txt pyproject.toml requirements/build.in \
  -o requirements/dev.txt

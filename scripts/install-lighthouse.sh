#!/usr/bin/env bash
# Lighthouse for make soak: the versions of tests/lighthouse/package-lock.json, checked by their
# hashes, in .venv/lighthouse. No step of a package is run.
set -euo pipefail
cd "$(dirname "$0")/.."
target=.venv/lighthouse
lock=tests/lighthouse/package-lock.json
if cmp -s "$lock" "$target/package-lock.json" && [ -d "$target/node_modules/lighthouse" ]; then exit 0; fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  [ "$(id -u)" = 0 ] || { echo "Install once, as an administrator: sudo apt-get install nodejs npm" >&2; exit 1; }
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends nodejs npm >/dev/null
fi
rm -rf "$target"
mkdir -p "$target"
cp tests/lighthouse/package.json "$target"
cp "$lock" "$target"
npm ci --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error

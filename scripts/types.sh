#!/usr/bin/env bash
# Check the types of what must be typed: core, documents, and every rules, actions, policies module.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
modules=$(cd src && find congvu -mindepth 2 -maxdepth 2 -regex '.*/\(rules\|actions\|policies\)\(\.py\)?' |
  sed -e 's/\.py$//' -e 's#/#.#g' | sort -u)
args=(-p congvu.core -p congvu.documents)
for module in $modules; do
  case "$module" in congvu.core.* | congvu.documents.*) continue ;; esac
  if [ -d "src/${module//.//}" ]; then args+=(-p "$module"); else args+=(-m "$module"); fi
done
MYPYPATH=src PYTHONPATH=src exec "$python" -m mypy "${args[@]}"

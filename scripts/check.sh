#!/usr/bin/env bash
# Everything that finds a mistake without running the product, quickest first.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
bin=$(dirname "$python")
CONGVU_HOME=$(mktemp -d)
export CONGVU_HOME PYTHONPATH=src DJANGO_SETTINGS_MODULE=congvu.config.settings.test
trap 'rm -rf "$CONGVU_HOME"' EXIT
step() { printf '%-24s' "$1"; shift; out=$("$@" 2>&1) && echo ok || { echo FAILED; echo "$out"; exit 1; }; }

step "ruff" "$bin/ruff" check src tests benchmarks scripts
step "format" "$bin/ruff" format --check src tests benchmarks scripts
step "templates" "$bin/djlint" src --lint --quiet
step "types" env PYTHON="$python" scripts/types.sh
step "floors" "$bin/lint-imports" --no-cache
step "documents" "$python" scripts/check_docs.py
step "django check" "$python" -m django check
step "django check --deploy" env DJANGO_SETTINGS_MODULE=congvu.config.settings.production \
  "$python" -m django check --deploy --fail-level WARNING
step "migrations" "$python" -m django makemigrations --check --dry-run
step "architecture" "$python" -m pytest -p no:randomly -n 0 tests/test_architecture.py tests/house/test_guards.py
echo "all checks passed"

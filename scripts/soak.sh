#!/usr/bin/env bash
# The long tests, one after the other, on both databases. Hours, not minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
export CONGVU_SOAK=1
scripts/install-lighthouse.sh
"$python" -m pytest -m soak -n 0 --durations=10 "$@"
folder=$(CONGVU_TEST_FSYNC=on scripts/postgres.sh start)
trap 'scripts/postgres.sh stop "$folder"' EXIT
DATABASE_URL=$(scripts/postgres.sh url "$folder") "$python" -m pytest -m soak -n 0 --durations=10 "$@"
# a million rows behind the pages, ten minutes of people saving; both measure PostgreSQL themselves
BENCH_ROWS=1000000 BENCH_SECONDS=600 PYTHONPATH=src "$python" -m benchmarks bench_pages bench_clients bench_intake
BENCH_DOSSIERS=1000000 PYTHONPATH=src "$python" -m benchmarks bench_reports

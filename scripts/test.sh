#!/usr/bin/env bash
# The whole suite: on SQLite, on PostgreSQL, then the browser journeys. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
unset DATABASE_URL CONGVU_HOME CONGVU_DEMO CONGVU_TODAY
part() { printf '\n== %s ==\n' "$1"; }

part "Suite on SQLite"
"$python" -m pytest --durations=10 "$@"

part "Suite on PostgreSQL"
folder=$(scripts/postgres.sh start)
trap 'scripts/postgres.sh stop "$folder"' EXIT
DATABASE_URL=$(scripts/postgres.sh url "$folder") "$python" -m pytest --durations=10 "$@"

part "Browser journeys"
code=0
"$python" -m pytest -m journey -n 0 --durations=10 || code=$?
[ "$code" = 5 ] && echo "no journey is written yet" && code=0
exit "$code"

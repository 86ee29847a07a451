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
# a cluster for each of the two workers: seals wait for every transaction of a cluster
first=$(scripts/postgres.sh start)
trap 'scripts/postgres.sh stop "$first"' EXIT
second=$(scripts/postgres.sh start)
trap 'scripts/postgres.sh stop "$first"; scripts/postgres.sh stop "$second"' EXIT
DATABASE_URL=$(scripts/postgres.sh url "$first") DATABASE_URL_GW1=$(scripts/postgres.sh url "$second") \
  "$python" -m pytest --durations=10 "$@"
scripts/postgres.sh stop "$first"
scripts/postgres.sh stop "$second"
trap - EXIT

part "Browser journeys"
code=0
"$python" -m pytest -m journey -n 0 --durations=10 || code=$?
[ "$code" = 5 ] && echo "no journey is written yet" && code=0
exit "$code"

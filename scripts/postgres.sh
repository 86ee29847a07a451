#!/usr/bin/env bash
# A private PostgreSQL for the tests: scripts/postgres.sh start prints its folder, …stop FOLDER
# ends it, …url FOLDER prints the DATABASE_URL. It listens on a socket in its folder only and
# runs as an unprivileged user.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: scripts/install-test-tools.sh" >&2; exit 1; }

as_owner() { # run as the owner of the cluster: never as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

case "${1:-}" in
  start)
    folder=$(mktemp -d /tmp/congvu-pg.XXXXXX)
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    cd "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U congvu -A trust -E UTF8 --locale=C.UTF-8 \
      --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    as_owner "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" -o \
      "-k $folder -c listen_addresses='' -c fsync=${CONGVU_TEST_FSYNC:-off} -c max_connections=120" \
      start >"$folder/log" 2>&1 || { cat "$folder/log" "$folder/server.log" >&2; exit 1; }
    echo "$folder"
    ;;
  stop)
    folder=${2:?which folder?}
    cd "$folder"
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$folder"
    ;;
  url) echo "postgres://congvu@${2//\//%2F}/postgres" ;;
  *) echo "usage: $0 start | stop FOLDER | url FOLDER" >&2; exit 2 ;;
esac

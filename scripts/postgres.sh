#!/usr/bin/env bash
# A private PostgreSQL for the tests: scripts/postgres.sh start prints its folder, …stop FOLDER
# ends it, …url FOLDER prints the DATABASE_URL, …resume FOLDER starts it again after a crash. It
# listens on a socket in its folder only and runs as an unprivileged user. CONGVU_TEST_FSYNC=on
# makes it write to the disk as a real one does.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: scripts/install-test-tools.sh" >&2; exit 1; }

as_owner() { # run as the owner of the cluster: never as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

run() { # start the server of a folder, and wait until it answers
  cd "$1"
  as_owner "$bin/pg_ctl" -D "$1/data" -w -t 60 -l "$1/server.log" -o \
    "-k $1 -c listen_addresses='' -c fsync=${CONGVU_TEST_FSYNC:-off} -c max_connections=120" \
    start >"$1/log" 2>&1 || { cat "$1/log" "$1/server.log" >&2; exit 1; }
}

case "${1:-}" in
  start)
    folder=$(mktemp -d /tmp/congvu-pg.XXXXXX)
    [ "$(id -u)" != 0 ] || chown postgres "$folder"
    cd "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U congvu -A trust -E UTF8 --locale=C.UTF-8 \
      --no-sync >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    run "$folder"
    echo "$folder"
    ;;
  stop)
    folder=${2:?which folder?}
    cd "$folder"
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$folder"
    ;;
  resume) run "${2:?which folder?}" ;;
  url) echo "postgres://congvu@${2//\//%2F}/postgres" ;;
  *) echo "usage: $0 start | stop FOLDER | resume FOLDER | url FOLDER" >&2; exit 2 ;;
esac

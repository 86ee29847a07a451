#!/usr/bin/env bash
# Debian's packages that the tests use as real counterparts: database, browser, scanner, Word, token.
set -euo pipefail
packages=()
need() { [ -n "$1" ] || packages+=("$2"); }
need "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null || true)" postgresql
need "$(command -v chromium || true)" chromium
need "$(command -v clamd || true)" clamav-daemon
need "$(command -v soffice || true)" libreoffice-writer
need "$(command -v softhsm2-util || true)" softhsm2
need "$(command -v pdftoppm || true)" poppler-utils
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "The tests need these Debian packages. Install them once, as an administrator:" >&2
  echo "  sudo apt-get install --no-install-recommends ${packages[*]}" >&2
  exit 1
fi
echo "Installing for the tests: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
apt-get install -yq --no-install-recommends "${packages[@]}" >/tmp/congvu-apt.log 2>&1 || {
  tail -20 /tmp/congvu-apt.log >&2
  exit 1
}

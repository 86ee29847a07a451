#!/usr/bin/env bash
# Make .venv from the locked requirements and put this checkout into it. Does nothing when
# nothing changed. Argument: runtime (what the product needs) or dev (tests and linters too).
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-runtime}

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2
  return 1
}

make_venv() {
  "$python" -m venv .venv && return
  rm -rf .venv
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q && apt-get install -yq --no-install-recommends python3-venv
    "$python" -m venv .venv
  else
    echo "python3-venv is missing: sudo apt-get install python3-venv" >&2
    return 1
  fi
}

stamp() { cat "requirements/$1.txt" pyproject.toml src/congvu/__init__.py | sha256sum | cut -c1-64; }
fresh() { [ -x .venv/bin/congvu ] && [ "$(cat ".venv/$1.stamp" 2>/dev/null)" = "$(stamp "$1")" ]; }

fresh dev && exit 0
[ "$kind" = runtime ] && fresh runtime && exit 0

python=$(find_python)
# nothing here is built with setuptools, and no package asks for it at run time
[ -x .venv/bin/python ] || { make_venv && .venv/bin/python -m pip uninstall -qy setuptools; }
echo "Đang cài các thư viện vào .venv (lần đầu khoảng một phút)…"
export PIP_DISABLE_PIP_VERSION_CHECK=1
install() { # pip says much; keep it for when it fails
  .venv/bin/python -m pip install --no-input --progress-bar off "$@" 2>.venv/pip.log |
    { grep -E --line-buffered '^(Installing|Successfully)' | cut -c1-100 || true; } ||
    { cat .venv/pip.log >&2; return 1; }
}
install --require-hashes -r "requirements/$kind.txt"
install --no-deps --no-build-isolation --no-index -e .
stamp "$kind" >".venv/$kind.stamp"

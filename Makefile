# Công Vụ. The two commands everyone needs: make demo, make test.
SHELL := /bin/bash
BIN := .venv/bin
PORT ?= 8000
export PORT

.PHONY: help setup setup-dev tools demo test check fix bench soak docs lock

help:  ## say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## make .venv with .venv/bin/congvu
	@scripts/setup.sh runtime

setup-dev:
	@scripts/setup.sh dev

tools:
	@scripts/install-test-tools.sh

demo: setup  ## a believable agency on http://127.0.0.1:8000 (PORT=…)
	@CONGVU_DEMO=1 CONGVU_INSECURE_HTTP=1 $(BIN)/congvu demo --port $(PORT)

test: setup-dev tools  ## the suite on SQLite and on PostgreSQL, then the browser journeys
	@scripts/test.sh

check: setup-dev  ## linters, types, the floors of the house, Django's own checks
	@scripts/check.sh

fix: setup-dev  ## let ruff mend what it can
	$(BIN)/ruff check --fix src tests benchmarks scripts
	$(BIN)/ruff format src tests benchmarks scripts

bench: setup-dev tools  ## measure what the README promises
	@PYTHONPATH=src $(BIN)/python -m benchmarks

soak: setup-dev tools  ## the long tests: full kills, million rows, long fuzzing
	@scripts/soak.sh

docs: setup-dev  ## check every link and every named command of the documents
	@$(BIN)/python scripts/check_docs.py

lock:  ## pin requirements/*.txt anew from pyproject.toml (needs uv on the PATH)
	@scripts/lock.sh

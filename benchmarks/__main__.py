"""Run every benchmarks/bench_*.py (or those named) and print one table."""

import importlib
import sys
from pathlib import Path

from benchmarks.report import table


def main(names: list[str]) -> int:
    """Measure, print, and fail when a promise is missed."""
    found = sorted(p.stem for p in Path(__file__).parent.glob("bench_*.py"))
    lines = []
    for stem in names or found:
        print(f"measuring {stem} …", file=sys.stderr, flush=True)
        lines += importlib.import_module(f"benchmarks.{stem}").measure()
    print(table(lines))
    return 0 if all(line.kept for line in lines) else 1


sys.exit(main(sys.argv[1:]))

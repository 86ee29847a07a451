"""How long a program waits for a unit's answers: 120 and 1,000, read and judged."""

import json
import time

from benchmarks.installation import ready
from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

ROUNDS = 3


def measure() -> list[Line]:
    """Best of three over the whole stack below the web server."""
    ready()
    lines = [line for areas, limit in ((4, 80), (34, 400)) for line in of_sheet(areas, limit)]
    return [*lines, *on_postgresql("bench_api")]


def of_sheet(areas: int, limit: float) -> list[Line]:
    """A sheet of ``areas`` × 30 answers."""
    from tests.api.calls import Program, told
    from tests.inspections.factories import make_inspection, make_library

    campaign = make_inspection(units=1, library=make_library(areas, 30), until="visiting")
    caller, path = Program(campaign.inspector), f"visits/{campaign.visit.pk}/answers"
    read = write = 1e9
    for score in range(ROUNDS):
        begun = time.perf_counter()
        rows = told(caller.get(path))["items"]
        read = min(read, time.perf_counter() - begun)
        body = {"answers": [{"id": r["id"], "version": r["version"], "score": score} for r in rows]}
        begun = time.perf_counter()
        told(caller.patch(path, body))
        write = min(write, time.perf_counter() - begun)
    count = f"{len(rows):,} answers, {database()}"
    return [
        Line(f"API: read {count}", read * 1000, "ms", limit),
        Line(f"API: judge {count}", write * 1000, "ms", limit),
    ]


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

"""Sixteen counters take dossiers in at once, at an installation that is really served."""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.report import Line
from benchmarks.timing import of_process
from benchmarks.twice import database, on_postgresql

CLIENTS = 16
SECONDS = float(os.environ.get("BENCH_SECONDS", "12"))
WARM = 3.0  # not counted: code and pages are loaded, connections opened


def measure() -> list[Line]:
    """``congvu serve`` out of the box; each client is a clerk at a browser of its own."""
    return [*measured(), *on_postgresql("bench_intake")]


def measured() -> list[Line]:
    """On the database of this process."""
    from tests.core.home import installation
    from tests.core.served import Served, free_port
    from tests.dossiers.clerks import Clerk, compared, staged_counter, stop_clerks

    with (
        tempfile.TemporaryDirectory(prefix="congvu-intake-") as folder,
        installation(Path(folder)) as home,
    ):
        home.run("migrate", "--verbosity", "0")
        facts = staged_counter(home, CLIENTS)
        served = Served(home, free_port())
        try:
            served.start()
            clerks = [
                Clerk(served.port, one, facts, at, hand_over=False)
                for at, one in enumerate(facts["sessions"])
            ]
            begun = time.monotonic()
            for one in clerks:
                one.start()
            time.sleep(WARM)
            used = used_by(served)
            time.sleep(SECONDS)
            used = used_by(served) - used
            stop_clerks(clerks)
        finally:
            served.stop()
        state = compared(home, clerks)
    first = begun + WARM
    every = [told for one in clerks for told in one.told]
    counted = [told for told in every if first <= told.begun + told.seconds < first + SECONDS]
    failed = sum(one.browser.failed for one in clerks)
    wrong = abs(len(state["dossiers"]) - len(every))
    return [*lines([told.seconds for told in counted], used), *faults(failed, wrong)]


def used_by(served: Any) -> float:
    """Processor time of the web's processes so far."""
    return sum(of_process(pid) for pid in served.web_processes())


def lines(seconds: list[float], used: float) -> list[Line]:
    """Rate, waiting, and processor time of one intake: two cores give the rate promised."""
    what = f"{CLIENTS} counters, {database()}"
    return [
        Line(f"{what}: dossiers taken in", len(seconds) / SECONDS, "per s", 80, at_least=True),
        Line(f"{what}: p95", 1000 * statistics.quantiles(seconds, n=20)[-1], "ms", 300),
        Line(f"{what}: processor time of one", 1000 * used / len(seconds), "ms", 2000 / 80),
    ]


def faults(failed: int, wrong: int) -> list[Line]:
    """What may not happen; codes and tickets were compared already."""
    what = f"{CLIENTS} counters, {database()}"
    return [
        Line(f"{what}: forms refused or sent in vain", failed, "", 0),
        Line(f"{what}: dossiers lost or doubled", wrong, "", 0),
    ]


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

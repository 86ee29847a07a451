"""Sixteen people who save at once, at an installation that is really served."""

import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

CLIENTS = 16
SECONDS = float(os.environ.get("BENCH_SECONDS", "12"))
WARM = 3.0  # not counted: code and pages are loaded, connections opened


def measure() -> list[Line]:
    """``congvu serve`` out of the box; each client has a session and answers of its own."""
    return [*measured(), *on_postgresql("bench_clients")]


def measured() -> list[Line]:
    """On the database of this process."""
    with campaign_served(units=20, browsers=CLIENTS) as (lines, answers):
        clients = [Client(line, answers[at::CLIENTS]) for at, line in enumerate(lines)]
        return told(run(clients))


@contextmanager
def campaign_served(units: int, browsers: int) -> Iterator[tuple[list[Any], list[int]]]:
    """An installation that is served: lines to it, signed in, and the 120 answers of each unit."""
    from tests.core.home import installation
    from tests.core.served import Browser, Served, free_port, staged

    with (
        tempfile.TemporaryDirectory(prefix="congvu-clients-") as folder,
        installation(Path(folder)) as home,
    ):
        home.run("migrate", "--verbosity", "0")
        facts = staged(home, units=units, areas=12, criteria=10, browsers=browsers)
        served = Served(home, free_port())
        try:
            served.start()
            yield [Browser(served.port, one) for one in facts["sessions"]], facts["answers"]
        finally:
            served.stop()


class Client(threading.Thread):
    """Saves one answer after the other, as the page's autosave does."""

    def __init__(self, browser: Any, answers: list[int]) -> None:
        super().__init__(daemon=True)
        self.browser, self.versions = browser, dict.fromkeys(answers, 1)
        self.saves: list[tuple[float, float, int]] = []  # begun, seconds, status
        self.end = 0.0

    def run(self) -> None:
        """Until the time is over."""
        while time.monotonic() < self.end:
            for answer in self.versions:
                if time.monotonic() >= self.end:
                    return
                self.save(answer)

    def save(self, answer: int) -> None:
        """One POST and its answer."""
        version = self.versions[answer]
        told = {"version": version, "level": ("good", "fair")[version % 2]}
        told["note"] = f"Thiếu thời hạn của {version + 4} thủ tục"
        begun = time.monotonic()
        status, text = self.browser.post(f"/phieu/cau/{answer}/cham/", urlencode(told))
        self.saves.append((begun, time.monotonic() - begun, status))
        if status == 200:
            self.versions[answer] = json.loads(text)["version"]


def run(clients: list[Client]) -> list[tuple[float, int]]:
    """Let them save; seconds and status of every save after the warm-up."""
    begun = time.monotonic()
    for client in clients:
        client.end = begun + WARM + SECONDS
        client.start()
    for client in clients:
        client.join()
        client.browser.line.close()
    every = [save for client in clients for save in client.saves]
    return [(spent, status) for at, spent, status in every if at >= begun + WARM]


def told(saves: list[tuple[float, int]]) -> list[Line]:
    """The four promises."""
    spent = [seconds * 1000 for seconds, _ in saves]
    bad = sum(status != 200 for _, status in saves)
    what = f"{CLIENTS} clients, {database()}"
    return [
        Line(f"{what}: saves", len(saves) / SECONDS, "per s", 150, at_least=True),
        Line(f"{what}: p99 of a save", statistics.quantiles(spent, n=100)[-1], "ms", 600),
        Line(f"{what}: longest save", max(spent), "ms", 3000),
        Line(f"{what}: saves refused or failed", bad, "", 0),
    ]


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

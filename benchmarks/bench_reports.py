"""Each report over a year, the officer's list, a long list as Excel, among very many dossiers."""

import json
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.crowd import ROWS, TODAY, browser, filled
from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

ROUNDS = 5
YEARS = {"a year that is over": ("01/01/2019", "31/12/2019"),
         "the present year": ("01/01/2020", "31/12/2020")}  # fmt: skip


def measure() -> list[Line]:
    """Median of five openings of each page, by the clock; nothing else should run."""
    from congvu.core import clock

    people = filled()
    with clock.at(TODAY):
        lines = [*reports(people), *lists(people), excel(people)]
    return [*lines, *on_postgresql("bench_reports")]


def reports(people: Any) -> list[Line]:
    """Every report and book, of both years."""
    from django.urls import reverse

    from congvu.dossiers.outputs.reports import REPORTS

    client, lines = browser(people["secretary"]), []
    for slug in REPORTS:
        for year, (first, last) in YEARS.items():
            address = f"{reverse('dossiers:report', args=[slug])}?tu={first}&den={last}"
            spent = median(lambda asked=address: opened(client, asked))
            lines.append(Line(f"{slug}, {year}, {here()}", spent, "ms", 500))
    return lines


def lists(people: Any) -> list[Line]:
    """The list of dossiers of the officer who works on them, and of the office."""
    from django.urls import reverse

    address, lines = reverse("dossiers:dossier_list"), []
    for who, asked in (("case_officer", "?nhom=cua-toi"), ("one_stop_officer", ""),
                       ("secretary", ""), ("secretary", "?nhom=qua-han")):  # fmt: skip
        client = browser(people[who])
        spent = median(lambda one=client, path=address + asked: opened(one, path))
        lines.append(Line(f"Dossiers of {who} {asked}, {here()}", spent, "ms", 50))
    return lines


def excel(people: Any) -> Line:
    """A long list as Excel, as the background makes it; memory is told beside."""
    import datetime as dt

    from congvu.documents.xlsx import render_xlsx
    from congvu.dossiers.reporting import Asked, book_of, every_entry, spec_of, table_of

    asked = Asked(dt.date(2019, 1, 1), dt.date(2020, 12, 31))
    scope, spec = asked.scope(people["secretary"], TODAY), spec_of("tiep-nhan-chi-tiet")
    most = min(100_000, table_of(spec, scope).count)
    rows = (one for one, _ in zip(every_entry(spec, scope), range(most), strict=False))
    begun = time.process_time()
    size = len(render_xlsx(book_of(spec, asked, scope, rows)))
    spent = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = f"{most:,} rows to Excel ({size / 2**20:.0f} MB, peak {memory:.0f} MB), {database()}"
    return Line(name, spent, "s of processor", 60)


def opened(client: Any, address: str) -> float:
    """Milliseconds of one page."""
    begun = time.process_time(), time.perf_counter()
    assert client.get(address).status_code == 200, address
    spent = time.process_time() - begun[0], time.perf_counter() - begun[1]
    # SQLite works in this process, so its processor time is the whole; a server's is not ours
    return 1000 * (spent[0] if database() == "SQLite" else spent[1])


def median(once: Callable[[], float]) -> float:
    """The middle one of several, after one that warms up."""
    once()
    return statistics.median(once() for _ in range(ROUNDS))


def here() -> str:
    """Where it was measured."""
    return f"{ROWS:,} dossiers, {database()}"


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

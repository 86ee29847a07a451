"""Judging below the web server: one answer, a whole sheet in one request, the matrix."""

import json
import statistics
import time
from typing import Any

from benchmarks.installation import ready
from benchmarks.report import Line
from benchmarks.twice import database, on_postgresql

AREAS, CRITERIA = 12, 10  # 120 answers a unit
SAVES = 300
ROUNDS = 5


def measure() -> list[Line]:
    """Small campaign first, so that both are measured on a warm process."""
    ready()
    from tests.inspections.factories import make_inspection, make_library

    library = make_library(areas=AREAS, criteria=CRITERIA, code=f"BENCH{time.time_ns()}")
    small = make_inspection(10, library=library)
    small_times, queries = saves(small)
    large = make_inspection(100, library=library)
    large_times, _ = saves(large)
    matrix, few, many = matrices(small, large)
    growth = middle(large_times) / middle(small_times)
    where = database()
    lines = [
        Line(f"Save one answer, 100 × 120 over 10 × 120, {where}", growth, "×", 1.3),
        Line(f"Save one answer, statements, {where}", queries, "", 10),
        Line(f"120 answers in one request, {where}", whole_sheet(large), "ms", 300),
        Line(f"Matrix of 100 units, {where}", matrix, "ms", 150),
        Line(f"Matrix page, queries more for 100 units than 10, {where}", many - few, "", 0),
        Line(f"Matrix page, queries, {where}", many, "", 15),
    ]
    return [*lines, *on_postgresql("bench_judging")]


def browser(user: Any) -> Any:
    """A client in which ``user`` has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def saves(campaign: Any) -> tuple[list[float], int]:
    """Milliseconds of each save as autosave sends it, and the statements of the last."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client, times = browser(campaign.inspector), []
    pks = [answer.pk for visit in campaign.visits for answer in campaign.answers(visit.sheet)]
    step = max(len(pks) // SAVES, 1)

    def save(pk: int, level: str, version: int) -> float:
        path = reverse("assessments:answer_judge", args=[pk])
        told = {"version": version, "level": level, "note": "Thiếu thời hạn của 5 thủ tục"}
        begun = time.perf_counter()
        answer = client.post(path, told, headers={"X-Autosave": "1"})
        spent = (time.perf_counter() - begun) * 1000
        assert answer.status_code == 200, answer.content
        return spent

    for pk in pks[1::step][:20]:
        save(pk, "fair", 1)
    chosen = pks[::step][:SAVES]
    chosen = [pk for pk in chosen if pk not in set(pks[1::step][:20])]
    times = [save(pk, "good", 1) for pk in chosen]
    with CaptureQueriesContext(connection) as queries:
        save(chosen[0], "weak", 2)
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return times, sum(not q["sql"].startswith(control) for q in queries)


def whole_sheet(campaign: Any) -> float:
    """Best of several: the table of a whole sheet, every row changed."""
    from django.urls import reverse

    client, best = browser(campaign.inspector), 1e9
    for number in range(ROUNDS):
        sheet = campaign.visits[-1 - number].sheet
        told = {}
        for answer in campaign.answers(sheet):
            told[f"{answer.pk}-version"] = answer.version
            told[f"{answer.pk}-level"] = "average"
        path = reverse("assessments:sheet_judge", args=[sheet.pk])
        begun = time.perf_counter()
        answer = client.post(path, told)
        best = min(best, (time.perf_counter() - begun) * 1000)
        assert answer.status_code == 302, answer.content
    return best


def matrices(small: Any, large: Any) -> tuple[float, int, int]:
    """Milliseconds for the matrix of 100 units × 120 answers; queries of the page, 10 and 100."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from congvu.assessments.models import matrix_of

    sheets = [visit.sheet for visit in large.visits]
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        matrix_of(sheets)
        spent.append((time.perf_counter() - begun) * 1000)
    counts = []
    for campaign in (small, large):
        client = browser(campaign.head)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(campaign.inspection.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    return min(spent), counts[0], counts[1]


def middle(times: list[float]) -> float:
    """The median."""
    return statistics.median(times)


def high(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

"""Pages of lists and of one thing, and the search, where 200,000 rows of each kind lie."""

import json
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.report import Line
from benchmarks.rows import ROWS, many
from benchmarks.twice import database, on_postgresql

ROUNDS = 5
FEW, COMMON = "việc số 123456", "niêm yết thủ tục"  # found once, found by the ten thousand


def measure() -> list[Line]:
    """Best of five visits of each page, and its queries."""
    bench = many()
    made, here = bench.campaign, f"{ROWS:,} rows, {database()}"
    lines = []
    for name, who, path in pages(made):
        spent, queries = visited(browser(who), path)
        lines.append(Line(f"{name}, {here}", spent, "ms", 100))
        lines.append(Line(f"{name}, {here}, queries", queries, "", 15))
    return [*lines, *on_postgresql("bench_pages")]


def pages(made: Any) -> Iterator[tuple[str, Any, str]]:
    """Name of a page, who looks at it, its address. Each as the one with most to see, and rights
    that are not simply all."""
    from django.urls import reverse
    from tests.organizations.factories import officer

    from congvu.desk.views.search import address_of
    from congvu.evidence.models import Item
    from congvu.inspections.models import Finding, Recommendation
    from congvu.organizations.states import Role

    one, secretary = made.inspection.pk, made.secretary
    administrator = officer(Role.ADMINISTRATOR, made.units[0].parent)
    contact = officer(Role.CONTACT, made.units[7])
    findings = reverse("inspections:finding_list", args=[one])
    asked = reverse("inspections:recommendation_list")
    evidence, log = reverse("evidence:item_list"), reverse("core:log_list")
    yield "Campaigns", secretary, reverse("inspections:inspection_list")
    yield "Campaign", secretary, made.inspection.get_absolute_url()
    yield "Findings", secretary, findings
    yield "Findings of the inspector", made.inspector, findings
    yield "Findings with a word", secretary, f"{findings}?q={COMMON}"
    yield "Finding", secretary, Finding.objects.latest("pk").get_absolute_url()
    yield "Recommendations", secretary, asked
    yield "Recommendations of a unit", contact, asked
    yield "Recommendations overdue", secretary, f"{asked}?qua_han=1"
    yield "Recommendation", secretary, Recommendation.objects.latest("pk").get_absolute_url()
    yield "Evidence", secretary, evidence
    yield "Evidence with a word", secretary, f"{evidence}?q={COMMON}"
    yield "Evidence of a unit", contact, evidence
    yield "Piece of evidence", secretary, Item.objects.latest("pk").get_absolute_url()
    yield "Log", administrator, log
    yield "Log of one action", administrator, f"{log}?action=inspections.record_finding"
    yield "Units", secretary, reverse("organizations:unit_list")
    yield "Unit", secretary, reverse("organizations:unit_detail", args=[made.units[0].pk])
    yield "Notices", secretary, reverse("notices:notice_list")
    yield "Home", secretary, reverse("desk:home")
    yield "Search, found once", secretary, address_of(FEW)
    yield "Search, found often", secretary, address_of(COMMON)
    yield "Search of the inspector", made.inspector, address_of(COMMON)


def browser(user: Any) -> Any:
    """A client in which ``user`` has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def visited(client: Any, path: str) -> tuple[float, int]:
    """Milliseconds of the quickest visit, and the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best = 1e9
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    count = len(queries)  # the next request forgets them
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(path)
        best = min(best, (time.perf_counter() - begun) * 1000)
    return best, count


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

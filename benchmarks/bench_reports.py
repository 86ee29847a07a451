"""Each report over a year, the officer's list, a long list as Excel, among very many dossiers."""

import json
import resource
import statistics
from collections.abc import Callable
from typing import Any

from benchmarks.crowd import ROWS, TODAY, browser, filled
from benchmarks.report import Line
from benchmarks.timing import HOW, spent
from benchmarks.twice import ONCE, database, on_postgresql

ROUNDS = 1 if ONCE else 5
FEW = 10_000  # the list among these, beside the list among all
YEARS = {"a year that is over": ("01/01/2019", "31/12/2019"),
         "the present year": ("01/01/2020", "31/12/2020")}  # fmt: skip


def measure() -> list[Line]:
    """Median of five openings of each page: processor time, or the clock where that is asked."""
    from congvu.core import clock

    people = filled(min(FEW, ROWS))
    with clock.at(TODAY):
        before = officers_list(people)
    people = filled()
    with clock.at(TODAY):
        lines = [*reports(people), *lists(people), growth(people, before), *tracked(people)]
        lines.append(excel(people))
    return [*lines, *on_postgresql("bench_reports")]


def reports(people: Any) -> list[Line]:
    """Every report and book of dossiers and of fees, of both years, and the dearest of the lists
    that figures of fees open."""
    from django.urls import reverse

    from congvu.dossiers.outputs.reports import REPORTS
    from congvu.dossiers.outputs.takings import PREFIX, TAKINGS
    from congvu.dossiers.rules.takings import Taking

    pages = [("dossiers:report", slug) for slug in REPORTS]
    pages += [("dossiers:taking_report", slug) for slug in TAKINGS]
    behind = [f"{PREFIX}{name}" for name in Taking]
    client, lines = browser(people["secretary"]), []

    def used_by(page: str, slug: str, first: str, last: str) -> float:
        address = f"{reverse(page, args=[slug])}?tu={first}&den={last}"
        return median(lambda: opened(client, address))

    for year, days in YEARS.items():
        for page, slug in pages:
            lines.append(Line(f"{slug}, {year}, {here()}", used_by(page, slug, *days), "ms", 500))
        most, slug = max((used_by("dossiers:taking_report", one, *days), one) for one in behind)
        lines.append(Line(f"{slug}, the dearest of its kind, {year}, {here()}", most, "ms", 500))
    return lines


def lists(people: Any) -> list[Line]:
    """The list of dossiers of the officer who works on them, and of the office."""
    from django.urls import reverse

    address, lines = reverse("dossiers:dossier_list"), []
    for who, asked in (("case_officer", "?nhom=cua-toi"), ("one_stop_officer", ""),
                       ("secretary", ""), ("secretary", "?nhom=qua-han")):  # fmt: skip
        client = browser(people[who])
        used = median(lambda one=client, path=address + asked: opened(one, path))
        lines.append(Line(f"Dossiers of {who} {asked}, {here()}", used, "ms", 50))
    return lines


def officers_list(people: Any) -> float:
    """Milliseconds of what is under way, a full page of it among few and among many."""
    from django.urls import reverse

    from congvu.dossiers.views.common import PAGE

    client, path = browser(people["secretary"]), reverse("dossiers:dossier_list")
    assert client.get(path).content.count(b"<tr") == PAGE + 1, "not a full page"
    return median(lambda: opened(client, path))


def growth(people: Any, before: float) -> Line:
    """How much dearer the list is among all than among few."""
    name = f"Officer's list, {here()}, beside {min(FEW, ROWS):,}"
    return Line(name, officers_list(people) / before, "times", 1.3)


def tracked(people: Any) -> list[Line]:
    """A citizen follows a dossier: found at once, and a code that is none."""
    from django.test import Client, override_settings
    from django.urls import reverse

    from congvu.applicants.models import clear
    from congvu.dossiers.models import Dossier

    client, path, lines = Client(), reverse("portal:tracking"), []
    row = Dossier.objects.exclude(applicant=None).select_related("applicant").first()
    phone = clear(row.applicant.phone)[-4:]
    with override_settings(TRACKING_WRONG_TRIES=10**6):
        for name, code, status in (("followed", row.code, 200), ("that is none", "K-1", 422)):
            told = {"ma": code, "so_cuoi": phone}
            used = median(lambda sent=told, wanted=status: asked_for(client, path, sent, wanted))
            lines.append(Line(f"A dossier {name}, {here()}", used, "ms", 20))
    return lines


def asked_for(client: Any, path: str, told: dict[str, str], wanted: int) -> float:
    """Milliseconds of one question."""
    begun = spent()
    assert client.post(path, told).status_code == wanted, told
    return 1000 * (spent() - begun)


def excel(people: Any) -> Line:
    """A long list as Excel, as the background makes it; memory is told beside."""
    import datetime as dt

    from congvu.documents.xlsx import render_xlsx
    from congvu.dossiers.reporting import Asked, book_of, every_entry, spec_of, table_of

    asked, by = Asked(dt.date(2019, 1, 1), dt.date(2020, 12, 31)), people["secretary"]
    scope, spec = asked.scope(by, TODAY), spec_of("tiep-nhan-chi-tiet")
    most = min(100_000, table_of(spec, scope).count)
    rows = (one for one, _ in zip(every_entry(spec, scope), range(most), strict=False))
    begun = spent()
    size = len(render_xlsx(book_of(spec, asked, scope, by, rows)))
    used = spent() - begun
    assert next(rows, None) is None, "more was written than was asked for"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name = f"{most:,} rows to Excel ({size / 2**20:.0f} MB, peak {memory:.0f} MB), {database()}"
    return Line(name, used, "s", 60)


def opened(client: Any, address: str) -> float:
    """Milliseconds of one page."""
    begun = spent()
    assert client.get(address).status_code == 200, address
    return 1000 * (spent() - begun)


def median(once: Callable[[], float]) -> float:
    """The middle one of several, after one that warms up."""
    once()
    return statistics.median(once() for _ in range(ROUNDS))


def here() -> str:
    """Where it was measured."""
    return f"{ROWS:,} dossiers, {database()}, {HOW}"


if __name__ == "__main__":
    for line in measure():
        print(json.dumps(line.__dict__))

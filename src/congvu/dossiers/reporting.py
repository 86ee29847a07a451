"""A report put together: whose dossiers, its figures, its rows; for pages and for jobs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery

from congvu.core import clock, formats
from congvu.documents.slip import PrintedSlip
from congvu.documents.xlsx import Workbook
from congvu.dossiers import measures
from congvu.dossiers.counting import Scope
from congvu.dossiers.models import Dossier, Movement, ReceivingPoint
from congvu.dossiers.models.source import updates_words
from congvu.dossiers.outputs.register_books import register_book
from congvu.dossiers.outputs.report_books import list_book, sum_book
from congvu.dossiers.outputs.report_columns import Entry
from congvu.dossiers.outputs.reports import (
    REPORTS,
    ROWS_PREFIX,
    Listing,
    Report,
    Row,
    Summary,
    behind,
    rows_of,
    whole_of,
)
from congvu.dossiers.policies import answers_for
from congvu.dossiers.rules import Figures, Name, moment_words, slip_form
from congvu.dossiers.rules.volumes import Volume
from congvu.organizations.models import Unit, department
from congvu.procedures.models import Field, Procedure

AT_ONCE = 3_000  # rows of Excel made while the browser waits; more go to the background
RELATED = ("procedure", "unit", "point", "holder", "source")
CHUNK = 2_000


@dataclass(frozen=True)
class Asked:
    """What a report is about, in plain values that a background job can carry."""

    first: dt.date
    last: dt.date
    unit: int | None = None
    field: int | None = None
    procedure: int | None = None  # 0: of no procedure of the catalogue

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {**vars(self), "first": self.first.isoformat(), "last": self.last.isoformat()}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Asked":
        """From JSON."""
        days = {name: dt.date.fromisoformat(plain[name]) for name in ("first", "last")}
        return cls(**plain | days)

    def scope(self, user: Any, now: dt.datetime) -> Scope:
        """The dossiers of it that ``user`` answers for."""
        units, points = answers_for(user)
        return Scope(
            self.first,
            self.last + dt.timedelta(days=1),
            now,
            units=units,
            points=points,
            unit=self.unit,
            field=self.field,
            procedure=self.procedure or None,
            unknown=self.procedure == 0,
        )

    def words(self) -> str:
        """Từ 01/01/2020 đến 31/12/2020 · Phòng NCC · Lĩnh vực Người có công."""
        told = [f"Từ {formats.date(self.first)} đến {formats.date(self.last)}"]
        if self.unit is not None:
            told += Unit.objects.filter(pk=self.unit).values_list("short_name", flat=True)
        if self.field is not None:
            names = Field.objects.filter(pk=self.field).values_list("name", flat=True)
            told += [f"lĩnh vực {name}" for name in names]
        if self.procedure == 0:
            told.append("thủ tục chưa có trong danh mục")
        elif self.procedure:
            told += Procedure.objects.filter(pk=self.procedure).values_list("name", flat=True)
        return " · ".join(told)


def spec_of(slug: str) -> Report | None:
    """A report or book by its name, or the rows of a figure."""
    if slug.startswith(ROWS_PREFIX):
        return behind(slug.removeprefix(ROWS_PREFIX))
    return REPORTS.get(slug)


@dataclass(frozen=True)
class Table:
    """The figures of a report: its rows (of a summary), all together, and how many it lists."""

    whole: Figures
    rows: list[Row]
    count: int


def table_of(spec: Report, scope: Scope) -> Table:
    """The figures of a report."""
    if isinstance(spec, Summary):
        sums = measures.summed(scope, "procedure", spec.figures)
        rows = rows_of(spec, sums)
        return Table(whole_of(sums), rows, len(rows))
    whole = measures.summed(scope, "", spec.figures)[None]
    return Table(whole, [], whole[spec.name])


def listed(spec: Listing, scope: Scope) -> QuerySet:
    """The rows of a listing, with what its columns read; in its order."""
    return dressed(spec, measures.rows_behind(spec.name, scope))


def listed_parts(spec: Listing, scope: Scope) -> list[QuerySet]:
    """The same rows in parts, for a page of them."""
    return [dressed(spec, part) for part in measures.parts_behind(spec.name, scope)]


def dressed(spec: Listing, rows: QuerySet) -> QuerySet:
    """With what the columns read."""
    if rows.model is Movement:
        related = ("by", *(f"dossier__{name}" for name in ("procedure", "unit", "source")))
        return rows.select_related("dossier", *related).order_by(spec.order, "pk")
    refusals = Movement.objects.filter(dossier=OuterRef("pk"), verb="refuse").order_by("pk")
    if spec.order == "submitted_at":
        rows = rows.annotate(why_refused=Subquery(refusals.values("note")[:1]))
    return rows.select_related(*RELATED).order_by(spec.order, "pk")


def entry(row: Any, scope: Scope) -> Entry:
    """A row of a listing as its columns know it."""
    if isinstance(row, Dossier):
        return Entry(row, scope.moment)
    return Entry(row.dossier, scope.moment, row)


def every_entry(spec: Listing, scope: Scope) -> Iterator[Entry]:
    """All rows, read piece by piece."""
    for row in listed(spec, scope).iterator(chunk_size=CHUNK):
        yield entry(row, scope)


def heading_of(spec: Any, asked: Asked, scope: Any, by: Any) -> str:
    """What is told of what; below it whose figures, as of when, who made the sheet and when."""
    told = [settings.OFFICE_NAME]
    if scope.is_running:
        told.append(f"số liệu đến {moment_words(scope.moment)}")
    told.append(f"{by} lập lúc {moment_words(clock.now())}")
    return f"{spec.title}. {asked.words()}\n{' · '.join(told)}"


def book_of(
    spec: Report, asked: Asked, scope: Scope, by: Any, entries: Iterator[Entry] | None = None
) -> Workbook:
    """A report as a workbook; ``entries`` where somebody counts them on the way."""
    heading = heading_of(spec, asked, scope, by)
    if isinstance(spec, Summary):
        table = table_of(spec, scope)
        return sum_book(spec, heading, table.rows, table.whole)
    return list_book(spec, heading, entries or every_entry(spec, scope))


def paper_book(
    spec: Listing, asked: Asked, scope: Scope, signers: Sequence[str], volume: Volume
) -> PrintedSlip:
    """A register book on paper, or one volume of it."""
    facts = [("Kỳ", asked.words()), ("Số lượng", f"{formats.number(volume.count)} dòng")]
    if volume.whole > 1:
        first, last = formats.number(volume.first), formats.number(volume.last)
        which = f"{volume.number:02d}/{volume.whole:02d}, từ dòng {first} đến dòng {last}"
        facts.append(("Quyển số", which))
    if scope.is_running:
        facts.append(("Số liệu đến", moment_words(scope.moment)))
    return register_book(
        spec,
        [entry(row, scope) for row in listed(spec, scope)[volume.rows]],
        first=volume.first,
        unit=kept_by(scope),
        facts=tuple(facts),
        form=form_words(spec, asked),
        signers=signers,
    )


def kept_by(scope: Scope) -> Unit | None:
    """Whose letterhead a book carries: that of the one unit it is of, else the Department's."""
    points = ReceivingPoint.objects.filter(pk__in=scope.points).values("unit")
    mine = Q(pk=scope.unit) if scope.unit else Q(pk__in=scope.units or ()) | Q(pk__in=points)
    units = [*Unit.objects.select_related("parent").filter(mine)[:2]]
    return units[0] if len(units) == 1 else department()


def form_words(spec: Report, asked: Asked) -> str:
    """Which form of which circular a book is on, at the end of the period."""
    kind = spec.form if isinstance(spec, Listing) else ""
    form = slip_form(kind, asked.last) if kind else None
    return form.words if form else ""


def imported_words(whole: Figures) -> str:
    """The share of imported rows, said on each page."""
    share = whole.share(Name.IMPORTED, Name.TAKEN)
    if not share:
        return ""
    told = f"{formats.number(whole[Name.IMPORTED])}/{formats.number(whole[Name.TAKEN])} hồ sơ"
    told += f" ({formats.number(share, 1)}%) là số liệu nhập từ hệ thống khác"
    return f"{told}: {words}." if (words := updates_words()) else f"{told}."

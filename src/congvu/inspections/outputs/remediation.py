"""Bảng theo dõi khắc phục: each recommendation, what was done about it, by when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from congvu.core import clock
from congvu.documents import vietnamese
from congvu.documents.model import Column, Fact, OfficialText, Row, Table
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import Inspection, Recheck, Recommendation, Remedy
from congvu.inspections.models.follow_up import OPEN_STATES
from congvu.inspections.outputs.annex import limitation_text
from congvu.inspections.outputs.campaign import day_text, office
from congvu.inspections.outputs.frame import headless
from congvu.inspections.outputs.rechecks import last_rechecks, recheck_words
from congvu.inspections.states import DocumentKind

COLUMNS = (
    Column("TT", 9, "center"),
    Column("Hạn chế", 47),
    Column("Kiến nghị", 52),
    Column("Biện pháp", 33),
    Column("Người chịu trách nhiệm", 44),
    Column("Hạn", 23, "center"),
    Column("Kết quả", 23),
    Column("Minh chứng", 21),
)
Evidence = dict[int, list[str]]  # titles of what was attached, by remedy


def remediation(
    inspection: Inspection, rows: Iterable[Recommendation], evidence: Evidence
) -> OfficialText:
    """The table of ``rows`` (those the reader may see), grouped by unit."""
    subject = f"Sau kiểm tra công tác cải cách hành chính năm {inspection.year}"
    table = Table(COLUMNS, tuple(lines(list(rows), evidence)))
    return headless(DocumentKind.REMEDIATION, subject, [table], office=office(), landscape=True)


def lines(rows: list[Recommendation], evidence: Evidence) -> Iterable[Row]:
    """A group line per unit, then its recommendations."""
    done, again = last_remedies(rows), last_rechecks(rows)
    unit = 0
    for number, row in enumerate(rows, start=1):
        if row.unit_id != unit:
            unit = row.unit_id
            name = row.unit.formal_name
            yield Row((name,), tag=f"unit-{unit}", facts=(Fact("unit", "unit", name),))
        yield line(number, row, done.get(row.pk), again.get(row.pk), evidence)


def last_remedies(rows: list[Recommendation]) -> dict[int, Remedy]:
    """What each unit reported last."""
    found: dict[int, Remedy] = {}
    for remedy in Remedy.objects.filter(recommendation__in=rows).order_by("pk"):
        found[remedy.recommendation_id] = remedy
    return found


def line(
    number: int,
    row: Recommendation,
    remedy: Remedy | None,
    again: Recheck | None,
    evidence: Evidence,
) -> Row:
    """One recommendation."""
    limitation = limitation_text(row.finding) if row.finding else ""
    due = day_text(row.due_on) if row.due_on else ""
    cells = (
        str(number),
        limitation,
        vietnamese.sentence(row.text),
        vietnamese.sentence(remedy.text) if remedy else "",
        f"{row.responsible_head}\nThực hiện: {row.doer}",
        due,
        "\n".join([result(row, remedy), *([recheck_text(again)] if again else [])]),
        "\n".join(evidence.get(remedy.pk, [])) if remedy else "",
    )
    facts = (Fact("due", "date", due),) if due else ()
    return Row(cells, tag=f"recommendation-{row.pk}", facts=facts)


def result(row: Recommendation, remedy: Remedy | None) -> str:
    """State in words, with the day it was done, or how late it is."""
    words = row.get_state_display()
    if row.closed_on:
        return f"{words} ngày {day_text(row.closed_on)}"
    if remedy:
        words = f"{words}\nĐơn vị báo cáo xong ngày {day_text(remedy.done_on)}"
    return f"{words}\nQuá hạn" if overdue(row, clock.today()) else words


def recheck_text(again: Recheck) -> str:
    """What the last re-check found, with the team's note."""
    note = f". {vietnamese.sentence(again.note)}" if again.note else ""
    return f"{vietnamese.capital(recheck_words(again))}{note}"


def overdue(row: Recommendation, on: dt.date) -> bool:
    """Open past its due day."""
    return row.state in OPEN_STATES and row.due_on is not None and row.due_on < on


SHEET_COLUMNS = (
    SheetColumn("TT", 6, "integer"),
    SheetColumn("Đơn vị", 34),
    SheetColumn("Hạn chế", 44),
    SheetColumn("Kiến nghị", 44),
    SheetColumn("Biện pháp", 36),
    SheetColumn("Người chịu trách nhiệm", 24),
    SheetColumn("Người thực hiện", 24),
    SheetColumn("Hạn", 12, "date"),
    SheetColumn("Trạng thái", 18),
    SheetColumn("Ngày hoàn thành", 14, "date"),
    SheetColumn("Quá hạn", 10),
    SheetColumn("Kiểm tra lại", 30),
    SheetColumn("Minh chứng", 30),
)


def remediation_book(
    inspection: Inspection, rows: Iterable[Recommendation], evidence: Evidence
) -> Workbook:
    """The same with real dates, to be sorted and filtered."""
    listed = list(rows)
    done, again = last_remedies(listed), last_rechecks(listed)
    today = clock.today()
    told: dict[int, str] = defaultdict(str)
    for remedy in done.values():
        told[remedy.pk] = "; ".join(evidence.get(remedy.pk, []))
    values = [
        (
            i,
            row.unit.name,
            limitation_text(row.finding) if row.finding else "",
            row.text,
            done[row.pk].text if row.pk in done else "",
            row.responsible_head,
            row.doer,
            row.due_on,
            row.get_state_display(),
            row.closed_on,
            "Quá hạn" if overdue(row, today) else "",
            recheck_text(again[row.pk]) if row.pk in again else "",
            told[done[row.pk].pk] if row.pk in done else "",
        )
        for i, row in enumerate(listed, start=1)
    ]
    sheet = Sheet("Khắc phục", SHEET_COLUMNS, values, heading=inspection.title)
    title = f"Theo dõi khắc phục sau kiểm tra năm {inspection.year}"
    return Workbook((sheet,), title=title, author=office().name)

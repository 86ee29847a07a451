"""What re-checks found: the last word on each recommendation, and the table in the minutes."""

from collections.abc import Iterable

from congvu.documents import vietnamese
from congvu.documents.model import Block, Column, Row, Table
from congvu.inspections.models import Recheck, Recommendation, Visit
from congvu.inspections.outputs.campaign import day_text
from congvu.inspections.outputs.frame import part
from congvu.inspections.states import InspectionKind

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Kiến nghị", 70),
    Column("Kết quả", 30),
    Column("Ghi chú", 50),
)


def last_rechecks(rows: Iterable[Recommendation]) -> dict[int, Recheck]:
    """Recommendation -> its newest result; one query for all of them."""
    found = Recheck.objects.recorded().filter(recommendation__in=list(rows))
    return {row.recommendation_id: row for row in found}


def recheck_words(row: Recheck) -> str:
    """ "kiểm tra lại ngày 12/11/2020: thực hiện một phần"."""
    on = f" ngày {day_text(row.checked_on)}" if row.checked_on else ""
    return f"kiểm tra lại{on}: {row.get_result_display().lower()}"


def results(visit: Visit, number: str) -> list[Block]:
    """The part of the minutes; nothing where no recommendation is looked at again."""
    if visit.inspection.kind != InspectionKind.FOLLOW_UP:
        return []
    rows = visit.rechecks.select_related("recommendation")
    lines = [
        Row(
            (
                str(at),
                vietnamese.sentence(row.recommendation.text),
                row.get_result_display() or "Chưa ghi",
                vietnamese.sentence(row.note),
            ),
            tag=f"recheck-{row.pk}",
        )
        for at, row in enumerate(rows, start=1)
    ]
    return [part(number, "Kết quả kiểm tra lại"), Table(COLUMNS, tuple(lines))] if lines else []

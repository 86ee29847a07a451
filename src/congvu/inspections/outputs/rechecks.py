"""What re-checks found: the last word on each recommendation, the tables of them in papers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from congvu.documents import vietnamese
from congvu.documents.model import Block, Column, Fact, Paragraph, Row, Table
from congvu.inspections.models import Recheck, Recommendation, Visit
from congvu.inspections.outputs.campaign import Campaign, code_and_date, day_text
from congvu.inspections.outputs.frame import part
from congvu.inspections.states import RECHECK_LABELS, InspectionKind, RecommendationState

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Kiến nghị", 70),
    Column("Kết quả", 30),
    Column("Ghi chú", 50),
)
# the same for all units of a campaign
UNIT_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 35),
    Column("Kiến nghị", 55),
    Column("Kết quả", 25),
    Column("Ghi chú", 35),
)
UNSAID = "Chưa ghi"
TITLE = "Kết quả kiểm tra lại"


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
        Row((str(at), *words_of(row)), tag=f"recheck-{row.pk}")
        for at, row in enumerate(rows, start=1)
    ]
    return [part(number, TITLE), Table(COLUMNS, tuple(lines))] if lines else []


def words_of(row: Recheck) -> tuple[str, str, str]:
    """What was asked, what was found of it, the note."""
    asked, note = vietnamese.sentence(row.recommendation.text), vietnamese.sentence(row.note)
    return asked, row.get_result_display() or UNSAID, note


def results_of_all(campaign: Campaign, numbers: Iterator[str]) -> list[Block]:
    """The part of report and conclusion, under the next number; nothing where no recommendation
    is looked at again."""
    if campaign.inspection.kind != InspectionKind.FOLLOW_UP:
        return []
    found = Recheck.objects.filter(visit__in=campaign.visits)
    found = found.exclude(result="", recommendation__state=RecommendationState.WITHDRAWN)
    related = found.select_related("recommendation", "visit__unit")
    rows = list(related.order_by("visit__order", "visit", "pk"))
    if not rows:
        return []
    lines = tuple(unit_line(at, row) for at, row in enumerate(rows, start=1))
    return [part(next(numbers), TITLE), summary(campaign, rows), Table(UNIT_COLUMNS, lines)]


def unit_line(at: int, row: Recheck) -> Row:
    """One recommendation, its unit and its result bound to the data."""
    unit, (asked, result, note) = row.visit.unit.short_name, words_of(row)
    facts = (Fact("unit", "unit", unit), Fact("result", "text", result))
    return Row((str(at), unit, asked, result, note), tag=f"recheck-{row.pk}", facts=facts)


def summary(campaign: Campaign, rows: Sequence[Recheck]) -> Paragraph:
    """ "… đã kiểm tra lại 05 kiến nghị …. Đã thực hiện: 03 kiến nghị; chưa thực hiện: …"."""
    before = campaign.inspection.previous
    paper = code_and_date(None, before.conclusion_number, before.concluded_on) if before else ""
    where = f" tại Thông báo kết luận {paper}" if paper else ""
    counts = Counter(words_of(row)[1] for row in rows)
    told = {word: asked_count(counts[word]) for word in (*RECHECK_LABELS.values(), UNSAID)}
    parts = [f"{word.lower()}: {told[word]}" for word in told if counts[word]]
    total = asked_count(len(rows))
    return Paragraph(
        f"Đoàn kiểm tra đã kiểm tra lại việc thực hiện {total}{where}. "
        f"{vietnamese.capital('; '.join(parts))}.",
        tag="rechecks",
        facts=(
            Fact("rechecks", "number", total),
            *(Fact(f"rechecks-{word}", "number", told[word]) for word in told if counts[word]),
            *((Fact("rechecked-paper", "text", paper),) if paper else ()),
        ),
    )


def asked_count(number: int) -> str:
    """ "05 kiến nghị"."""
    return f"{vietnamese.number_text(number)} kiến nghị"

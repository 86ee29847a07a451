"""The annex: per unit, limitation, basis, recommendation, by when, who answers for it."""

from congvu.documents import vietnamese
from congvu.documents.model import Annex, Block, Column, Fact, Heading, Paragraph, Row, Table
from congvu.inspections.models import Finding, Recommendation
from congvu.inspections.outputs.campaign import Campaign, day_text
from congvu.inspections.states import Polarity, RepeatState
from congvu.organizations.models import Unit

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Hạn chế", 62),
    Column("Căn cứ, minh chứng", 44),
    Column("Kiến nghị", 60),
    Column("Hạn khắc phục", 30, "center"),
    Column("Người chịu trách nhiệm", 46),
)


def annexes(campaign: Campaign, number: str = "") -> tuple[Annex, ...]:
    """One table per unit, in the order of the visits.

    A single annex has no number (NĐ 30/2020, Phụ lục I, mục III).
    """
    by_unit: dict[int, list[Recommendation]] = {}
    for row in campaign.recommendations:
        by_unit.setdefault(row.unit_id, []).append(row)
    limits: dict[int, list[Finding]] = {}
    for finding in campaign.findings:
        if finding.polarity == Polarity.LIMITATION and not finding.minutes_only:
            limits.setdefault(finding.unit_id, []).append(finding)
    blocks: list[Block] = []
    for i, unit in enumerate(campaign.units, start=1):
        rows = unit_rows(limits.get(unit.pk, []), by_unit.get(unit.pk, []))
        rows += general_row(campaign, unit, rows)
        blocks += unit_blocks(i, unit, rows)
    return (Annex(number, "Hạn chế và kiến nghị theo từng đơn vị", tuple(blocks), landscape=True),)


def unit_blocks(number: int, unit: Unit, rows: list[Row]) -> list[Block]:
    """A unit's heading and its table, or a sentence that nothing is to be mended."""
    title = f"{number}. {unit.formal_name}"
    bound = (Fact("unit", "unit", unit.formal_name),)
    heading = Heading(title, level=2, tag=f"unit-{unit.pk}", facts=bound)
    if rows:
        return [heading, Table(COLUMNS, tuple(rows))]
    return [heading, Paragraph("Không có hạn chế phải khắc phục.", tag=f"none-{unit.pk}")]


def unit_rows(findings: list[Finding], asked: list[Recommendation]) -> list[Row]:
    """Limitations with what is asked for each, then what is asked without a limitation."""
    under: dict[int | None, list[Recommendation]] = {}
    for row in asked:
        if not row.group:
            under.setdefault(row.finding_id, []).append(row)
    rows: list[Row] = []
    number = 0
    for finding in findings:
        number += 1
        first, *more = under.pop(finding.pk, []) or [None]
        rows.append(line(str(number), finding, first))
        rows += [line("", None, row) for row in more]
    for row in (r for left in under.values() for r in left):
        number += 1
        rows.append(line(str(number), None, row))
    return rows


def general_row(campaign: Campaign, unit: Unit, before: list[Row]) -> list[Row]:
    """One line that points to the general requests of the body this unit answers for."""
    mine = [
        (place, row)
        for place, request in enumerate(campaign.requests, start=1)
        for row in request.recommendations
        if row.unit_id == unit.pk
    ]
    if not mine:
        return []
    places = f"điểm {', '.join(str(place) for place, _ in mine)}"
    latest = max((row for _, row in mine), key=lambda row: row.due_working_days)
    text = f"Thực hiện các kiến nghị, yêu cầu chung tại {places} của văn bản."
    number = 1 + sum(1 for row in before if row.cells[0])
    cells = (str(number), "", "", text, due_text(latest), latest.responsible_head)
    return [Row(cells, tag=f"general-{unit.pk}", facts=(Fact("places", "text", places),))]


def line(number: str, finding: Finding | None, row: Recommendation | None) -> Row:
    """One line; its tag names the limitation, or the recommendation that stands alone."""
    text = limitation_text(finding) if finding else ""
    asked = vietnamese.sentence(row.text) if row else ""
    due, head = (due_text(row), row.responsible_head) if row else ("", "")
    basis = finding.basis_text if finding else ""
    facts = [
        Fact("finding", "finding", text),
        Fact("recommendation", "text", asked),
        Fact("due", "date" if row and row.due_on else "text", due),
        Fact("head", "text", head),
    ]
    tag = f"finding-{finding.pk}" if finding else f"recommendation-{row.pk}" if row else ""
    cells = (number, text, basis, asked, due, head)
    return Row(cells, tag=tag, facts=tuple(fact for fact in facts if fact.value))


def limitation_text(finding: Finding) -> str:
    """The limitation, and that it was there before."""
    text = vietnamese.sentence(finding.text)
    if finding.repeat_state == RepeatState.CONFIRMED and finding.repeat_of:
        return f"{text} (lặp lại của năm {finding.repeat_of.inspection.year})"
    return text


def due_text(row: Recommendation) -> str:
    """The due day once issued, before that the number of working days."""
    if row.due_on:
        return day_text(row.due_on)
    return f"{vietnamese.number_text(row.due_working_days)} ngày làm việc kể từ ngày thông báo"

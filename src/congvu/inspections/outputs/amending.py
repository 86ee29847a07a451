"""Quyết định điều chỉnh lịch kiểm tra: one act of postponement, all visits it moves."""

import datetime as dt
from typing import Any

from congvu.documents import vietnamese
from congvu.documents.model import Block, Column, Fact, OfficialText, Paragraph, Row, Table
from congvu.inspections.models import OfficialDocument, Postponement, Visit
from congvu.inspections.outputs.campaign import Campaign, code_and_date, day_text, gather
from congvu.inspections.outputs.decision import authority
from congvu.inspections.outputs.frame import framed
from congvu.organizations.models import Unit

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 70),
    Column("Lịch đã quyết định", 40, "center"),
    Column("Lịch điều chỉnh", 40, "center"),
)


def amending_decision(document: OfficialDocument) -> OfficialText:
    """The amending decision as the act of postponement says it."""
    assert document.inspection is not None
    campaign = gather(document.inspection)
    act = act_of(document)
    return framed(
        document,
        campaign.office,
        body=articles(campaign, act) if act else [],
        grounds=grounds(campaign, act),
        authority_line=authority(campaign.office.name),
        resolution="QUYẾT ĐỊNH:",
    )


def act_of(document: OfficialDocument) -> Postponement | None:
    """The act the paper was made for, else the campaign's last one."""
    if document.postponement_id:
        return document.postponement
    return Postponement.objects.filter(inspection=document.inspection_id).last()


def grounds(campaign: Campaign, act: Postponement | None) -> tuple[str, ...]:
    """The decision being amended, the reason, and who proposes."""
    inspection = campaign.inspection
    code = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    lines = [f"Căn cứ Quyết định {code} thành lập Đoàn kiểm tra"] if code else []
    if act:
        reason = act.reason.strip().rstrip(".")
        lines.append(f"Xét tình hình thực tế: {reason[:1].lower()}{reason[1:]}")
    return (*lines, "Theo đề nghị của Chánh Văn phòng Sở")


def articles(campaign: Campaign, act: Postponement) -> list[Block]:
    """Điều 1 with the table of visits moved, Điều 2 what stays, Điều 3 who carries it out."""
    inspection = campaign.inspection
    code = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    of_decision = f" theo Quyết định {code}" if code else ""
    count = f"{vietnamese.number_text(len(act.moves))} đơn vị"
    return [
        Paragraph(
            f"Điều chỉnh lịch kiểm tra công tác cải cách hành chính năm {inspection.year} đối với "
            f"{count}{of_decision}, cụ thể như sau:",
            tag="article-1",
            lead="Điều 1.",
            facts=(
                Fact("count", "number", count),
                *((Fact("decision", "text", code),) if code else ()),
            ),
        ),
        moves_table(act.moves),
        Paragraph(
            "Thời hạn gửi báo cáo tự kiểm tra và các thời hạn khác của đợt kiểm tra tính lại theo "
            "lịch điều chỉnh. Các nội dung khác giữ nguyên.",
            tag="article-2",
            lead="Điều 2.",
        ),
        Paragraph(
            "Chánh Văn phòng Sở, Đoàn kiểm tra và thủ trưởng các đơn vị có tên tại Điều 1 chịu "
            "trách nhiệm thi hành Quyết định này./.",
            tag="article-3",
            lead="Điều 3.",
        ),
    ]


def moves_table(moves: list[dict[str, Any]]) -> Table:
    """Each unit, when it was to be visited and when it will be."""
    visits = Visit.objects.filter(pk__in=[move["visit"] for move in moves]).select_related("unit")
    units: dict[int, Unit] = {visit.pk: visit.unit for visit in visits}
    rows = [move_row(i, move, units.get(move["visit"])) for i, move in enumerate(moves, start=1)]
    return Table(COLUMNS, tuple(rows))


def move_row(number: int, move: dict[str, Any], unit: Unit | None) -> Row:
    """One visit moved."""
    name = unit.formal_name if unit else move["unit"]
    before = slot_text(move["from_day"], move["from_session"])
    after = slot_text(move["to_day"], move["to_session"]) or "sẽ thông báo sau"
    facts = [Fact("unit", "unit", name), Fact("from", "text", before), Fact("to", "text", after)]
    return Row((str(number), name, before, after), tag=f"move-{move['visit']}", facts=tuple(facts))


def slot_text(day: str | None, session: str) -> str:
    """ "Sáng 25/8/2020"; nothing while no day is set."""
    if not day:
        return ""
    return f"{session} {day_text(dt.date.fromisoformat(day))}".strip()

"""Quyết định điều chỉnh: one act; visits moved or given up, the team changed, all cancelled."""

import datetime as dt
from typing import Any

from congvu.documents import vietnamese
from congvu.documents.model import Block, Column, Fact, OfficialText, Paragraph, Row, Table
from congvu.inspections.models import OfficialDocument, Postponement, Visit
from congvu.inspections.outputs.campaign import Campaign, code_and_date, day_text, gather
from congvu.inspections.outputs.decision import authority
from congvu.inspections.outputs.frame import framed
from congvu.inspections.states import TEAM_ROLE_LABELS, AmendmentKind, TeamRole
from congvu.organizations.models import Unit

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 70),
    Column("Lịch đã quyết định", 40, "center"),
    Column("Lịch điều chỉnh", 40, "center"),
)


def amending_decision(document: OfficialDocument) -> OfficialText:
    """The amending decision as its act says it."""
    assert document.inspection is not None
    campaign = gather(document.inspection, found=False)
    act = act_of(document)
    return framed(
        document,
        campaign.office,
        body=ARTICLES[AmendmentKind(act.kind)](campaign, act) if act else [],
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


def schedule_articles(campaign: Campaign, act: Postponement) -> list[Block]:
    """Điều 1 with the table of visits moved, Điều 2 what stays, Điều 3 who carries it out."""
    year, (code, of_decision) = campaign.inspection.year, decision_words(campaign)
    count = f"{vietnamese.number_text(len(act.moves))} đơn vị"
    return [
        Paragraph(
            f"Điều chỉnh lịch kiểm tra công tác cải cách hành chính năm {year} đối với "
            f"{count}{of_decision}, cụ thể như sau:",
            tag="article-1",
            lead="Điều 1.",
            facts=(Fact("count", "number", count), *code_facts(code)),
        ),
        moves_table(act.moves),
        Paragraph(
            "Thời hạn gửi báo cáo tự kiểm tra và các thời hạn khác của đợt kiểm tra tính lại theo "
            "lịch điều chỉnh. Các nội dung khác giữ nguyên.",
            tag="article-2",
            lead="Điều 2.",
        ),
        carried_out("thủ trưởng các đơn vị có tên tại Điều 1"),
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


def decision_words(campaign: Campaign) -> tuple[str, str]:
    """Number and day of the decision amended, bare and as a sentence goes on with them."""
    inspection = campaign.inspection
    code = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    return code, f" theo Quyết định {code}" if code else ""


def code_facts(code: str) -> tuple[Fact, ...]:
    """The decision amended, bound to data."""
    return (Fact("decision", "text", code),) if code else ()


def carried_out(others: str) -> Paragraph:
    """Điều 3."""
    return Paragraph(
        f"Chánh Văn phòng Sở, Đoàn kiểm tra và {others} chịu trách nhiệm thi hành Quyết định "
        "này./.",
        tag="article-3",
        lead="Điều 3.",
    )


def team_articles(campaign: Campaign, act: Postponement) -> list[Block]:
    """Who leaves, who comes and what they look at, from when."""
    code, of_decision = decision_words(campaign)
    day = day_text(act.effective_on or act.decided_on)
    year = campaign.inspection.year
    return [
        Paragraph(
            f"Thay đổi thành viên Đoàn kiểm tra công tác cải cách hành chính năm {year}"
            f"{of_decision}, kể từ ngày {day}, như sau:",
            tag="article-1",
            lead="Điều 1.",
            facts=(Fact("from", "date", day), *code_facts(code)),
        ),
        *(member_line(i, line, campaign) for i, line in enumerate(act.moves, start=1)),
        Paragraph(
            "Thành viên không kiểm tra đơn vị mình đang công tác. Các nội dung khác"
            f"{f' của Quyết định {code}' if code else ''} giữ nguyên.",
            tag="article-2",
            lead="Điều 2.",
        ),
        carried_out("các ông, bà có tên tại Điều 1"),
    ]


def member_line(number: int, line: dict[str, Any], campaign: Campaign) -> Paragraph:
    """ "1. Ông …, Giám đốc Sở - Thành viên: thôi tham gia Đoàn kiểm tra;"."""
    role = TEAM_ROLE_LABELS[TeamRole(line["role"])]
    name = vietnamese.capital(line["name"])
    who = ", ".join(dict.fromkeys(part for part in (name, line["title"]) if part))
    does = "tham gia" if line["verb"] == "comes" else "thôi tham gia"
    titles = {area.code: area.title for area in campaign.areas}
    covers = "; ".join(titles[code] for code in line["areas"] if code in titles)
    looks = f", phụ trách: {covers}" if covers else ""
    facts = (Fact("name", "text", name), Fact("role", "text", role))
    text = f"{number}. {who} - {role}: {does} Đoàn kiểm tra{looks}."
    return Paragraph(text, tag=f"change-{number}", facts=facts)


def visit_articles(campaign: Campaign, act: Postponement) -> list[Block]:
    """Units that are not inspected in this campaign after all."""
    year, (code, of_decision) = campaign.inspection.year, decision_words(campaign)
    names = [line["unit"] for line in act.moves]
    return [
        Paragraph(
            f"Không kiểm tra công tác cải cách hành chính năm {year} tại: {'; '.join(names)}"
            f"{of_decision}.",
            tag="article-1",
            lead="Điều 1.",
            facts=(*unit_facts(names), *code_facts(code)),
        ),
        Paragraph(
            "Đơn vị có tên tại Điều 1 không phải gửi báo cáo tự kiểm tra. Các nội dung khác giữ "
            "nguyên.",
            tag="article-2",
            lead="Điều 2.",
        ),
        carried_out("thủ trưởng đơn vị có tên tại Điều 1"),
    ]


def cancelling_articles(campaign: Campaign, act: Postponement) -> list[Block]:
    """The decision that created the team is taken back."""
    year, (code, _) = campaign.inspection.year, decision_words(campaign)
    names = [line["unit"] for line in act.moves]
    count = f"{vietnamese.number_text(len(names))} đơn vị"
    return [
        Paragraph(
            f"Hủy đợt kiểm tra công tác cải cách hành chính năm {year} tại {count}: "
            f"{'; '.join(names)}.",
            tag="article-1",
            lead="Điều 1.",
            facts=(Fact("count", "number", count), *unit_facts(names)),
        ),
        Paragraph(
            f"Bãi bỏ Quyết định {code} thành lập Đoàn kiểm tra. Các đơn vị không phải gửi báo cáo "
            "tự kiểm tra của đợt này.",
            tag="article-2",
            lead="Điều 2.",
            facts=code_facts(code),
        ),
        carried_out("thủ trưởng các đơn vị có tên tại Điều 1"),
    ]


def unit_facts(names: list[str]) -> tuple[Fact, ...]:
    """Each unit named, bound to data."""
    return tuple(Fact(f"unit-{i}", "unit", name) for i, name in enumerate(names, start=1))


ARTICLES = {
    AmendmentKind.SCHEDULE: schedule_articles,
    AmendmentKind.TEAM: team_articles,
    AmendmentKind.CANCEL_VISIT: visit_articles,
    AmendmentKind.CANCEL: cancelling_articles,
}

"""Biên bản kiểm tra of one visit: to be printed, or taken along as Word and filled in there."""

import datetime as dt
import json

from django.utils import timezone

from congvu.documents import frozen, vietnamese
from congvu.documents.model import (
    Block,
    Fact,
    Fill,
    Heading,
    OfficialText,
    Paragraph,
    SignatureBlock,
    SignatureRow,
)
from congvu.inspections.models import Minutes, OfficialDocument, TeamMember, Visit
from congvu.inspections.outputs.campaign import Campaign, bare_name, day_text, gather, person
from congvu.inspections.outputs.frame import layout_of, part
from congvu.inspections.outputs.kinds import type_of, usual_subject
from congvu.inspections.outputs.visit_areas import areas, samples
from congvu.inspections.states import DocumentKind, TeamRole

# field of Minutes → (label on paper, lines to write on)
FIELDS = {
    "began_at": ("Thời gian bắt đầu", 1),
    "place": ("Địa điểm", 1),
    "unit_participants": ("Đại diện đơn vị được kiểm tra", 3),
    "papers_seen": ("Tài liệu đã xem", 4),
    "general_view": ("Đánh giá chung", 4),
    "unit_opinion": ("Ý kiến của đơn vị được kiểm tra", 5),
    "commitments": ("Cam kết của đơn vị", 3),
    "ended_at": ("Thời gian kết thúc", 1),
}


def minutes_of(document: OfficialDocument) -> OfficialText:
    """The minutes of a paper that goes through the office's book."""
    assert document.visit is not None
    return minutes(document.visit)


def minutes(visit: Visit, *, notes: bool = False) -> OfficialText:
    """The minutes as the data say them; signed ones as they were frozen.

    ``notes`` leaves room under every area for what is found on the spot.
    """
    row = Minutes.objects.filter(visit=visit).first()
    signed = row is not None and row.signed_on is not None
    if row is not None and signed and "letterhead" in (row.frozen or {}):
        return frozen.loads(json.dumps(row.frozen))
    campaign = gather(visit.inspection)
    row = row or Minutes(visit=visit, place=visit.place)
    kind = type_of(DocumentKind.MINUTES)
    number = campaign.inspection.decision_number
    team = f"Đoàn kiểm tra theo Quyết định {number}" if number else "Đoàn kiểm tra"
    subject = usual_subject(DocumentKind.MINUTES, visit.inspection.year)
    return OfficialText(
        letterhead=campaign.office.letterhead_of(team),
        number=f"/{kind.abbreviation}-ĐKT",
        place=campaign.office.locality,
        date=row.signed_on,
        kind=kind.title_words,
        subject=f"{subject} tại {visit.unit.name}",
        body=tuple(body(visit, row, campaign, notes and not signed)),
        draft=not signed,
        page_of_pages=True,
        layout=layout_of(row.signed_on or visit.day or visit.inspection.period_to),
    )


def body(visit: Visit, row: Minutes, campaign: Campaign, notes: bool) -> list[Block]:
    """Times, both sides, each area, the unit's own opinion, commitments, signatures."""
    return [
        opening(visit, campaign),
        fill("began_at", moment_text(row.began_at)),
        fill("place", row.place or visit.place),
        part("I", "Thành phần"),
        Heading("1. Đoàn kiểm tra", level=2, tag="team"),
        *team_lines(visit, campaign),
        Heading("2. Đơn vị được kiểm tra", level=2, tag="unit"),
        fill("unit_participants", listed(row.unit_participants)),
        part("II", "Nội dung và kết quả kiểm tra"),
        *areas(visit, campaign, notes),
        *samples(visit),
        fill("papers_seen", listed(row.papers_seen)),
        fill("general_view", row.general_view),
        part("III", "Ý kiến và cam kết của đơn vị"),
        fill("unit_opinion", row.unit_opinion),
        fill("commitments", row.commitments),
        *closing(row),
        SignatureRow(
            (
                SignatureBlock("Thư ký", name=secretary(visit, campaign)),
                SignatureBlock("Đại diện đơn vị", name=bare_name(row.signed_by_unit)),
                SignatureBlock(
                    "Trưởng đoàn", name=bare_name(campaign.head.name) if campaign.head else ""
                ),
            )
        ),
    ]


def fill(name: str, value: str) -> Fill:
    """A field of the minutes: dots to write on, or what was written."""
    label, lines = FIELDS[name]
    return Fill(label, tag=name, lines=lines, value=value.strip())


def listed(rows: list[object]) -> str:
    """One line per entry."""
    return "\n".join(f"- {row}" if len(rows) > 1 else str(row) for row in rows)


def moment_text(moment: dt.datetime | None) -> str:
    """ "08 giờ 00, ngày 25/8/2020"."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}, ngày {day_text(local.date())}"


def opening(visit: Visit, campaign: Campaign) -> Paragraph:
    """On what the team came."""
    inspection = campaign.inspection
    facts = [Fact("unit", "unit", visit.unit.formal_name)]
    on_what = ""
    if inspection.decision_number and inspection.decision_on:
        code = f"số {inspection.decision_number} ngày {day_text(inspection.decision_on)}"
        on_what = f"Thực hiện Quyết định {code} của Giám đốc {campaign.office.name}, "
        facts.append(Fact("decision", "text", code))
    return Paragraph(
        f"{on_what}Đoàn kiểm tra lập biên bản kiểm tra công tác cải cách hành chính năm "
        f"{inspection.year} tại {visit.unit.formal_name} như sau:",
        tag="opening",
        facts=tuple(facts),
    )


def team_lines(visit: Visit, campaign: Campaign) -> list[Block]:
    """Who came; that somebody stays out at the own unit, and who writes instead, is said."""
    chosen = [m.member for m in visit.members.select_related("member") if m.present]
    coming = [m for m in chosen or campaign.team if m.unit_id != visit.unit_id]
    lines: list[Block] = [member_line(member) for member in coming]
    lines += absent_lines(visit)
    own = next((m for m in campaign.team if m.role == TeamRole.SECRETARY), None)
    acting = visit.acting_secretary
    if own and acting and own.unit_id == visit.unit_id:
        why = (
            f"{vietnamese.capital(own.name)}, thư ký Đoàn, công tác tại đơn vị được kiểm tra nên "
            "không tham gia; "
            f"{acting.name} làm thư ký buổi làm việc."
        )
        lines.append(Paragraph(why, tag="acting-secretary"))
    return lines


def absent_lines(visit: Visit) -> list[Block]:
    """Who was missing, why, and who did their part; the secretary's part is the minutes."""
    rows = visit.members.filter(present=False).exclude(absence_reason="")
    lines: list[Block] = []
    for row in rows.select_related("member", "substitute").order_by("member__order"):
        member, part = row.member, row.substitute
        reason = row.absence_reason.rstrip(".")
        text = f"- Vắng mặt: {member.name} - {member.get_role_display()}; lý do: {reason}"
        if part is not None:
            doing = (
                "làm thư ký buổi làm việc" if visit.acting_secretary_id == part.pk else "làm thay"
            )
            text += f"; {part.name} {doing}"
        facts = (Fact("name", "text", member.name),)
        lines.append(Paragraph(f"{text}.", tag=f"absent-{member.pk}", style="item", facts=facts))
    return lines


def member_line(member: TeamMember) -> Paragraph:
    """ "- Ông …, Giám đốc Sở - Trưởng đoàn;"."""
    text = f"- {vietnamese.capital(person(member))} - {member.get_role_display()};"
    bound = (Fact("name", "text", vietnamese.capital(member.name)),)
    return Paragraph(text, tag=f"member-{member.pk}", style="item", facts=bound)


def secretary(visit: Visit, campaign: Campaign) -> str:
    """Who writes the minutes of this visit."""
    own = next((m for m in campaign.team if m.role == TeamRole.SECRETARY), None)
    writer = visit.acting_secretary or own
    return bare_name(writer.name) if writer else ""


def closing(row: Minutes) -> list[Block]:
    """When it ended, how many copies, that it was read aloud, or that the unit did not sign."""
    copies = f"{vietnamese.number_text(row.copies)} bản"
    lines: list[Block] = [
        fill("ended_at", moment_text(row.ended_at)),
        Paragraph(
            f"Biên bản lập thành {copies}, Đoàn kiểm tra và đơn vị mỗi bên giữ một bản; đã đọc lại "
            "cho mọi người cùng nghe, thống nhất ký tên./.",
            tag="closing",
            facts=(Fact("copies", "number", copies),),
        ),
    ]
    if row.refused:
        lines.append(
            Paragraph(
                f"Đơn vị không ký biên bản, lý do: {row.refusal_reason.rstrip('.')}. "
                f"Người chứng kiến: {row.witness}.",
                tag="refusal",
            )
        )
    return lines

"""Biên bản kiểm tra of one visit: to be printed, or taken along as Word and filled in there."""

from dataclasses import replace

from congvu.documents import frozen, vietnamese
from congvu.documents.model import (
    Block,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    SignatureBlock,
    SignatureRow,
)
from congvu.inspections.models import Minutes, OfficialDocument, TeamMember, Visit, VisitMember
from congvu.inspections.outputs.campaign import (
    Campaign,
    bare_name,
    day_text,
    gather_visit,
    person,
)
from congvu.inspections.outputs.frame import layout_of, part, short_code
from congvu.inspections.outputs.kinds import type_of, usual_subject
from congvu.inspections.outputs.minutes_fields import closing, fill, listed, moment_text
from congvu.inspections.outputs.minutes_kept import UNIT_SIDE, kept_text
from congvu.inspections.outputs.rechecks import results
from congvu.inspections.outputs.visit_areas import areas
from congvu.inspections.states import DocumentKind, TeamRole


def minutes_of(document: OfficialDocument) -> OfficialText:
    """The minutes of a paper that goes through the office's book."""
    assert document.visit is not None
    return minutes(document.visit)


def minutes(visit: Visit, *, notes: bool = False) -> OfficialText:
    """The minutes as a file prints them: :func:`shown` in the layout of their day.

    ``notes`` leaves room under every area for what is found on the spot.
    """
    row = minutes_row(visit)
    text = to_sign(visit, row, notes=True) if notes and not row.signed_on else shown(visit, row)
    return replace(text, layout=layout_of(row.signed_on or visit.day or visit.inspection.period_to))


def shown(visit: Visit, row: Minutes) -> OfficialText:
    """What the data say, under its code; once signed, what was signed."""
    if row.signed_on is not None:
        return kept_text(row)
    text = to_sign(visit, row)
    return replace(text, fingerprint=short_code(frozen.digest(text)))


def minutes_row(visit: Visit) -> Minutes:
    """The minutes of ``visit``; before anything is written, as they would begin."""
    row = Minutes.objects.filter(visit=visit).first()
    if row is None:
        return Minutes(visit=visit, place=visit.place)
    row.visit = visit  # with what is fetched already
    return row


def code_of(text: OfficialText) -> str:
    """SHA-256 of what is said, the code printed under it left out."""
    return frozen.digest(replace(text, fingerprint=""))


def to_sign(visit: Visit, row: Minutes | None = None, *, notes: bool = False) -> OfficialText:
    """What would be signed now: printed, shown, frozen and hashed, all from this one text."""
    campaign = gather_visit(visit)
    row = row or minutes_row(visit)
    kind = type_of(DocumentKind.MINUTES)
    number = campaign.inspection.decision_number
    team = f"Đoàn kiểm tra theo Quyết định {number}" if number else "Đoàn kiểm tra"
    subject = usual_subject(DocumentKind.MINUTES, visit.inspection.year)
    return OfficialText(
        letterhead=campaign.office.letterhead_of(team),
        number=f"/{kind.abbreviation}-ĐKT",
        place=campaign.office.locality,
        kind=kind.title_words,
        subject=f"{subject} tại {visit.unit.name}",
        body=tuple(body(visit, row, campaign, notes)),
        page_of_pages=True,
    )


def body(visit: Visit, row: Minutes, campaign: Campaign, notes: bool) -> list[Block]:
    """Times, both sides, each area, what was looked at again, the unit's own opinion, commitments,
    signatures."""
    again = results(visit, "III")
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
        fill("papers_seen", listed(row.papers_seen)),
        fill("general_view", row.general_view),
        *again,
        part("IV" if again else "III", "Ý kiến và cam kết của đơn vị"),
        fill("unit_opinion", row.unit_opinion),
        fill("commitments", row.commitments),
        fill("ended_at", moment_text(row.ended_at)),
        closing(row.copies),
        SignatureRow(
            (
                SignatureBlock("Thư ký", name=secretary(visit, campaign)),
                SignatureBlock(UNIT_SIDE),
                SignatureBlock(
                    "Trưởng đoàn", name=bare_name(campaign.head.name) if campaign.head else ""
                ),
            )
        ),
    ]


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
    """Who came; that somebody stays out at the own unit, and who writes instead, is said.

    Before members are put on visits, the whole team counts as coming.
    """
    rows = visit.members.select_related("member", "substitute").order_by("member__order")
    places = {row.member_id: row for row in rows}
    there = [m for m in campaign.team if not places or (m.pk in places and places[m.pk].present)]
    lines: list[Block] = [member_line(m) for m in there if m.unit_id != visit.unit_id]
    lines += [
        absent_line(row, visit) for row in places.values() if not row.present and row.absence_reason
    ]
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


def absent_line(row: VisitMember, visit: Visit) -> Paragraph:
    """Who was missing, why, and who did their part; the secretary's part is the minutes."""
    member, instead = row.member, row.substitute
    reason = row.absence_reason.rstrip(".")
    text = f"- Vắng mặt: {member.name} - {member.get_role_display()}; lý do: {reason}"
    if instead is not None:
        writes = visit.acting_secretary_id == instead.pk
        text += f"; {instead.name} {'làm thư ký buổi làm việc' if writes else 'làm thay'}"
    facts = (Fact("name", "text", member.name),)
    return Paragraph(f"{text}.", tag=f"absent-{member.pk}", style="item", facts=facts)


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

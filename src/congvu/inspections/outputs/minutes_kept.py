"""Signed minutes: the text that was frozen, with what the signing added to it.

Minutes signed before one text served page, Word, PDF and code alike were frozen as plain facts
("format": 1). Those are put into words here, from what was frozen and from nothing newer.
"""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from congvu.documents import frozen, vietnamese
from congvu.documents.model import (
    Block,
    Heading,
    OfficialText,
    Paragraph,
    SignatureBlock,
    SignatureRow,
)
from congvu.inspections.models import Minutes, Visit
from congvu.inspections.outputs.campaign import bare_name, office
from congvu.inspections.outputs.frame import part, short_code
from congvu.inspections.outputs.kinds import type_of, usual_subject
from congvu.inspections.outputs.minutes_fields import closing, fill, listed, moment_text
from congvu.inspections.states import DocumentKind

UNIT_SIDE = "Đại diện đơn vị"


def kept_text(row: Minutes) -> OfficialText:
    """What was signed, and who signed it when, or why the unit did not."""
    kept = row.frozen or {}
    told = frozen.loads(json.dumps(kept)) if "letterhead" in kept else earlier(kept, row.visit)
    return replace(
        told,
        date=row.signed_on,
        body=tuple(block for one in told.body for block in signed_block(one, row)),
        fingerprint=short_code(row.text_sha256),
    )


def signed_block(block: Block, row: Minutes) -> list[Block]:
    """The block itself; before the signatures the refusal, under them who signed for the unit."""
    if not isinstance(block, SignatureRow):
        return [block]
    names = tuple(
        replace(one, name=bare_name(row.signed_by_unit)) if one.title == UNIT_SIDE else one
        for one in block.blocks
    )
    return [*refusal(row), SignatureRow(names)]


def refusal(row: Minutes) -> list[Block]:
    """That the unit did not sign, why, and before whom."""
    if not row.refused:
        return []
    why = row.refusal_reason.rstrip(".")
    text = f"Đơn vị không ký biên bản, lý do: {why}. Người chứng kiến: {row.witness}."
    return [Paragraph(text, tag="refusal")]


def earlier(kept: dict[str, Any], visit: Visit) -> OfficialText:
    """Facts frozen in the earlier form, as a text."""
    issuing, about = office(), kept.get("inspection", {})
    number, unit = about.get("decision_number", ""), kept.get("unit", {})
    year = about.get("year") or visit.inspection.year
    team = f"Đoàn kiểm tra theo Quyết định {number}" if number else "Đoàn kiểm tra"
    kind = type_of(DocumentKind.MINUTES)
    name = unit.get("name") or visit.unit.name
    return OfficialText(
        letterhead=issuing.letterhead_of(team),
        number=f"/{kind.abbreviation}-ĐKT",
        place=issuing.locality,
        kind=kind.title_words,
        subject=f"{usual_subject(DocumentKind.MINUTES, year)} tại {name}",
        body=tuple(earlier_body(kept)),
        page_of_pages=True,
    )


def earlier_body(kept: dict[str, Any]) -> list[Block]:
    """Times, both sides, each area, the unit's own words, signatures."""
    blocks: list[Block] = [
        fill("began_at", moment_text(instant(kept.get("began_at")))),
        fill("place", kept.get("place", "")),
        part("I", "Thành phần"),
        *(Paragraph(text, style="item") for text in team_lines(kept)),
        fill("unit_participants", listed(kept.get("unit_participants", []))),
        part("II", "Nội dung và kết quả kiểm tra"),
    ]
    for i, area in enumerate(kept.get("areas", []), start=1):
        blocks.append(Heading(f"{i}. {area['title']}", level=2))
        lines = [*area["samples"], *(finding_line(one) for one in area["findings"])]
        blocks += [Paragraph(line) for line in lines or ["Không có ý kiến."]]
    blocks += [Paragraph(sentence) for sentence in kept.get("samples", [])]
    for name in ("papers_seen", "general_view"):
        value = kept.get(name, "")
        blocks.append(fill(name, listed(value) if isinstance(value, list) else value))
    blocks.append(part("III", "Ý kiến và cam kết của đơn vị"))
    blocks += [fill(name, kept.get(name, "")) for name in ("unit_opinion", "commitments")]
    blocks.append(fill("ended_at", moment_text(instant(kept.get("ended_at")))))
    return [*blocks, closing(kept.get("copies", 2)), signatures(kept)]


def instant(text: str | None) -> dt.datetime | None:
    """A moment out of its ISO form."""
    return dt.datetime.fromisoformat(text) if text else None


def team_lines(kept: dict[str, Any]) -> list[str]:
    """Who was there, who was missing and why."""
    lines = []
    for one in kept.get("team", []):
        named = ", ".join(dict.fromkeys(part for part in (one["name"], one["title"]) if part))
        lines.append(f"- {vietnamese.capital(named)} - {one['role']};")
    for one in kept.get("absent", []):
        instead = f"; {one['by']} làm thay" if one["by"] else ""
        reason = one["reason"].rstrip(".")
        lines.append(f"- Vắng mặt: {one['name']} - {one['role']}; lý do: {reason}{instead}.")
    return lines


def finding_line(one: dict[str, Any]) -> str:
    """ "- Hạn chế: … Căn cứ: …"."""
    basis = f" Căn cứ: {vietnamese.sentence(one['basis'])}" if one["basis"] else ""
    again = f" Lặp lại hạn chế năm {one['repeats_year']}." if one.get("repeats_year") else ""
    return f"- {one['polarity_label']}: {vietnamese.sentence(one['text'])}{basis}{again}"


def signatures(kept: dict[str, Any]) -> SignatureRow:
    """The three who sign."""
    by_role = {one["role"]: bare_name(one["name"]) for one in kept.get("team", [])}
    return SignatureRow(
        (
            SignatureBlock("Thư ký", name=by_role.get("Thư ký", "")),
            SignatureBlock(UNIT_SIDE),
            SignatureBlock("Trưởng đoàn", name=by_role.get("Trưởng đoàn", "")),
        )
    )

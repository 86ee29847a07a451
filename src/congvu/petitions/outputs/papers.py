"""Receipt, answer, letter of passing on, notice of not taking in: one text, as Word and PDF."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.utils import timezone

from congvu.core import clock, formats
from congvu.documents.docx import render_docx
from congvu.documents.layouts import Layout, layout_for
from congvu.documents.media import DOCX, PDF
from congvu.documents.model import (
    Block,
    Letterhead,
    OfficialText,
    Paragraph,
    SignatureBlock,
    SignatureRow,
)
from congvu.documents.pdf import render_pdf
from congvu.organizations.models import Unit, department
from congvu.organizations.policies import rights_of
from congvu.organizations.states import OWN_SEAL, ROLE_LABELS, Role
from congvu.petitions import rules
from congvu.petitions.models import Petition
from congvu.petitions.states import PetitionState
from congvu.stationery.models import layout_on

FORMS = {
    "pdf": (PDF, render_pdf),
    "docx": (DOCX, render_docx),
}
TITLES = {
    "receipt": "Phiếu tiếp nhận",
    "answer": "Văn bản trả lời",
    "forward": "Văn bản chuyển",
    "refusal": "Thông báo không tiếp nhận xử lý",
}


def papers_of(row: Petition) -> list[tuple[str, str]]:
    """Kinds of paper there are for a petition, with their titles."""
    answered = row.answer and not row.fact
    there = {
        "receipt": not row.fact,
        "answer": answered,
        "forward": row.state == PetitionState.FORWARDED,
        "refusal": row.state == PetitionState.REFUSED,
    }
    return [(kind, title) for kind, title in TITLES.items() if there[kind]]


def paper_of(row: Petition, kind: str) -> OfficialText | None:
    """The paper; None where there is nothing to tell."""
    if kind not in dict(papers_of(row)):
        return None
    return WRITERS[kind](row, issuing(row))


def issuing(row: Petition) -> Unit:
    """Whose letterhead: a school's or centre's own, else the department's."""
    if row.received_unit.kind in OWN_SEAL:
        return row.received_unit
    return department() or row.received_unit


def head(unit: Unit) -> Letterhead:
    """Two lines above the paper."""
    above = unit.superior_name or (unit.parent.name if unit.parent else "")
    return Letterhead(parent_agency=above, agency=unit.name)


def receipt(row: Petition, unit: Unit) -> OfficialText:
    """What the sender takes home: number, subject, until when an answer comes."""
    told = [
        ("Mã số:", row.code),
        ("Người gửi:", row.full_name),
        ("Điện thoại:", row.masked_phone),
        ("Hình thức gửi:", row.get_channel_display()),
        ("Tiếp nhận lúc:", moment_words(row.received_at)),
        ("Nội dung:", row.subject),
        ("Trả lời trước hết ngày:", day_words(row.due_at)),
        ("Căn cứ thời hạn:", row.limit_basis),
    ]
    body: list[Block] = [Paragraph(text, lead=lead, style="plain") for lead, text in told if text]
    body.append(
        Paragraph(
            "Người gửi có quyền yêu cầu cơ quan tiếp nhận thông báo tình hình xử lý phản ánh, kiến "
            "nghị (Nghị định 20/2008/NĐ-CP, Điều 12)."
        )
    )
    clerk = str(row.received_by or "")
    body.append(
        SignatureRow((SignatureBlock("Người gửi"), SignatureBlock("Người tiếp nhận", clerk)))
    )
    return OfficialText(
        letterhead=head(unit),
        number=row.code,
        place=unit.locality,
        date=timezone.localdate(row.received_at),
        kind="Phiếu tiếp nhận",
        subject="Phản ánh, kiến nghị về quy định hành chính",
        body=tuple(body),
        layout=layout(timezone.localdate(row.received_at)),
    )


def answer(row: Petition, unit: Unit) -> OfficialText:
    """The letter of answer; a draft until it is signed."""
    day = timezone.localdate(row.answered_at) if row.answered_at else None
    opening = (
        f"{unit.name} nhận được phản ánh, kiến nghị của {row.full_name} tiếp nhận ngày "
        f"{day_words(row.received_at)} (mã {row.code}), nội dung: {row.subject}. Sau khi xem xét, "
        f"{unit.name} trả lời như sau:"
    )
    closing = f"Trên đây là trả lời của {unit.name}./."
    return letter(
        row,
        unit,
        "trả lời phản ánh, kiến nghị về quy định hành chính",
        row.full_name,
        [opening, *lines(row.answer), closing],
        number=row.answer_number,
        day=day,
    )


def forward(row: Petition, unit: Unit) -> OfficialText:
    """The letter to the competent agency, with what was sent in full."""
    opening = (
        f"Ngày {day_words(row.received_at)}, {unit.name} tiếp nhận phản ánh, kiến nghị của "
        f"{row.full_name} (mã {row.code}). Qua phân loại, nội dung thuộc thẩm quyền xử lý của "
        f"{row.forwarded_to}."
    )
    asking = (
        "Căn cứ Điều 9 Nghị định 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ, "
        f"{unit.name} chuyển phản ánh, kiến nghị để quý cơ quan xem xét, xử lý và trả lời người "
        "gửi. Nội dung phản ánh, kiến nghị:"
    )
    day = timezone.localdate(row.closed_at) if row.closed_at else None
    return letter(
        row,
        unit,
        "chuyển phản ánh, kiến nghị về quy định hành chính",
        row.forwarded_to,
        [opening, asking, *lines(row.full_content)],
        day=day,
    )


def refusal(row: Petition, unit: Unit) -> OfficialText:
    """Why it was not taken in, and what the sender can do."""
    why = dict(rules.refusal_choices()).get(row.refusal, row.refusal)
    said = [
        f"{unit.name} nhận được phản ánh, kiến nghị của {row.full_name} ngày "
        f"{day_words(row.received_at)} (mã {row.code}), nội dung: {row.subject}.",
        f"Phản ánh, kiến nghị không được tiếp nhận xử lý. Lý do: {why} "
        f"(căn cứ: {rules.basis_of('refusals', row.refusal)}).",
        *lines(row.closing_note),
        f"{unit.name} thông báo để người gửi biết./.",
    ]
    day = timezone.localdate(row.closed_at) if row.closed_at else None
    subject = "không tiếp nhận xử lý phản ánh, kiến nghị"
    return letter(row, unit, subject, row.full_name, said, day=day)


WRITERS: dict[str, Callable[[Petition, Unit], OfficialText]] = {
    "receipt": receipt,
    "answer": answer,
    "forward": forward,
    "refusal": refusal,
}


def letter(
    row: Petition,
    unit: Unit,
    subject: str,
    to: str,
    body: Sequence[str],
    *,
    day: dt.date | None,
    number: str = "",
) -> OfficialText:
    """A công văn; its number comes from the office's book."""
    filed = f"Lưu: VT, {row.unit.symbol}." if row.unit else "Lưu: VT."
    return OfficialText(
        letterhead=head(unit),
        number=number or f"/{unit.symbol}",
        place=unit.locality,
        date=day,
        subject=subject,
        addressees=(to,),
        body=tuple(Paragraph(text) for text in body),
        recipients=("Như trên", filed),
        signatures=(signature(row, unit),),
        layout=layout(day),
        draft=not day,
    )


def signature(row: Petition, unit: Unit) -> SignatureBlock:
    """Head, or deputy in the head's place; a school's head by his or her own title."""
    signer = row.signer
    if unit.kind in OWN_SEAL:
        title = signer.title if signer and signer.title else "Thủ trưởng đơn vị"
        return SignatureBlock(title, str(signer or ""))
    head_words, deputy = ROLE_LABELS[Role.HEAD], ROLE_LABELS[Role.DEPUTY]
    if signer and not rights_of(signer, signed_on(row)).has(Role.HEAD):
        return SignatureBlock(deputy, str(signer), authority=f"KT. {head_words}")
    return SignatureBlock(head_words, str(signer or ""))


def signed_on(row: Petition) -> dt.date | None:
    """The day of signing: rights are those of that day."""
    return timezone.localdate(row.answered_at) if row.answered_at else None


def layout(day: dt.date | None) -> Layout:
    """The office's layout of a day; before anything was loaded, the one the law prescribes."""
    try:
        return layout_on(day or clock.today())
    except LookupError:
        return layout_for(day)


def lines(text: str) -> list[str]:
    """A text by its lines, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def day_words(moment: dt.datetime) -> str:
    """08/9/2020."""
    return formats.date(timezone.localdate(moment))


def moment_words(moment: dt.datetime) -> str:
    """09:41 ngày 08/9/2020."""
    return f"{timezone.localtime(moment):%H:%M} ngày {day_words(moment)}"

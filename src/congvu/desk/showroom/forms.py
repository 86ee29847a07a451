"""Forms to fill in that go with procedures: Word files, written here as letters of an applicant."""

import io
from typing import Any

from congvu.documents import wording
from congvu.documents.docx import render_docx
from congvu.documents.model import Fill, Letterhead, OfficialText, Paragraph, SignatureBlock
from congvu.organizations.models import Unit

BLANK_DAY = "……………, ngày …… tháng …… năm ………"


def form_file(key: str, told: dict[str, Any], unit: Unit) -> tuple[io.BytesIO, str]:
    """One form as a stream with its name."""
    text = OfficialText(
        letterhead=Letterhead("", ""),
        headless=True,
        body=(
            centred(wording.NATION),
            centred(wording.MOTTO),
            centred(f"Đơn {told['subject']}".upper()),
            Paragraph(f"Kính gửi: {unit.name}", style="center"),
            *(Fill(line) for line in told["lines"]),
            Paragraph(told["closing"]),
            Paragraph(BLANK_DAY, style="italic"),
        ),
        signatures=(SignatureBlock("Người làm đơn", note="(ký, ghi rõ họ tên)"),),
    )
    return io.BytesIO(render_docx(text)), f"{key}.docx"


def centred(words: str) -> Paragraph:
    """A bold line in the middle."""
    return Paragraph("", lead=words, style="center")

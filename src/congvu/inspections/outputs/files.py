"""A text as a file: Word in the office's own template where it has one, PDF, Excel."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from congvu.core import clock
from congvu.documents import wording
from congvu.documents.docx import render_docx
from congvu.documents.media import MEDIA_TYPES
from congvu.documents.model import Block, OfficialText, PageBreak, Paragraph
from congvu.documents.pdf import render_pdf
from congvu.documents.template import placeholders_of, render_template
from congvu.documents.xlsx import Workbook, render_xlsx
from congvu.inspections.outputs.books import book
from congvu.inspections.outputs.kinds import SAME_AS
from congvu.inspections.states import DOCUMENT_KIND_LABELS, DocumentKind
from congvu.organizations.models import the_department
from congvu.stationery.models import Template, template_for


@dataclass(frozen=True)
class Produced:
    """A file to be handed out."""

    data: bytes
    media_type: str
    name: str


def produced(
    text: OfficialText, fmt: str, kind: str, name: str, workbook: Workbook | None = None
) -> Produced:
    """The text in one of the three formats. Not for use inside a transaction: it takes time."""
    if fmt == "pdf":
        data = render_pdf(text)
    elif fmt == "docx":
        data = word(text, kind)
    else:
        data = render_xlsx(workbook or book(text))
    return Produced(data, MEDIA_TYPES[fmt], f"{safe_name(name)}.{fmt}")


def word(text: OfficialText, kind: str) -> bytes:
    """Word in the office's template of the paper's day, else in the layout of the law."""
    template = own_template(kind, text.date or clock.today())
    if template is None or text.headless:
        return render_docx(text)
    whole = with_annexes_inside(text)
    return render_template(template.read(), placeholders_of(whole), whole)


def own_template(kind: str, on: dt.date) -> Template | None:
    """The office's own Word form for papers of that kind and day; PDF is not made from it."""
    return template_for(SAME_AS.get(DocumentKind(kind), kind), the_department(), on)


def with_annexes_inside(text: OfficialText) -> OfficialText:
    """The annexes as pages of the body, because a template has one place for all blocks."""
    blocks: list[Block] = list(text.body)
    for annex in text.annexes:
        blocks.append(PageBreak())
        title = f"{wording.annex_label(annex)}\n{annex.title.upper()}"
        blocks.append(Paragraph(title, tag=f"annex-{annex.number}", style="center"))
        blocks += annex.blocks
    return replace(text, body=tuple(blocks), annexes=())


def safe_name(name: str) -> str:
    """A file name every system takes: "Quyết định 12826-QĐ-LĐTBXH"."""
    return re.sub(r'[\\/:*?"<>|\s]+', " ", name.replace("/", "-")).strip()[:120]


def file_label(kind: str, more: str = "") -> str:
    """ "Lịch kiểm tra năm 2020"."""
    return f"{DOCUMENT_KIND_LABELS[DocumentKind(kind)]} {more}".strip()

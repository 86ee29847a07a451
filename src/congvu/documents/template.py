"""Office templates: an office's own Word file with placeholders, checked before it is used."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from congvu.documents import wording
from congvu.documents.docx import markup, pages, styles
from congvu.documents.docx.body import blocks
from congvu.documents.docx.slip import CODE_MM, SLIP_LAYOUT, code_png, table_source
from congvu.documents.errors import BrokenWordFile, TemplateFault
from congvu.documents.layouts import Layout
from congvu.documents.model import Heading, OfficialText, Paragraph, Table
from congvu.documents.packing import repack
from congvu.documents.readback.container import open_word
from congvu.documents.slip import PrintedSlip, picture_png, place_and_date
from congvu.documents.vietnamese import date_text, ground_lines, recipient_lines


@dataclass(frozen=True)
class Problem:
    """A fault in a template, said so that the person who wrote it can mend it."""

    kind: Literal["unknown", "missing", "syntax"]
    placeholder: str
    where: str
    message: str


def lint(template: bytes, allowed: Iterable[str], required: Iterable[str] = ()) -> list[Problem]:
    """What is wrong with a template: unknown names, missing ones, broken braces."""
    document = _open(template)
    known, needed = set(allowed), set(required)
    try:
        used = document.get_undeclared_template_variables(_environment())
    except TemplateSyntaxError as fault:
        where = _paragraph_with(document.docx, "{")
        return [Problem("syntax", "", where, f"Cú pháp chỗ điền bị sai: {fault.message}.")]
    problems = []
    for name in sorted(used - known):
        where = _paragraph_with(document.docx, name)
        message = f"Không có chỗ điền nào tên là “{name}” (trong đoạn: “{where}”)."
        problems.append(Problem("unknown", name, where, message))
    for name in sorted(needed - used):
        message = f"Mẫu thiếu chỗ điền bắt buộc “{name}”."
        problems.append(Problem("missing", name, "", message))
    return problems


def render_template(
    template: bytes, context: Mapping[str, Any], text: OfficialText | None = None
) -> bytes:
    """The template filled in. With `text`, `{{p body_blocks }}` prints its blocks with tags."""
    document = _open(template)
    values = dict(context)
    if text is not None:
        values["body_blocks"] = _body_blocks(text)
    return _filled(document, values, text.layout if text is not None else None)


def render_slip_template(template: bytes, slip: PrintedSlip, names: Iterable[str]) -> bytes:
    """An office's own form of a slip filled in; ``names`` it may print besides, empty if untold.

    `{{ qr }}` and `{{ picture }}` print drawings, `{{p table_blocks }}` the tables.
    """
    document = _open(template)
    values = dict.fromkeys(names, "") | slip_placeholders_of(slip) | dict(slip.named)
    room = pages.room_mm(SLIP_LAYOUT)
    tables = "".join(table_source(one, room) for one in slip.tables)
    values["table_blocks"] = Markup(tables)  # noqa: S704 - our own markup escapes every word
    if slip.qr or slip.code:
        values["qr"] = _image(document, code_png(slip), CODE_MM)
    if slip.picture:
        values["picture"] = _image(document, picture_png(slip.picture.svg), room)
    return _filled(document, values, SLIP_LAYOUT)


def slip_placeholders_of(slip: PrintedSlip) -> dict[str, Any]:
    """Everything a slip may print whatever its kind."""
    title, name = slip.signers[-1] if slip.signers else ("", "")
    return {
        "parent_agency": slip.parent_agency,
        "agency": slip.agency,
        "form": slip.form,
        "code": slip.code,
        "place": slip.place,
        "date_text": date_text(slip.date),
        "place_and_date": place_and_date(slip),
        "title": slip.title,
        "lead": slip.lead,
        "facts": [{"label": label, "words": words} for label, words in slip.facts],
        "papers": list(slip.papers),
        "texts": list(slip.texts),
        "tables": [
            {"title": one.title, "columns": list(one.columns), "rows": [list(r) for r in one.rows]}
            for one in slip.tables
        ],
        "table_blocks": "",
        "qr": "",
        "picture": "",
        "picture_words": slip.picture.words if slip.picture else "",
        "signer_title": title,
        "signer_name": name,
    }


def placeholders_of(text: OfficialText) -> dict[str, Any]:
    """Everything a template may print, flat; lists are lists of plain text."""
    signature = text.signatures[0] if text.signatures else None
    return {
        "parent_agency": text.letterhead.parent_agency,
        "agency": text.letterhead.agency,
        "number": text.number,
        "number_line": wording.number_line(text),
        "place": text.place,
        "date_text": date_text(text.date) if text.date else "",
        "place_and_date": wording.place_and_date(text),
        "kind": text.kind,
        "subject": text.subject,
        "addressees": list(text.addressees),
        "grounds": ground_lines(text.grounds),
        "authority_line": text.authority_line,
        "resolution": text.resolution,
        "body": [_said(block) for block in text.body if isinstance(block, Paragraph | Heading)],
        "tables": [_table(block) for block in text.blocks() if isinstance(block, Table)],
        "annexes": [wording.annex_label(annex) for annex in text.annexes],
        "recipients": recipient_lines(text.recipients),
        "signer_authority": signature.authority if signature else "",
        "signer_title": signature.title if signature else "",
        "signer_name": signature.name if signature else "",
        "fingerprint": text.fingerprint,
        "body_blocks": "",
    }


def _filled(document: DocxTemplate, values: dict[str, Any], layout: Layout | None) -> bytes:
    try:
        document.render(values, _environment(), autoescape=True)
    except TemplateError as fault:
        raise TemplateFault(f"Mẫu văn bản có lỗi: {fault}.") from fault
    if layout is not None:
        _add_styles(document.docx, layout)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _image(document: DocxTemplate, data: bytes, width_mm: float) -> InlineImage:
    return InlineImage(document, io.BytesIO(data), width=Mm(width_mm))


def _environment() -> SandboxedEnvironment:
    """A template may print and loop over what it is given, and nothing else."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    return environment


def _open(template: bytes) -> DocxTemplate:
    # The same refusals as for any Word file nobody vouches for.
    open_word(template)
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
    except (KeyError, ValueError) as fault:
        raise BrokenWordFile() from fault
    return document


def _body_blocks(text: OfficialText) -> Markup:
    room = pages.room_mm(text.layout)
    # Built by our own markup, which escapes every word of a user.
    source = blocks(text.body, room, text.layout.size_body, markup.Counter(1000))
    return Markup(source)  # noqa: S704


def _add_styles(document: Document, layout: Layout) -> None:
    """The named styles the blocks use, unless the office's template has its own."""
    sheet = document.styles.element
    present = {style.get(qn("w:styleId")) for style in sheet.iter(qn("w:style"))}
    ours = [styles.style_xml(style) for style in styles.styles_for(layout)]
    for source in [*ours, *styles.table_styles()]:
        style = parse_xml(source)
        if style.get(qn("w:styleId")) not in present:
            sheet.append(style)


def _paragraph_with(document: Document, words: str) -> str:
    texts = (
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    return next((said.strip() for said in texts if words in said), "")


def _said(block: Paragraph | Heading) -> str:
    return block.full_text if isinstance(block, Paragraph) else block.text


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [column.title for column in table.columns],
        "rows": [list(row.cells) for row in table.rows],
    }

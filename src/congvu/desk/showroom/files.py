"""Sheets and photos of the story: drawn here, put in through the evidence actions."""

import io
import json
from dataclasses import replace
from typing import Any

from django.db import models
from PIL import Image, ImageDraw, ImageFont

from congvu.accounts.models import User
from congvu.core import clock
from congvu.desk.showroom.stage import DATA, Stage, story
from congvu.documents import frozen
from congvu.documents.model import Letterhead, OfficialText, Paragraph
from congvu.documents.pdf import render_pdf
from congvu.evidence.actions import attach_many, store_version
from congvu.evidence.models import Attachment
from congvu.inspections import actions
from congvu.inspections.models import Minutes, OfficialDocument, Remedy, Visit
from congvu.procedures.models import Leaflet

MARK = "Ảnh trình diễn"
SHEET_MARK = "Tài liệu trình diễn, không có giá trị pháp lý."
SIGNED_MARK = "(Đã ký, đóng dấu)\nBản minh họa, không có giá trị pháp lý"
SIZE, PAPER, BOARD, INK, RED = (960, 640), "#e9e4d8", "#fffdf7", "#1e1c19", "#8c1c1f"
TYPEFACE = DATA.parent / "fonts" / "LiberationSerif-Regular.ttf"
LEAFLETS = "tờ rơi đã phát"
STILL_HOLDS = "đã nộp năm 2019, còn hiệu lực"
SAID = ("title", "source", "effective_from", "effective_to")


def rows_of(part: str, year: int, key: str) -> list[dict[str, Any]]:
    """Files of one part of the story, of one year and unit."""
    return [row for row in story("evidence")[part].get(year, ()) if row["unit"] == key]


def with_report(stage: Stage, key: str, visit: Visit, by: User) -> None:
    """What a unit sends with its own report, and what it sent before."""
    year = visit.inspection.year
    for row in rows_of("self", year, key):
        item = put(row, answer_of(visit, row["criterion"]), by)
        if "key" in row:
            stage.items[row["key"]] = item
    again = rows_of("again", year, key)
    pairs = [(stage.items[row["key"]], answer_of(visit, row["criterion"])) for row in again]
    if pairs:
        attach_many(pairs, by=by, purpose=STILL_HOLDS)
    point_to_leaflets(stage, key, visit, by)


def point_to_leaflets(stage: Stage, key: str, visit: Visit, by: User) -> None:
    """What a unit gave out that year, where its report tells of it."""
    given = [row for row in story("procedures")["leaflets"]
             if row["unit"] == key and row["day"].year == visit.inspection.year]  # fmt: skip
    for row in given:
        leaflet = Leaflet.objects.get(unit=stage.units[key], given_on=row["day"])
        item = Attachment.objects.live().of(leaflet).get().item
        attach_many([(item, answer_of(visit, row["criterion"]))], by=by, purpose=LEAFLETS)


def at_visit(key: str, visit: Visit, by: User) -> None:
    """What the team photographs or copies."""
    for row in rows_of("visit", visit.inspection.year, key):
        put(row, answer_of(visit, row["criterion"]), by)


def of_minutes(visit: Visit, by: User) -> None:
    """The signed sheets, photographed."""
    lines = [*story("evidence")["minutes"]["lines"], str(visit.unit)]
    row = {
        "form": "photo",
        "title": f"Biên bản đã ký: {visit.unit}",
        "source": "camera",
        "lines": lines,
    }
    put(row, Minutes.objects.get(visit=visit), by)


def of_paper(document: OfficialDocument, by: User) -> OfficialDocument:
    """The signed copy of a paper: the text sent for signature under its number, with a mark where
    ink and seal would be."""
    text = frozen.loads(json.dumps(document.frozen))
    signed = tuple(replace(one, note=SIGNED_MARK) for one in text.signatures)
    copy = replace(
        text, number=document.code, date=document.dated_on, draft=False, signatures=signed
    )
    name = f"Bản ký {document.code} (bản minh họa).pdf".replace("/", "-")
    return actions.put_signed_file(document, io.BytesIO(render_pdf(copy)), name, by=by)


def of_remedy(facts: dict[str, Any], remedy: Remedy, by: User) -> None:
    """The proof of what a unit did."""
    for row in rows_of("remedy", remedy.recommendation.inspection.year, facts["unit"]):
        if row["of"] == facts["of"]:
            put(row, remedy, by)


def answer_of(visit: Visit, code: str) -> Any:
    """The answer to a criterion."""
    return visit.sheet.answers.get(criterion__code=code)


def put(row: dict[str, Any], target: models.Model, by: User) -> Any:
    """Draw one file and attach it."""
    photo = row["form"] == "photo"
    data = drawn(row["title"], row["lines"]) if photo else printed(row["title"], row["lines"])
    name = f"{row['title']}.{'jpg' if photo else 'pdf'}".replace("/", "-")
    said = {name: row[name] for name in SAID if name in row}
    return store_version(io.BytesIO(data), name, by=by, attach_to=target, **said).item


def printed(title: str, lines: list[str]) -> bytes:
    """A sheet as PDF."""
    body = [Paragraph(line) for line in lines]
    text = OfficialText(
        letterhead=Letterhead("", "Đơn vị trình diễn"),
        date=clock.today(),
        kind=title,
        body=(*body, Paragraph(SHEET_MARK, style="italic")),
    )
    return render_pdf(text)


def drawn(title: str, lines: list[str]) -> bytes:
    """A photo of a plain board."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 50, SIZE[0] - 60, SIZE[1] - 90), fill=BOARD, outline=INK, width=3)
    fonts = {size: ImageFont.truetype(str(TYPEFACE), size) for size in (28, 34)}
    draw.text((100, 90), wrapped(title), INK, font=fonts[34], spacing=8)
    draw.text((100, 230), "\n".join(map(wrapped, lines)), INK, font=fonts[28], spacing=16)
    mark = f"{MARK} · {clock.today():%d/%m/%Y}"
    draw.text((60, SIZE[1] - 62), mark, RED, font=fonts[28])
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def wrapped(text: str, width: int = 46) -> str:
    """Broken between words to fit the board."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)

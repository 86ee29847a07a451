"""Procedures out, as the import reads them; what a file can't carry is told beside them."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from congvu.core.imports.reading import MAX_CELL
from congvu.documents.xlsx import render_xlsx
from congvu.procedures.actions import ImportedProcedure
from congvu.procedures.intake.book import export_book
from congvu.procedures.intake.columns import COLUMNS, LABELS, PROCEDURES, STEPS, TITLES
from congvu.procedures.intake.looking import look
from congvu.procedures.intake.reading import PARTS, Line, Told
from congvu.procedures.intake.telling import tell
from congvu.procedures.intake.there import standing
from congvu.procedures.models import Component, Procedure, ProcedureVersion
from congvu.procedures.models.procedure import ProcedureQuerySet

ALWAYS = (
    "Trạng thái công bố, số bản, ngày hết hiệu lực, ngày tạm ngừng, lần ban hành của quy trình:"
    " thủ tục nhập vào nơi khác là bản dự thảo số 1.",
    "Tình hình công khai, bản niêm yết, tờ rơi đã phát và lịch sử thay đổi.",
)
ORDER = ("field__order", "field__name", "name", "pk")
COUNTS = ("sets", "order", "originals", "certified_copies", "copies", "supplement_rounds")
MOST_NAMED = 20


@dataclass(frozen=True)
class Export:
    """Rows of every sheet, and sentences about what they leave out."""

    told: Told
    left_out: tuple[str, ...]

    def xlsx(self) -> bytes:
        """As the template workbook."""
        return render_xlsx(export_book(self.told, self.left_out))

    def json(self) -> bytes:
        """The same cells by their names; empty ones are left out."""
        found = {"procedures": nested(self.told), "processes": processes(self.told),
                 "left_out": self.left_out}  # fmt: skip
        return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8")


def export(procedures: ProcedureQuerySet, on: dt.date) -> Export:
    """These procedures, each with the version the list shows."""
    wanted = procedures.select_related("field", "owner", "resolving_unit").order_by(*ORDER)
    rows = standing(wanted, on)
    told = tell(rows.values())
    return Export(told, (*ALWAYS, *left_out(wanted, rows), *read_back(told)))


def left_out(procedures: ProcedureQuerySet, rows: dict[int, ImportedProcedure]) -> list[str]:
    """What these have beside the version that is told."""
    versions = ProcedureVersion.objects.filter(procedure__in=rows)
    counted = versions.values("procedure").annotate(versions=Count("pk"))
    several = [one["procedure"] for one in counted if one["versions"] > 1]
    filed = Component.objects.filter(
        procedure_version__procedure=OuterRef("pk"), file__isnull=False
    )
    with_files = set(Procedure.objects.filter(Exists(filed), pk__in=rows)
                     .values_list("pk", flat=True))  # fmt: skip
    bare = [one.name for one in procedures if one.pk not in rows]
    return [
        *named("Các bản khác (cũ hoặc dự thảo)", [word(rows[pk]) for pk in several]),
        *named("Tệp mẫu đơn, tờ khai", [word(rows[pk]) for pk in rows if pk in with_files]),
        *named("Thủ tục chưa có bản nào", bare),
    ]


def word(row: ImportedProcedure) -> str:
    """A procedure with whose it is: schools have many of one name."""
    return f"{row.name} ({row.owner})"


def named(what: str, names: list[str]) -> list[str]:
    """What is left out of which procedures; the first ones are named."""
    if not names:
        return []
    more = len(names) - MOST_NAMED
    told = "; ".join(names[:MOST_NAMED]) + (f" và {more} thủ tục nữa" if more > 0 else "")
    return [f"{what} của {len(names)} thủ tục: {told}."]


def read_back(told: Told) -> list[str]:
    """What the import would not read as it is here: the rows are looked through at once."""
    result = look(told, None) if told.rows[PROCEDURES] else None
    found = [f"{one.place}: {one.message}" for one in result.troubles] if result else []
    for sheet, rows in told.rows.items():
        found += [
            f"{TITLES[sheet]}, dòng {line['n']}, cột {LABELS[sheet][name]}: dài hơn {MAX_CELL} ký"
            " tự nên tệp không nhập lại được."
            for line in rows for name, text in line.items() if len(text) > MAX_CELL
        ]  # fmt: skip
    return found


def nested(told: Told) -> list[dict[str, Any]]:
    """Procedures with the rows of their parts inside."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for line in told.rows[PROCEDURES]:
        found[line["code"] or line["name"], line["owner"]] = filled(PROCEDURES, line)
    for sheet in PARTS:
        for line in told.rows[sheet]:
            cells = filled(sheet, line, "procedure", "owner", "order")
            found[line["procedure"], line["owner"]].setdefault(sheet, []).append(cells)
    return list(found.values())


def processes(told: Told) -> list[dict[str, Any]]:
    """Processes with their steps inside."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for line in told.rows[STEPS]:
        own = {name: line[name] for name in ("process", "owner", "process_title")}
        one = found.setdefault((line["process"], line["owner"]), own | {"steps": []})
        one["steps"].append(filled(STEPS, line, *own))
    return list(found.values())


def filled(sheet: str, line: Line, *apart: str) -> dict[str, Any]:
    """The cells that say something; counts as numbers."""
    found = {column.name: line[column.name] for column in COLUMNS[sheet]
             if line[column.name] and column.name not in apart}  # fmt: skip
    return {name: int(text) if name in COUNTS and text.isdecimal() else text
            for name, text in found.items()}  # fmt: skip

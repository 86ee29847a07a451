"""The pasted table of an old campaign: units and areas found by their names, doubts marked."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from congvu.core import clock
from congvu.core.imports import Column, Preview, Problem, check, parsing, read
from congvu.core.imports.grid import Doubt, Parse, PreviewRow
from congvu.core.search import fold
from congvu.criteria.models import Area, LibraryVersion
from congvu.inspections.actions.old import OldRow
from congvu.organizations.models import Unit

NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})\s*[.)]\s*")
DONE = {"x", "co", "roi", "xong", "da xong", "da khac phuc", "hoan thanh", "da hoan thanh"}
NOT_DONE = {"", "-", "chua", "khong", "chua khac phuc", "chua xong", "chua hoan thanh"}


def looked_through(text: str, version: LibraryVersion, on: dt.date) -> Preview:
    """Every cell tried; ``on`` tells which of two units of one name is meant."""
    units = list(Unit.objects.inspectable())
    areas = list(version.areas.order_by("order"))
    preview = check(read(text), columns(units, areas, on))
    for row in preview.rows:
        across(row, preview)
        say_matches(row)
    return preview


def columns(units: list[Unit], areas: list[Area], on: dt.date) -> list[Column]:
    """What the table holds, under the headings offices use."""
    done = ("Khắc phục", "Ngày khắc phục", "Kết quả khắc phục", "Đã hoàn thành")
    return [
        Column("unit", "Đơn vị", unit_of(units, on),
               aliases=("Tên đơn vị", "Đơn vị được kiểm tra")),
        Column("area", "Nội dung", area_of(areas), required=True,
               aliases=("Nội dung kiểm tra", "Lĩnh vực")),
        Column("limitation", "Hạn chế", parsing.text, required=True,
               aliases=("Tồn tại, hạn chế", "Hạn chế, tồn tại", "Tồn tại")),
        Column("recommendation", "Kiến nghị", parsing.text, aliases=("Nội dung kiến nghị",)),
        Column("due_on", "Hạn", parsing.date, aliases=("Hạn khắc phục", "Thời hạn")),
        Column("done", "Đã khắc phục", done_of, aliases=done),
    ]  # fmt: skip


def unit_of(units: Iterable[Unit], on: dt.date) -> Parse:
    """A unit by any of its names; an empty cell under a merged one means the unit above."""
    named: dict[str, tuple[str, list[Unit]]] = {}
    for unit in units:
        for name in {fold(n): n for n in (unit.symbol, unit.name, unit.short_name) if n}.values():
            named.setdefault(fold(name), (name, []))[1].append(unit)
    known = parsing.choice(dict(named.values()), what="đơn vị")
    last: list[Unit] = []

    def parse(cell: Any) -> Unit:
        words, above = parsing.raw(cell), last[:]
        last.clear()
        found = (known(cell) or []) if words else above
        meant = [unit for unit in found if in_force(unit, on)] or found
        if not meant:
            raise Doubt("Thiếu đơn vị.")
        if len(meant) > 1:
            raise Doubt(f"Có {len(meant)} đơn vị cùng tên {words}. Hãy ghi tên đầy đủ.")
        last.append(meant[0])
        return meant[0]

    return parse


def in_force(unit: Unit, on: dt.date) -> bool:
    """Whether the unit existed on that day."""
    begun = unit.valid_from is None or unit.valid_from <= on
    return begun and (unit.valid_to is None or unit.valid_to >= on)


def area_of(areas: Iterable[Area]) -> Parse:
    """An area by its title, short title or code; a number before it is not minded."""
    known = {word: area for area in areas for word in (area.title, area.short_title, area.code)}
    folded, choose = {fold(word) for word in known}, parsing.choice(known, what="nội dung")

    def parse(cell: Any) -> Area:
        words = parsing.raw(cell)
        return choose(words if fold(words) in folded else NUMBERED.sub("", words))

    return parse


def done_of(cell: Any) -> tuple[bool, dt.date | None]:
    """Whether it was remedied, and the day where one is given."""
    words = fold(parsing.raw(cell))
    if words in DONE or words in NOT_DONE:
        return words in DONE, None
    if not re.search(r"\d", words):
        raise Doubt("Ghi ngày khắc phục, hoặc đánh x nếu đã khắc phục, để trống nếu chưa.")
    day = parsing.date(cell)
    if day and day > clock.today():
        raise Doubt("Ngày khắc phục phải là ngày đã qua.")
    return True, day


def across(row: PreviewRow, preview: Preview) -> None:
    """What no cell shows alone: a due day without a recommendation, or the other way round."""
    if not row.good:
        return
    values = row.values
    asked, due_on, done = values["recommendation"], values["due_on"], values["done"][0]
    if not asked and (due_on or done):
        doubt(row, preview, "recommendation", "Có hạn hoặc đã khắc phục thì phải ghi kiến nghị.")
    if asked and not done and due_on is None:
        doubt(row, preview, "due_on", "Kiến nghị chưa khắc phục thì phải ghi hạn.")


def doubt(row: PreviewRow, preview: Preview, name: str, message: str) -> None:
    """Mark a cell after the fact."""
    row.cells[name].message = message
    preview.problems.append(Problem(row.number, name, message))


def say_matches(row: PreviewRow) -> None:
    """Which unit and which area a cell was taken for, where it is written otherwise."""
    for name in ("unit", "area"):
        cell = row.cells[name]
        taken = getattr(cell.value, "short_title", "") or str(cell.value or "")
        if taken and taken != cell.raw:
            cell.raw = f"{cell.raw or 'như trên'} → {taken}"


def rows_of(preview: Preview) -> list[OldRow]:
    """A good preview as the action takes it."""
    return [
        OldRow(
            unit=row["unit"],
            area=row["area"],
            limitation=row["limitation"],
            recommendation=row["recommendation"],
            due_on=row["due_on"],
            done=row["done"][0],
            closed_on=row["done"][1],
        )
        for row in preview.values()
    ]

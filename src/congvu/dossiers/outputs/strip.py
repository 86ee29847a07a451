"""The strip: a dossier's life as a picture, one column a day, one row a desk."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from congvu.core import formats
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.models.deadlines import calendar_for
from congvu.dossiers.rules import Spell, StripDay

DAY, ROW, LEFT, TOP = 14, 22, 190, 26
ROOM = 27  # letters of a desk's name
DATE = 40  # the room of a date above the columns


@dataclass(frozen=True)
class Box:
    """One day on one desk, where it is drawn and what it says."""

    x: int
    y: int
    kind: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """All a template needs to draw the strip."""

    width: int
    height: int
    desks: list[tuple[int, str]]
    boxes: list[Box]
    months: list[tuple[int, str]]
    due_x: int | None
    cut: int
    summary: str


def drawn(
    row: Dossier, moves: Sequence[Movement], now: dt.datetime, *, public: bool = False
) -> Drawing | None:
    """The strip of a dossier; for the citizen with offices instead of names."""
    spells = [
        Spell(move.at, move.office if public else move.desk or move.office, move.waits_for)
        for move in moves
    ]
    if not spells:
        return None
    until = row.returned_at or row.closed_at or now
    try:
        life = rules.strip(spells, max(until, spells[-1].since), row.due_at, *calendar_for(row))
    except (YearNotAnnounced, NoOfficeHours):
        return None
    boxes = [
        Box(LEFT + number * DAY, TOP + day.desk * ROW, day.kind, told(day, life.desks))
        for number, day in enumerate(life.days)
        if day.desk >= 0
    ]
    marks = months(life.days)
    return Drawing(
        width=max(LEFT + len(life.days) * DAY, marks[-1][0] + DATE) + 10,
        height=TOP + len(life.desks) * ROW + 6,
        desks=[(TOP + n * ROW + 14, shortened(desk)) for n, desk in enumerate(life.desks)],
        boxes=boxes,
        months=marks,
        due_x=next((LEFT + n * DAY + DAY for n, day in enumerate(life.days) if day.due), None),
        cut=life.cut,
        summary=summary(life.days, life.desks),
    )


def shortened(desk: str) -> str:
    """A name as far as there is room; each of its days says the whole of it."""
    return desk if len(desk) <= ROOM else desk[: ROOM - 1].rstrip() + "…"


def told(day: StripDay, desks: list[str]) -> str:
    """A day in words."""
    parts = [f"{formats.date(day.date)}: {desks[day.desk]}"]
    parts += [f"chờ {day.waits_for}"] if day.waits_for else []
    parts += [day.off] if day.off else []
    parts += ["hạn trả kết quả"] if day.due else []
    parts += ["quá hạn"] if day.late else []
    return ", ".join(parts)


def months(days: Sequence[StripDay]) -> list[tuple[int, str]]:
    """Where each month begins, and the first day."""
    marks = [
        (LEFT + n * DAY, f"{day.date.day:02}/{day.date.month}")
        for n, day in enumerate(days)
        if n == 0 or day.date.weekday() == 0
    ]
    return [mark for n, mark in enumerate(marks) if n == 0 or mark[0] - marks[n - 1][0] >= DATE]


def summary(days: Sequence[StripDay], desks: list[str]) -> str:
    """The picture in one sentence, for whoever does not see it."""
    worked = [
        f"{desk} {count} ngày làm việc"
        for number, desk in enumerate(desks)
        if (count := sum(1 for d in days if d.desk == number and not d.off and not d.waits_for))
    ]
    waited = sum(1 for day in days if day.desk >= 0 and day.waits_for and not day.off)
    late = sum(1 for day in days if day.desk >= 0 and day.late and not day.off)
    parts = [*worked]
    parts += [f"chờ {waited} ngày làm việc"] if waited else []
    parts += [f"quá hạn {late} ngày làm việc"] if late else []
    return "; ".join(parts)


# on paper, where there are no style sheets and often no colour: by pattern and outline
PRINTED = {
    "work": 'fill="#1F5A63"',
    "waiting": 'fill="#FFFFFF" stroke="#1F5A63" stroke-width="1.2"',
    "late": 'fill="#8E1F1F" stroke="#000000" stroke-width="1.2"',
    "off": 'fill="#E9E5DC"',
}
LEGEND = (("work", "đang giải quyết"), ("waiting", "chờ"), ("late", "quá hạn"),
          ("off", "ngày nghỉ"))  # fmt: skip
FONT = 'font-family="Liberation Serif" font-size="12"'


def printed(life: Drawing) -> str:
    """The strip as a drawing that stands alone, with its legend."""
    height, width = life.height + 26, max(life.width, LEFT + 330)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">'
    ]
    parts += [f'<text x="{x}" y="16" {FONT}>{escape(word)}</text>' for x, word in life.months]
    parts += [f'<text x="0" y="{y}" {FONT}>{escape(desk)}</text>' for y, desk in life.desks]
    parts += [
        f'<rect x="{box.x}" y="{box.y}" width="13" height="20" {PRINTED[box.kind]}/>'
        for box in life.boxes
    ]
    if life.due_x:
        parts.append(
            f'<line x1="{life.due_x}" y1="20" x2="{life.due_x}" y2="{life.height}"'
            ' stroke="#000000" stroke-width="2" stroke-dasharray="4 3"/>'
        )
    for number, (kind, word) in enumerate(LEGEND):
        x, y = LEFT + number * 104 - 130, life.height + 8
        parts.append(f'<rect x="{x}" y="{y}" width="10" height="10" {PRINTED[kind]}/>')
        parts.append(f'<text x="{x + 14}" y="{y + 10}" {FONT}>{word}</text>')
    x, y = LEFT + 4 * 104 - 130, life.height + 4
    parts.append(
        f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y + 16}" stroke="#000000" stroke-width="2"'
        f' stroke-dasharray="4 3"/><text x="{x + 6}" y="{y + 14}" {FONT}>hạn trả</text>'
    )
    return "".join(parts) + "</svg>"

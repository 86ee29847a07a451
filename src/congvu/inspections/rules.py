"""Campaign arithmetic on plain values: clashes, samples, coverage, repeats, counts in words."""

import datetime as dt
import hashlib
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from congvu.assessments.rules import Cell
from congvu.assessments.states import CellState
from congvu.core.search import fold
from congvu.criteria.rules import Level, number_text

LABEL_ROOM = 8  # letters a cell of the matrix shows without wrapping: "Xuất sắc"


@dataclass(frozen=True)
class Slot:
    """One visit in time: who is where from when to when."""

    visit: int
    label: str
    day: dt.date
    starts: dt.time
    ends: dt.time
    place: str
    members: frozenset[int]


@dataclass(frozen=True)
class Clash:
    """Two visits that one person cannot both attend, travel included."""

    first: Slot
    second: Slot
    travel_minutes: int
    members: frozenset[int]


def minutes_of(time: dt.time) -> int:
    """Minutes since midnight."""
    return time.hour * 60 + time.minute


def clashes(slots: Iterable[Slot], travel: Mapping[tuple[str, str], int]) -> list[Clash]:
    """Pairs of visits of a day that share people and overlap, travel between places included.

    ``travel`` maps (from, to) to minutes; a pair not named takes no time, either way round.
    """
    ordered = sorted(slots, key=lambda s: (s.day, s.starts, s.visit))
    found = []
    for i, first in enumerate(ordered):
        for second in ordered[i + 1 :]:
            if second.day != first.day:
                break
            shared = first.members & second.members
            gap = travel_between(travel, first.place, second.place)
            if shared and minutes_of(first.ends) + gap > minutes_of(second.starts):
                found.append(Clash(first, second, gap, shared))
    return found


def travel_between(travel: Mapping[tuple[str, str], int], one: str, other: str) -> int:
    """Minutes between two places; zero inside one place or where nothing was typed."""
    if one == other:
        return 0
    return travel.get((one, other), travel.get((other, one), 0))


def coverage_percent(inspected: int, in_force: int) -> int:
    """Distinct units inspected out of units in force, in whole percent, rounded half up."""
    return 0 if not in_force else math.floor(inspected * 100 / in_force + 0.5)


def draw(population: int, size: int, seed: str) -> list[int]:
    """``size`` different positions out of 1…population, the same for the same seed for ever.

    Python's Mersenne Twister is seeded with the SHA-256 of the written seed, and its
    ``random()`` alone is used, because only that is promised to stay the same across versions.
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    generator = random.Random(number)  # noqa: S311 - reproducible on purpose
    pool = list(range(1, population + 1))
    for i in range(size):
        j = i + int(generator.random() * (population - i))
        pool[i], pool[j] = pool[j], pool[i]
    return pool[:size]


def interval_percent(errors: int, size: int, population: int) -> tuple[int, int]:
    """Wilson 95 % interval of the share with errors, finite population, in whole percent.

    For the screen only; what is signed names the counts.
    """
    if size >= population:
        share = round(errors * 100 / population)
        return share, share
    z = 1.96 * math.sqrt((population - size) / (population - 1))
    p, n = errors / size, size
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0, math.floor((centre - half) * 100)), min(100, math.ceil((centre + half) * 100))


def pad2(number: int) -> str:
    """Numbers below ten with a leading zero, as in official texts (NĐ 30/2020)."""
    return f"{number:02d}"


def sample_sentence(size: int, population: int, seed: str, errors: int) -> str:
    """The sentence anyone signs: "Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): …"."""
    found = f"{pad2(errors)} hồ sơ có sai sót" if errors else "không có hồ sơ sai sót"
    return f"Chọn ngẫu nhiên {size}/{population} hồ sơ (mã chọn mẫu {seed}): {found}."


def similarity(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1, tone marks and case ignored."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


class Earlier(NamedTuple):
    """A limitation of an earlier year, as far as likeness asks."""

    key: int
    year: int
    criterion: str
    text: str


def repeat_candidates(
    text: str, criterion_code: str, earlier: Iterable[Earlier], least: float = 0.5
) -> list[int]:
    """Keys of earlier limitations of the unit this one may repeat: the latest year first, as years
    are compared with the one before; in a year the likeliest first.

    The same criterion counts as half the way. A person confirms; nothing is decided here.
    """
    scored = []
    for one in earlier:
        same = bool(criterion_code) and one.criterion == criterion_code
        score = similarity(text, one.text) / (2 if same else 1) + (0.5 if same else 0)
        if score >= least:
            scored.append((one.year, score, one.key))
    return [key for *_, key in sorted(scored, reverse=True)]


def units_in_words(count: int, total: int) -> str:
    """ "03/07 đơn vị"."""
    return f"{pad2(count)}/{pad2(total)} đơn vị"


def remark_text(template: str, names: Sequence[str], total: int) -> str:
    """A general remark with its placeholders filled: {số đơn vị} and {đơn vị}."""
    filled = template.replace("{số đơn vị}", units_in_words(len(names), total))
    return filled.replace("{đơn vị}", ", ".join(names))


def cell_words(cell: Cell, *, comments_only: bool = False) -> dict[str, str]:
    """A cell of the matrix in words: level, label, points, marks, state (core/level_cell.py)."""
    words = {"mark": " ".join(cell_marks(cell))}
    if comments_only and (cell.strengths or cell.limitations):
        return words | comment_cell(cell)
    if cell.state == CellState.OUT_OF_SCOPE:
        return words | {"state": "out"}
    if cell.state == CellState.PARTLY:
        done = "đã xem" if comments_only else "đã chấm"
        word = f"{done} {cell.judged}/{cell.applicable}" if cell.judged else ""
        return words | {"state": "unjudged", "word": word or ("chưa xem" if comments_only else "")}
    if cell.level is None:
        return words | {"label": "Đã xem", "points": "không có ý kiến" if comments_only else ""}
    points = f"{number_text(cell.points)} / {number_text(cell.max_points)}"
    words |= {"level": cell.level.code, "label": level_label(cell.level), "points": points}
    return words | {"short": cell.level.short, "percent": percent_text(cell)}


def percent_text(cell: Cell) -> str:
    """Points as a share of the possible, where a cell has room for nothing longer: 74%."""
    return f"{round(cell.points * 100 / cell.max_points)}%" if cell.max_points else ""


def cell_marks(cell: Cell) -> list[str]:
    """▲ ▼ against last year, ● for a repeated limitation."""
    marks = {1: ["up"], -1: ["down"]}.get(cell.change, [])
    return [*marks, "repeat"] if cell.repeated else marks


def comment_cell(cell: Cell) -> dict[str, str]:
    """A cell of a campaign without points: what was found, in counts."""
    if not cell.limitations:
        return {
            "level": "good",
            "label": f"{cell.strengths} ưu điểm",
            "short": f"{cell.strengths} ƯĐ",
        }
    points = f"{cell.strengths} ưu điểm" if cell.strengths else ""
    label, short = f"{cell.limitations} hạn chế", f"{cell.limitations} HC"
    return {"level": "average", "label": label, "short": short, "points": points}


def level_label(level: Level) -> str:
    """The level's name where a cell has room for it, else its short name."""
    return level.name if len(level.name) <= LABEL_ROOM else level.short

"""A file into facts and problems; every row is read, nothing is guessed silently."""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from congvu.core.imports import Column, Grid, Limits, Problem
from congvu.core.imports.checking import EXCEL_ERROR, aside, cell
from congvu.core.imports.grid import Doubt
from congvu.core.imports.parsing import raw
from congvu.core.search import remembered_fold as fold
from congvu.dossiers.lists.columns import ALIASES, LABELS, REQUIRED, columns_for, memo
from congvu.dossiers.lists.headings import find, nearest
from congvu.dossiers.lists.words import CHANNEL_WORDS, STATE_WORDS
from congvu.dossiers.models import SourceSystem
from congvu.dossiers.states import (
    BEFORE_ACCEPTANCE,
    CHANNEL_LABELS,
    OPEN,
    RESOLVED,
    STATE_LABELS,
    UNRESOLVED,
    Channel,
    DossierState,
)

LIMITS = Limits(rows=200_100, file=80 * 2**20, unpacked=800 * 2**20)
MOST_SHOWN = 200  # problems kept; the rest is counted


class Words(NamedTuple):
    """What words of a system mean, folded."""

    states: dict[str, str]
    channels: dict[str, str]


class Fact(NamedTuple):
    """One row as understood. ``state`` is ours, ``word`` is theirs."""

    number: int
    code: str
    procedure_code: str
    procedure_name: str
    applicant: str
    last_four: str
    received_at: dt.datetime
    due_at: dt.datetime | None
    finished_at: dt.datetime | None
    returned_at: dt.datetime | None
    state: str
    word: str
    channel: str
    channel_word: str
    point: str
    unit: str
    fee: Decimal | None


@dataclass
class Reading:
    """A list as read."""

    source: str = ""
    columns: list[Column] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)  # field -> heading in the file
    headings: list[str] = field(default_factory=list)  # all there are in the file
    ignored: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # fields without which no row can be read
    vanished: dict[str, str] = field(default_factory=dict)  # field -> heading it once had
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)
    skipped_count: int = 0
    unknown_states: dict[str, int] = field(default_factory=dict)  # word -> rows
    unknown_channels: dict[str, int] = field(default_factory=dict)
    unsaid_channels: int = 0  # rows that name no channel, taken as filed at the counter
    followed: int = 0  # rows whose applicant can follow by code and digits
    unread_phones: int = 0  # rows whose phone does not tell its last four digits

    @property
    def absent(self) -> frozenset[str]:
        """Fields this list says nothing of: what is known of them stays."""
        return frozenset(ALIASES) - set(self.found)

    @property
    def good(self) -> bool:
        """Whether all may be taken in; else nothing is."""
        return bool(self.facts) and not self.problem_count

    def complain(self, row: int, column: str, message: str, proposal: str = "") -> None:
        """One more problem; of very many only the first are kept."""
        self.problem_count += 1
        if len(self.problems) < MOST_SHOWN:
            self.problems.append(Problem(row, column, message, proposal))

    def wonder(self, unknown: dict[str, int], word: str, problem: Problem) -> None:
        """One more row with a word nobody knows; complained of once."""
        unknown[word] = unknown.get(word, 0) + 1
        if unknown[word] == 1:
            self.complain(problem.row, problem.column, problem.message, problem.proposal)

    def skip(self, row: int, why: str) -> None:
        """A row that is no data."""
        self.skipped_count += 1
        if len(self.skipped) < MOST_SHOWN:
            self.skipped.append((row, why))


def understand(grid: Grid, source: SourceSystem | None) -> Reading:
    """Every row against the columns of this system."""
    columns = columns_for(source)
    top = find(grid, columns)
    reading = Reading(grid.source, columns, top.found, top.every, top.ignored)
    ask_for_columns(reading, source, top.number, top.free)
    if reading.missing:
        return reading
    words = Words(
        STATE_WORDS | dict(source.words if source else {}),
        CHANNEL_WORDS | dict(source.channels if source else {}),
    )
    parsers = {column.name: memo(column.parse) for column in columns}
    seen: dict[str, int] = {}
    for number, row in data_rows(grid, top.start, top.where, reading):
        values = parsed(row, number, top.where, parsers, reading)
        if values is None:
            continue
        fact = fact_of(number, values, words, reading)
        if fact is None:
            continue
        first = seen.setdefault(fact.code.casefold(), number)
        if first != number:
            reading.complain(number, "code", f"Mã hồ sơ trùng với dòng {first}.")
            continue
        reading.facts.append(fact)
        reading.followed += bool(fact.last_four)
        reading.unread_phones += values.get("phone") == ""
    return reading


def ask_for_columns(
    reading: Reading, source: SourceSystem | None, number: int, free: list[str]
) -> None:
    """Fields that must be there and are not, and those whose heading of last time is gone."""
    known = source.columns if source else {}
    for name in ALIASES:
        if name in reading.found:
            continue
        if name in REQUIRED:
            reading.missing.append(name)
            message = f"Không thấy cột: {LABELS[name]}. Hãy chọn cột tương ứng trong tệp."
        elif known.get(name):
            reading.vanished[name] = known[name]
            message = (
                f"Lần trước cột này có tiêu đề “{known[name]}”, tệp này không còn. Hãy chọn cột"
                " tương ứng, hoặc cho biết danh sách không có cột này."
            )
        else:
            continue
        reading.complain(number, name, message, nearest(name, free))


def data_rows(
    grid: Grid, start: int, where: dict[str, int], reading: Reading
) -> Iterator[tuple[int, list]]:
    """Rows of data; totals, column numbers and names of groups are set aside with the reason."""
    for index in range(start, len(grid.rows)):
        row, number = grid.rows[index], grid.first + index
        why = aside(row, where)
        if why is None and group(row, where):
            why = "Dòng tên nhóm, không nhập."
        if why is None:
            yield number, row
        elif why:
            reading.skip(number, why)


def group(row: list, where: dict[str, int]) -> bool:
    """A merged row that names what follows: one text, and no day of receipt."""
    if raw(cell(row, where["received_at"])):
        return False
    return len({word for c in row if (word := raw(c))}) == 1


def parsed(
    row: list, number: int, where: dict[str, int], parsers: dict, reading: Reading
) -> dict[str, Any] | None:
    """The cells of a row; None when one of them can't be read."""
    values, good = {}, True
    for name, index in where.items():
        found = cell(row, index)
        try:
            if isinstance(found, str) and EXCEL_ERROR.fullmatch(found):
                raise Doubt(f"Ô là lỗi công thức của Excel ({found}).")
            values[name] = parsers[name](found)
        except Doubt as doubt:
            reading.complain(number, name, doubt.message, doubt.proposal)
            good = False
    for name, what in (("code", "mã hồ sơ"), ("received_at", "ngày tiếp nhận")):
        if name not in values or values[name]:
            continue
        reading.complain(number, name, f"Thiếu {what}.")
        good = False
    return values if good else None


def fact_of(number: int, values: dict[str, Any], words: Words, reading: Reading) -> Fact | None:
    """One row as a fact; None, with the reason, when it contradicts itself."""
    state = meant_state(number, values, words.states, reading)
    channel = meant_channel(number, values.get("channel") or "", words.channels, reading)
    if not state or not channel:
        return None
    received, finished = values["received_at"], values.get("finished_at")
    returned = values.get("returned_at")
    if state in RESOLVED | UNRESOLVED and finished is None:
        finished = returned
    for column, problem in contradictions(state, received, finished, returned):
        reading.complain(number, column, problem)
        return None
    return Fact(
        number=number,
        code=values["code"],
        procedure_code=values.get("procedure_code") or "",
        procedure_name=values.get("procedure_name") or "",
        applicant=values.get("applicant") or "",
        last_four=values.get("phone") or "",
        received_at=received,
        due_at=values.get("due_at"),
        finished_at=finished,
        returned_at=returned,
        state=state,
        word=values.get("state") or "",
        channel=channel,
        channel_word=values.get("channel") or "",
        point=values.get("point") or "",
        unit=values.get("unit") or "",
        fee=values.get("fee"),
    )


def meant_state(
    number: int, values: dict[str, Any], words: dict[str, str], reading: Reading
) -> str:
    """Our state for their word; empty, and asked, where nobody knows it."""
    word = values.get("state") or ""
    state = state_of(word, values, words)
    if not state:
        near = difflib.get_close_matches(fold(word), words, n=1)
        proposal = STATE_LABELS[DossierState(words[near[0]])] if near else ""
        message = f"Chưa biết trạng thái {word!r} nghĩa là gì."
        reading.wonder(reading.unknown_states, word, Problem(number, "state", message, proposal))
    return state


def meant_channel(number: int, word: str, words: dict[str, str], reading: Reading) -> str:
    """How it was filed; empty, and asked, where nobody knows the word."""
    if not word:
        reading.unsaid_channels += 1
        return Channel.DIRECT
    channel = words.get(fold(word), "")
    if not channel:
        near = difflib.get_close_matches(fold(word), words, n=1)
        proposal = CHANNEL_LABELS[Channel(words[near[0]])] if near else ""
        message = f"Chưa biết hình thức nộp {word!r} nghĩa là gì."
        problem = Problem(number, "channel", message, proposal)
        reading.wonder(reading.unknown_channels, word, problem)
    return channel


def state_of(word: str, values: dict[str, Any], words: dict[str, str]) -> str:
    """Our state for their word; where the list says none, what its dates say."""
    if word:
        return words.get(fold(word), "")
    if values.get("returned_at"):
        return DossierState.RETURNED
    return DossierState.RESULT_READY if values.get("finished_at") else DossierState.IN_PROGRESS


def contradictions(
    state: str,
    received: dt.datetime,
    finished: dt.datetime | None,
    returned: dt.datetime | None,
) -> Iterator[tuple[str, str]]:
    """What can't be true together. Days are compared: lists mix days and moments."""
    if state in RESOLVED | UNRESOLVED and finished is None:
        yield "finished_at", "Hồ sơ đã giải quyết nhưng thiếu ngày có kết quả."
    if finished and finished.date() < received.date():
        yield "finished_at", "Ngày có kết quả trước ngày tiếp nhận."
    if finished and returned and returned.date() < finished.date():
        yield "returned_at", "Ngày trả kết quả trước ngày có kết quả."
    if state in OPEN | BEFORE_ACCEPTANCE and (finished or returned):
        yield "state", "Trạng thái là đang giải quyết nhưng đã có ngày kết quả."

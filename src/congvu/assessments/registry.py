"""Doors for packages above: who may judge or read a sheet, and what they show beside answers.

No entry, nobody; no entry, nothing beside.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# (user, sheet ids) -> ids of the sheets that user may judge / read
SheetRule = Callable[[Any, Iterable[int]], set[int]]

_judges: list[SheetRule] = []
_readers: list[SheetRule] = []
_read_rows: list[Callable[[Any], Any]] = []  # user -> the same as a query of sheet ids


def register_judges(rule: SheetRule) -> None:
    """Let ``rule`` say which sheets a user may judge."""
    _judges.append(rule)


def register_readers(rule: SheetRule, rows: Callable[[Any], Any]) -> None:
    """Let ``rule`` say which sheets a user may read, judged values included.

    ``rows`` says the same as a query of sheet ids, for lists too long to be carried as ids.
    """
    _readers.append(rule)
    _read_rows.append(rows)


def judgeable(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Ids out of ``sheet_ids`` that some package above lets ``user`` judge."""
    ids = list(sheet_ids)
    return set().union(*(rule(user, ids) for rule in _judges)) if ids else set()


def readable(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Ids out of ``sheet_ids`` that some package above lets ``user`` read."""
    ids = list(sheet_ids)
    return set().union(*(rule(user, ids) for rule in _readers)) if ids else set()


def read_queries(user: Any) -> list[Any]:
    """Queries of ids that together hold every sheet some package above lets ``user`` read."""
    return [rows(user) for rows in _read_rows]


@dataclass(frozen=True)
class Note:
    """Something a package above knows about an answer, e.g. last year's limitation."""

    label: str  # "Hạn chế năm 2019"
    text: str
    url: str = ""
    tone: str = ""  # of the status tag: ok, warn, late, action, muted


Doors = list[tuple[str, str]]  # (label, address)
AnswerDoors = Callable[[Any, Any], Doors]  # (user, answer)
AnswerNotes = Callable[[Any, Sequence[Any]], dict[int, list[Note]]]  # (user, answers) -> by id
SheetCrumbs = Callable[[Any, Any], list[dict[str, str]]]  # (user, sheet)

_doors: list[AnswerDoors] = []
_notes: list[AnswerNotes] = []
_crumbs: list[SheetCrumbs] = []


def register_answer_actions(offer: AnswerDoors) -> None:
    """Put doors on the page of an answer, e.g. "Ghi nhận hạn chế và kiến nghị"."""
    _doors.append(offer)


def register_answer_notes(offer: AnswerNotes) -> None:
    """Show what is known about answers, e.g. findings of this year and last year's."""
    _notes.append(offer)


def register_sheet_crumbs(offer: SheetCrumbs) -> None:
    """Say where a sheet belongs, e.g. the campaign and its visit."""
    _crumbs.append(offer)


def answer_actions(user: Any, answer: Any) -> Doors:
    """Doors of all packages above for one answer."""
    return [door for offer in _doors for door in offer(user, answer)]


def answer_notes(user: Any, answers: Sequence[Any]) -> dict[int, list[Note]]:
    """Notes of all packages above by answer; every answer has an entry."""
    found: dict[int, list[Note]] = {answer.pk: [] for answer in answers}
    for offer in _notes:
        for pk, notes in offer(user, answers).items():
            found[pk] += notes
    return found


def sheet_crumbs(user: Any, sheet: Any) -> list[dict[str, str]]:
    """The way to a sheet, from the first package that knows it."""
    return next((crumbs for offer in _crumbs if (crumbs := offer(user, sheet))), [])

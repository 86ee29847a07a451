"""Sheets on a notice board against what should hang there."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from congvu.procedures.states import SheetState

# no I, L, O, U: nothing that is read as another letter or number
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def short_code(mark: uuid.UUID) -> str:
    """Eight letters of a sheet's mark, in two groups: 40 bits, plenty for the sheets of a unit."""
    bits = mark.int >> 88
    code = "".join(LETTERS[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{code[:4]}-{code[4:]}"


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: of which procedure, which version, when printed; seen: it hangs."""

    pk: int
    procedure: int
    version: int
    printed: dt.datetime
    seen: bool = True


def sheet_state(version: int, current: int | None) -> SheetState:
    """What a sheet of ``version`` says on the day when ``current`` holds; None: none holds."""
    if current is None:
        return SheetState.ENDED
    return SheetState.CURRENT if version == current else SheetState.OUTDATED


def state_of(sheet: Sheet, current: int | None) -> SheetState:
    """What can be said of a printed sheet; one that nobody hung is not on the board."""
    told = sheet_state(sheet.version, current)
    if sheet.seen:
        return told
    return SheetState.PRINTED if told == SheetState.CURRENT else SheetState.UNUSED


def walk(
    wanted: dict[int, int], sheets: Iterable[Sheet]
) -> tuple[dict[int, SheetState], list[int]]:
    """State of each sheet by its id, and procedures of ``wanted`` with no current sheet hanging.

    ``wanted``: procedure -> version that holds today. A sheet hangs from when somebody saw it.
    """
    rows = list(sheets)
    states = {one.pk: state_of(one, wanted.get(one.procedure)) for one in rows}
    current = {one.procedure for one in rows if states[one.pk] == SheetState.CURRENT}
    return states, [procedure for procedure in wanted if procedure not in current]

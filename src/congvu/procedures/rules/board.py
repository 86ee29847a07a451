"""Sheets on a notice board against what should hang there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from congvu.procedures.states import SheetState


@dataclass(frozen=True)
class Sheet:
    """A printed sheet: of which procedure, which version, when printed."""

    pk: int
    procedure: int
    version: int
    printed: dt.datetime


def sheet_state(version: int, current: int | None) -> SheetState:
    """What a sheet of ``version`` says on the day when ``current`` holds; None: none holds."""
    if current is None:
        return SheetState.ENDED
    return SheetState.CURRENT if version == current else SheetState.OUTDATED


def walk(
    wanted: dict[int, int], sheets: Iterable[Sheet]
) -> tuple[dict[int, SheetState], list[int]]:
    """State of each hanging sheet by its id, and procedures of ``wanted`` with no current sheet.

    ``wanted``: procedure -> version that holds today.
    """
    rows = list(sheets)
    states = {one.pk: sheet_state(one.version, wanted.get(one.procedure)) for one in rows}
    current = {one.procedure for one in rows if states[one.pk] == SheetState.CURRENT}
    return states, [procedure for procedure in wanted if procedure not in current]

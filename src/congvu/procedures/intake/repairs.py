"""Repairs that a person accepted, written into the rows."""

from collections.abc import Iterable, Mapping

from congvu.core.search import fold
from congvu.procedures.intake.columns import PROCEDURES
from congvu.procedures.intake.reading import PARTS, Line, Told
from congvu.procedures.intake.troubles import SKIP, Trouble


def safe_repairs(troubles: Iterable[Trouble]) -> dict[str, int]:
    """Those that lose nothing: key of the trouble -> its first choice."""
    return {one.key: 0 for one in troubles if one.safe and one.choices}


def apply_repairs(told: Told, troubles: Iterable[Trouble], chosen: Mapping[str, int]) -> int:
    """Write the chosen repairs; how many were written. Rows left out go at the end.

    What belongs to a procedure that is left out goes with it.
    """
    done, leave = 0, set()
    for trouble in troubles:
        number = chosen.get(trouble.key)
        if number is None or not 0 <= number < len(trouble.choices):
            continue
        updates = dict(trouble.choices[number].updates)
        if updates.pop(SKIP, ""):
            leave.add((trouble.sheet, trouble.row))
        told.rows[trouble.sheet][trouble.row].update(updates)
        done += 1
    gone = [told.rows[sheet][at] for sheet, at in leave if sheet == PROCEDURES]
    for sheet, rows in told.rows.items():
        told.rows[sheet] = [row for at, row in enumerate(rows) if (sheet, at) not in leave]
    drop_parts(told, gone)
    return done


def drop_parts(told: Told, gone: list[Line]) -> None:
    """Parts of procedures that are gone, unless another one of the file bears the name."""
    kept = told.rows[PROCEDURES]
    for sheet in PARTS if gone else ():
        told.rows[sheet] = [row for row in told.rows[sheet]
                            if named(row, kept) or not named(row, gone)]  # fmt: skip


def named(row: Line, procedures: Iterable[Line]) -> bool:
    """Whether a row of a part may be of one of these procedures."""
    key, unit = fold(row["procedure"]), fold(row["owner"])
    return any(key in (fold(one["code"]), fold(one["name"]))
               and (not unit or unit == fold(one["owner"])) for one in procedures)  # fmt: skip

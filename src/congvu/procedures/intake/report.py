"""The same report for the page and the command."""

from typing import Any

from congvu.procedures.intake.looker import Result
from congvu.procedures.intake.reading import Told
from congvu.procedures.intake.troubles import Trouble


def report_of(told: Told, result: Result, *, entered: int = 0, repaired: int = 0) -> dict[str, Any]:
    """Counts, every doubtful cell with what may be meant, and what is only noted."""
    return {
        "source": told.source,
        "procedures": len(result.rows),
        "unchanged": len(result.unchanged),
        "counts": {sheet: len(rows) for sheet, rows in told.rows.items()},
        "good": result.good,
        "entered": entered,
        "repaired": repaired,
        "troubles": [trouble_of(one) for one in result.troubles],
        "notes": result.notes,
        "ignored_columns": told.ignored,
        "skipped": told.skipped,
    }


def trouble_of(one: Trouble) -> dict[str, Any]:
    """A doubtful cell as JSON."""
    return {
        "sheet": one.sheet,
        "row": one.number,
        "column": one.column,
        "value": one.raw,
        "message": one.message,
        "repairs": [choice.label for choice in one.choices],
        "safe": one.safe,
    }

"""A register book on paper, in the layout of its form: for PDF and Word."""

import datetime as dt
from collections.abc import Iterable

from congvu.core import clock, formats
from congvu.documents.slip import PrintedSlip, SlipTable
from congvu.documents.xlsx import Cell
from congvu.dossiers.outputs.report_columns import DetailColumn, Entry
from congvu.dossiers.outputs.reports import Listing, heads_of
from congvu.dossiers.outputs.slips import parent_of
from congvu.organizations.models import Unit

NUMBER_WIDTH, DATE_WIDTH = 9.0, 20.0
LONGEST_WORD = 16


def register_book(
    spec: Listing,
    entries: Iterable[Entry],
    *,
    first: int,
    unit: Unit | None,
    facts: tuple[tuple[str, str], ...],
    form: str,
    signers: Iterable[str],
) -> PrintedSlip:
    """The book of one unit, a row a dossier; ``first``: number of its first row."""
    rows = (
        (str(number), *(words(column.of(one)) for column in spec.columns))
        for number, one in enumerate(entries, start=first)
    )
    heads = heads_of(spec.columns)
    table = SlipTable(
        ("TT", *(column.title for column in spec.columns)),
        (NUMBER_WIDTH, *map(width, spec.columns)),
        tuple(rows),
        heads=(("TT", 0), *heads) if any(below for _, below in heads) else (),
    )
    return PrintedSlip(
        parent_agency=parent_of(unit),
        agency=unit.name if unit else "",
        form=form,
        code="",
        place=unit.locality if unit else "",
        date=clock.today(),
        title=spec.title,
        facts=facts,
        tables=(table,),
        signers=tuple((one, "") for one in signers),
        lying=True,
    )


def width(column: DetailColumn) -> float:
    """Days never break, other words do."""
    return DATE_WIDTH if column.kind in ("date", "datetime") else column.width


def words(cell: Cell) -> str:
    """A cell as it is printed; a long code on two lines."""
    if isinstance(cell, dt.datetime):
        return f"{cell:%H:%M}\n{formats.date(cell)}"  # columns tell the office's own time
    if isinstance(cell, dt.date):
        return formats.date(cell)
    text = "" if cell is None else str(cell)
    return text if " " in text or len(text) <= LONGEST_WORD else text.replace("-", "-\n", 1)

"""The pasted text of an old conclusion: its clauses as lines, units and areas found in them."""

import datetime as dt
import re

from congvu.core import clock
from congvu.core.imports import ImportRefused, read
from congvu.core.imports.checking import headed
from congvu.core.search import fold
from congvu.criteria.models import Criterion, LibraryVersion
from congvu.inspections.old_table import columns, in_force
from congvu.inspections.prose import AreaWords, Reading, UnitNames, read_prose
from congvu.organizations.models import Unit


def is_table(text: str) -> bool:
    """Whether a pasted text is a table: cells, or a line of headings; else it is read as prose."""
    rows = [line for line in text.splitlines() if line.strip()]
    tabs = sum(line.count("\t") > 1 for line in rows)
    if re.search(r"<t[dh]\b", text, re.I) or tabs * 2 > len(rows):
        return True
    try:
        _, where, _ = headed(read(text), columns([], [], clock.today()))
    except ImportRefused:
        return False
    return {"area", "limitation"} <= where.keys()


def read_old(text: str, version: LibraryVersion, units: list[Unit]) -> Reading:
    """Every clause of the text with what is proposed for it."""
    criteria = Criterion.objects.of_version(version).select_related("area")
    asked: dict[int, list[str]] = {}
    for criterion in criteria.order_by("area__order", "order"):
        asked.setdefault(criterion.area_id, []).append(criterion.text)
    areas = [
        (area.pk, (area.title, area.short_title, area.code), asked.get(area.pk, []))
        for area in version.areas.order_by("order")
    ]
    names = UnitNames((unit.pk, (unit.name, unit.short_name), unit.symbol) for unit in units)
    return read_prose(text, names, AreaWords(areas, version.title))


def units_then(on: dt.date) -> list[Unit]:
    """The units of that time; a later or earlier one only where no other bears its name."""
    units = list(Unit.objects.inspectable())
    then = [unit for unit in units if in_force(unit, on)]
    taken = {name for unit in then for name in folded(unit)}
    return then + [u for u in units if not in_force(u, on) and not folded(u) & taken]


def folded(unit: Unit) -> set[str]:
    """The names of a unit, folded."""
    return {fold(unit.name), fold(unit.short_name)}

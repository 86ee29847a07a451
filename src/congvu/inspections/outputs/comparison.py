"""This year's limitations against last year's: gone, repeated, new, per area."""

from dataclasses import dataclass, field
from typing import Any

from congvu.inspections.models import Finding, Inspection
from congvu.inspections.states import Polarity, RepeatState


@dataclass
class AreaChange:
    """One area: areas of two years are the same when their titles are."""

    title: str
    gone: list[Finding] = field(default_factory=list)
    repeated: list[Finding] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)


def compare(inspection: Inspection, user: Any) -> list[AreaChange]:
    """Per area in this year's order; only units visited in both years count as gone."""
    rows = Finding.objects.visible_to(user).filter(polarity=Polarity.LIMITATION)
    rows = rows.select_related("unit", "area", "repeat_of").order_by("area__order", "unit__order")
    now = list(rows.filter(inspection=inspection))
    visited = inspection.visits.live().values("unit_id")
    before = rows.filter(inspection=inspection.previous_id, unit__in=visited)
    confirmed = {f.repeat_of_id for f in now if f.repeat_state == RepeatState.CONFIRMED}
    found: dict[str, AreaChange] = {}
    for row in now:
        change = found.setdefault(row.area.title, AreaChange(row.area.title))
        again = row.repeat_state == RepeatState.CONFIRMED
        (change.repeated if again else change.new).append(row)
    for row in before if inspection.previous_id else ():
        if row.pk not in confirmed:
            found.setdefault(row.area.title, AreaChange(row.area.title)).gone.append(row)
    return list(found.values())

"""How many findings of each kind there are, in one look at an index; and where a page of them lies.

A campaign may have any number of findings: what the list of them says is summed from these groups.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from congvu.core.paging import SIZE
from congvu.criteria.models import Area
from congvu.inspections.models import Finding
from congvu.organizations.models import Unit

WAITING = Q(remark__isnull=True, minutes_only=False)


@dataclass(frozen=True)
class Group:
    """Findings alike in what the list is narrowed by; ``waiting`` are in no remark yet."""

    unit: int
    area: int
    polarity: str
    repeat_state: str
    count: int
    waiting: int


def groups_of(rows: QuerySet[Finding]) -> list[Group]:
    """What there is, by unit, area, polarity and repetition."""
    told = rows.order_by().values_list("unit_id", "area_id", "polarity", "repeat_state")
    # counted by a column of the index: the rows themselves are then not looked at
    told = told.annotate(n=Count("unit"), m=Count("unit", filter=WAITING))
    return [Group(*row) for row in told]


def total(groups: Iterable[Group], fits: Callable[[Group], bool] = bool) -> int:
    """The number of findings in the groups that fit."""
    return sum(group.count for group in groups if fits(group))


@dataclass(frozen=True)
class Places:
    """Where findings lie in the order of the list: by unit, then by area."""

    groups: list[Group]
    units: Mapping[int, Unit]
    areas: Mapping[int, Area]

    def order(self, group: Group) -> tuple:
        """What the list is sorted by."""
        unit = self.units[group.unit]
        return unit.order, unit.name, unit.pk, self.areas[group.area].order

    def around(
        self, rows: QuerySet[Finding], place: tuple[int, int] | None, back: bool, size: int = SIZE
    ) -> QuerySet[Finding]:
        """``rows`` of the units and areas a page lies in: from the unit and area of ``place`` on,
        towards the end or ``back`` to the beginning, until there are more than ``size``."""
        here = None
        if place is not None and place[0] in self.units and place[1] in self.areas:
            here = self.order(Group(*place, "", "", 0, 0))
        chosen: list[Group] = []
        beyond = 0
        sorted_groups = sorted(self.groups, key=self.order, reverse=back)
        for key, held in groupby(sorted_groups, key=self.order):
            alike = list(held)
            if here is not None and (key > here if back else key < here):
                continue
            chosen += alike
            beyond += total(alike) if key != here else 0
            if beyond > size:
                break
        return rows.filter(
            unit__in={group.unit for group in chosen}, area__in={group.area for group in chosen}
        )

"""Recommendations as an official reads them: the late first, one request to many units once."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from congvu.core.paging import beyond
from congvu.inspections.models import Finding, Recommendation
from congvu.inspections.models.follow_up import OPEN_STATES, RecommendationQuerySet
from congvu.inspections.outputs.lateness import Standing, standings
from congvu.inspections.states import RecommendationState
from congvu.inspections.states import RecommendationState as S

# by keys, not by a join: few limitations repeat
REPEATED = Q(finding__in=Finding.objects.repeated().order_by().values("pk")) | Q(
    carried_from__gt=0  # "is not null" no database looks up in an index
)
KEYS = ("stage", "due_order", "unit_id")  # the overdue first, then open, draft, done


@dataclass(frozen=True)
class Line:
    """One line of the list; of a request to several units, how it stands in all of them."""

    row: Recommendation
    told: Standing
    members: list[Recommendation] = field(default_factory=list)

    @property
    def closed(self) -> int:
        """Units that have done what was asked."""
        return sum(one.state == RecommendationState.CLOSED for one in self.members)


def once(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    """Of a request to several units only its most urgent one."""
    order = (*KEYS, "pk")
    before = beyond(order, [OuterRef(key) for key in order], "lt")
    alike = rows.filter(before, inspection=OuterRef("inspection"), group=OuterRef("group"))
    return rows.filter(Q(group="") | ~Exists(alike.order_by()))


def lines(rows: list[Recommendation], found: RecommendationQuerySet, today: dt.date) -> list[Line]:
    """The rows of a page with how they stand, and the units of a common request among ``found``."""
    common = Q(pk__in=[])
    for row in rows:
        if row.group:
            common |= Q(inspection=row.inspection_id, group=row.group)
    members: dict[tuple[int, str], list[Recommendation]] = defaultdict(list)
    for one in found.filter(common).select_related("unit").order_by("unit__order", "pk"):
        members[one.inspection_id, one.group].append(one)
    told = standings(rows, today)
    return [Line(row, how, members.get((row.inspection_id, row.group), [])) for row, how in told]


def counts(rows: RecommendationQuerySet, today: dt.date) -> list[dict[str, Any]]:
    """Figures above the list (core/_facts.html); each leads to its rows."""
    late = Q(state__in=OPEN_STATES, due_on__lt=today)
    groups = (
        rows.order_by()
        .values_list("state")
        .annotate(
            count=Count("pk"), late=Count("pk", filter=late), repeated=Count("pk", filter=REPEATED)
        )
    )
    told: dict[str, int] = defaultdict(int)
    for state, count, overdue, repeated in groups:
        told[state] += count
        told["late"] += overdue
        told["repeated"] += repeated
    doors = (
        ("late", "quá hạn", "qua_han=1"),
        (S.SUBMITTED, "chờ xác nhận", f"trang_thai={S.SUBMITTED}"),
        (S.OPEN, "chưa khắc phục", f"trang_thai={S.OPEN}"),
        (S.CLOSED, "đã khắc phục", f"trang_thai={S.CLOSED}"),
        ("repeated", "lặp lại", "lap_lai=1"),
    )
    return [
        {"value": told[name], "joint": " ", "door_label": label, "door_url": f"?{query}"}
        | {"late": name == "late" and told[name] > 0}
        for name, label, query in doors
    ]

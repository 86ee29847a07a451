"""Recommendations as an official reads them: the late first, one request to many units once."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from congvu.core.counting import figures, told
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
    return [
        Line(row, how, members.get((row.inspection_id, row.group), []))
        for row, how in standings(rows, today)
    ]


def counts(rows: RecommendationQuerySet, today: dt.date) -> dict[str, int]:
    """What the figures above the list say, each looked for by itself."""
    return figures(
        late=rows.overdue(today),
        submitted=rows.filter(state=S.SUBMITTED),
        open=rows.filter(state=S.OPEN),
        closed=rows.filter(state=S.CLOSED),
        repeated=rows.filter(REPEATED),
    )


def counts_of_few(rows: RecommendationQuerySet, today: dt.date) -> dict[str, int]:
    """The same in one look at all the rows: where these are few of many, hard to single out."""
    late = Q(state__in=OPEN_STATES, due_on__lt=today)  # of columns that one index has
    return rows.aggregate(
        late=Count("unit", filter=late),
        submitted=Count("unit", filter=Q(state=S.SUBMITTED)),
        open=Count("unit", filter=Q(state=S.OPEN)),
        closed=Count("unit", filter=Q(state=S.CLOSED)),
        repeated=Count("unit", filter=REPEATED),
    )


def facts(found: dict[str, int]) -> list[dict[str, Any]]:
    """Figures above the list (core/_facts.html); each leads to its rows."""
    doors = (
        ("late", "quá hạn", "qua_han=1"),
        ("submitted", "chờ xác nhận", f"trang_thai={S.SUBMITTED}"),
        ("open", "chưa khắc phục", f"trang_thai={S.OPEN}"),
        ("closed", "đã khắc phục", f"trang_thai={S.CLOSED}"),
        ("repeated", "lặp lại", "lap_lai=1"),
    )
    return [
        {"value": told(found[name]), "joint": " ", "door_label": label, "door_url": f"?{query}"}
        | {"late": name == "late" and found[name] > 0}
        for name, label, query in doors
    ]

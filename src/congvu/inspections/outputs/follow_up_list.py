"""Recommendations as an official reads them: the late first, one request to many units once."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from congvu.inspections.models import Recommendation
from congvu.inspections.models.follow_up import OPEN_STATES, RecommendationQuerySet
from congvu.inspections.outputs.lateness import Standing, standings
from congvu.inspections.states import RecommendationState, RepeatState

REPEATED = Q(finding__repeat_state=RepeatState.CONFIRMED) | Q(carried_from__isnull=False)
KEYS = ("urgency", "due", "unit__order")
NO_DAY = dt.date(9999, 12, 31)  # sorts what has no due day behind what has


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


def in_order(rows: RecommendationQuerySet, today: dt.date) -> RecommendationQuerySet:
    """Overdue, open, draft, done; within these by due day. To be cut by ``KEYS``."""
    urgency = Case(
        When(state__in=OPEN_STATES, due_on__lt=today, then=0),
        When(state__in=OPEN_STATES, then=1),
        When(state=RecommendationState.DRAFT, then=2),
        default=3,
    )
    return rows.annotate(urgency=urgency, due=Coalesce("due_on", Value(NO_DAY)))


def once(rows: RecommendationQuerySet) -> RecommendationQuerySet:
    """Of a request to several units only its most urgent one; rows come from ``in_order``."""
    alone = Case(When(group="", then=F("pk")), default=0)
    place = Window(
        RowNumber(),
        partition_by=[F("inspection_id"), F("group"), alone],
        order_by=[F(key) for key in (*KEYS, "pk")],
    )
    return rows.filter(pk__in=rows.annotate(place=place).filter(place=1).values("pk"))


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
    told = rows.order_by().aggregate(
        late=Count("pk", filter=late),
        open=Count("pk", filter=Q(state=RecommendationState.OPEN)),
        submitted=Count("pk", filter=Q(state=RecommendationState.SUBMITTED)),
        closed=Count("pk", filter=Q(state=RecommendationState.CLOSED)),
        repeated=Count("pk", filter=REPEATED),
    )
    doors = (
        ("late", "quá hạn", "qua_han=1"),
        ("submitted", "chờ xác nhận", f"trang_thai={RecommendationState.SUBMITTED}"),
        ("open", "chưa khắc phục", f"trang_thai={RecommendationState.OPEN}"),
        ("closed", "đã khắc phục", f"trang_thai={RecommendationState.CLOSED}"),
        ("repeated", "lặp lại", "lap_lai=1"),
    )
    return [
        {"value": told[name], "joint": " ", "door_label": label, "door_url": f"?{query}"}
        | {"late": name == "late" and told[name] > 0}
        for name, label, query in doors
    ]

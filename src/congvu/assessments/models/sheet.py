"""One sheet per unit, library version and period."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congvu.assessments.registry import read_queries, readable
from congvu.assessments.states import SCORING_LABELS, SELF_STATE_LABELS, Scoring, SelfState
from congvu.core.models import Record
from congvu.criteria.models import LibraryVersion
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

UNIT_SIDE = (Role.UNIT_HEAD, Role.CONTACT)


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SheetQuerySet":
        """Sheets ``user`` may open: the unit's own once asked for, and what packages above allow.

        Rules of packages above speak about ids, so narrow the queryset before calling this.
        """
        return self.filter(pk__in=self.visible_ids(user))

    def visible_ids(self, user: Any) -> set[int]:
        """Ids of the sheets of this queryset that ``user`` may open."""
        rows = list(self.order_by().values_list("pk", "unit_id", "self_state"))
        return readable_ids(user, rows)

    def read_by(self, user: Any) -> "SheetQuerySet":
        """The sheets :meth:`visible_ids` names, found by the database; for rights over files."""
        own = Q(unit__in=rights_of(user).units(*UNIT_SIDE)) & ~Q(self_state=SelfState.NOT_REQUESTED)
        for ids in read_queries(user):
            own |= Q(pk__in=ids)
        return self.filter(own).order_by()

    def asked(self) -> "SheetQuerySet":
        """Those whose unit was asked for its own report."""
        return self.exclude(self_state=SelfState.NOT_REQUESTED)


def readable_ids(user: Any, rows: Iterable[tuple[int, int, str]]) -> set[int]:
    """Out of (sheet id, unit id, self state) those ``user`` may open."""
    rows = list(rows)
    mine = rights_of(user).units(*UNIT_SIDE)
    asked = {pk for pk, unit, state in rows if unit in mine and state != SelfState.NOT_REQUESTED}
    return asked | readable(user, [pk for pk, _, _ in rows])


class Sheet(Record):
    """A unit's answers to one library version for one period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sheets", verbose_name="đơn vị")
    library_version = models.ForeignKey(
        LibraryVersion, models.PROTECT, related_name="sheets", verbose_name="bộ tiêu chí"
    )
    period_from = models.DateField("kỳ từ ngày")
    period_to = models.DateField("kỳ đến ngày")
    scoring = models.CharField(
        "cách đánh giá", max_length=20, choices=SCORING_LABELS.items(), default=Scoring.POINTS
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name="phiếu kỳ trước",
    )
    self_state = models.CharField(
        "tự đánh giá",
        max_length=20,
        choices=SELF_STATE_LABELS.items(),
        default=SelfState.NOT_REQUESTED,
    )
    self_due_on = models.DateField("hạn gửi báo cáo", null=True, blank=True)
    self_submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    self_submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gửi",
    )
    # what the outline asks in words: {"general": …, "difficulties": …, "proposals": …}
    self_text = models.JSONField("phần lời của báo cáo", default=dict, blank=True)
    frozen_at = models.DateTimeField("khóa lúc", null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu đánh giá"
        verbose_name_plural = "phiếu đánh giá"
        ordering = ["unit__order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")),
                name="sheet_period",
                violation_error_message="Kỳ đánh giá: ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period_from:%Y}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:sheet_detail", args=[self.pk])

    @property
    def frozen(self) -> bool:
        """Nothing on it may change any more."""
        return self.frozen_at is not None

    @property
    def self_late_days(self) -> int:
        """Calendar days the unit's report came after its last day; 0 when in time or not sent."""
        if self.self_due_on is None or self.self_submitted_at is None:
            return 0
        return max((timezone.localdate(self.self_submitted_at) - self.self_due_on).days, 0)

    def self_overdue(self, on: dt.date) -> bool:
        """Asked for, not sent, and its last day is past."""
        waiting = self.self_state == SelfState.REQUESTED
        return waiting and self.self_due_on is not None and self.self_due_on < on

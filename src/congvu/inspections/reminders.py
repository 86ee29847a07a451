"""What people of a unit are reminded of in the morning: remedies, explanations, self-reports."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from congvu.assessments.states import SelfState
from congvu.core import formats
from congvu.inspections.actions.telling import people_of
from congvu.inspections.deadlines import working_days_before
from congvu.inspections.models import Recommendation, Visit
from congvu.inspections.outputs.lateness import SOON, standings
from congvu.inspections.states import TO_REMEDY, VisitState
from congvu.notices.rules import Draft, fit


def reminders(today: dt.date) -> Iterator[Draft]:
    """Everything to remind units of today."""
    asked = list(waiting_for_units())
    drafts = list(unexplained(today))
    reports = list(unreported(today))
    people = people_of(today, {row.unit_id for row in [*asked, *drafts, *(v for v, _ in reports)]})
    for row, told in standings(asked, today):
        if told.left is not None and (told.left < 0 or told.left in (SOON, 1, 0)):
            text = f"Kiến nghị “{fit(row.text, 120)}” {told.word} (hạn {formats.date(row.due_on)})."
            late = "qua-han" if told.left < 0 else str(told.left)
            key = f"kien-nghi-{row.pk}-{row.due_on}-{late}"
            yield from to_all(people, row, "Khắc phục sau kiểm tra", text, key, told.left < 0)
    for visit in drafts:
        day = formats.date(visit.explanation_due_on)
        text = f"Đơn vị còn thời gian giải trình dự thảo kết quả kiểm tra đến hết ngày {day}."
        yield from to_all(people, visit, "Giải trình dự thảo", text, f"giai-trinh-{visit.pk}-{day}")
    for visit, due in reports:
        day = formats.date(due)
        text = f"Báo cáo tự kiểm tra cải cách hành chính của đơn vị phải gửi trước hết ngày {day}."
        yield from to_all(
            people, visit, "Báo cáo tự kiểm tra", text, f"tu-kiem-tra-{visit.pk}-{day}"
        )


def waiting_for_units() -> Iterable[Recommendation]:
    """Recommendations the unit has to report on."""
    rows = Recommendation.objects.filter(state__in=TO_REMEDY, due_on__isnull=False)
    return rows.select_related("unit")


def unexplained(today: dt.date) -> Iterable[Visit]:
    """Visits whose clock for an explanation ends today or tomorrow, nothing said yet."""
    last = today + dt.timedelta(days=1)
    rows = Visit.objects.filter(explanation_due_on__range=(today, last), explanations__isnull=True)
    return rows.select_related("unit", "inspection")


def unreported(today: dt.date) -> Iterator[tuple[Visit, dt.date]]:
    """Visits whose self-report is asked for and due today or tomorrow."""
    rows = Visit.objects.filter(
        day__gte=today,
        day__lte=today + dt.timedelta(days=30),
        state=VisitState.PLANNED,
        sheet__self_state=SelfState.REQUESTED,
    )
    for visit in rows.select_related("unit", "inspection", "sheet"):
        days = int(visit.inspection.parameters.get("self_report_working_days", 3))
        due = working_days_before(visit.day, days)
        if today <= due <= today + dt.timedelta(days=1):
            yield visit, due


def to_all(
    people: dict[int, set[int]], about: Any, title: str, text: str, key: str, urgent: bool = False
) -> Iterator[Draft]:
    """The same to everybody of the unit, at most once per key."""
    for user in sorted(people.get(about.unit_id, ())):
        yield Draft(
            to_id=user,
            title=title,
            text=fit(f"{about.unit.short_name}: {text}"),
            path=path_of(about),
            about_kind=about._meta.label_lower,
            about_id=str(about.pk),
            key=key,
            urgent=urgent,
        )


def path_of(about: Any) -> str:
    """The page to open."""
    if isinstance(about, Recommendation):
        return about.get_absolute_url()
    return about.sheet.get_absolute_url() if about.draft_sent_at is None else draft_path(about.pk)


def draft_path(pk: int) -> str:
    """Where the unit explains."""
    return reverse("inspections:draft_detail", args=[pk])

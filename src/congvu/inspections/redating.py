"""The working calendar changed: days that were counted on it are counted again.

What is still open moves, each change a row of the log; the first day a unit was told stays beside
it (``original_due_on``). A day the head set by hand (gia hạn) stays as it is.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from congvu.assessments.actions import redate_self
from congvu.assessments.models import Sheet
from congvu.assessments.states import SelfState
from congvu.core import audit, clock, workdays
from congvu.core.models import LogEntry
from congvu.core.workdays import Calendar, NoOfficeHours, YearNotAnnounced
from congvu.inspections.models import Inspection, Recommendation, Visit
from congvu.inspections.states import InspectionState
from congvu.organizations.models import prepared_calendar
from congvu.organizations.registry import Moved, Rehearsal

BEFORE_THE_END = (
    InspectionState.NOTIFIED,
    InspectionState.VISITING,
    InspectionState.MINUTES_SIGNED,
    InspectionState.REPORTED,
)


@dataclass(frozen=True)
class Counted:
    """A day counted on the calendar: whose, how many working days from where; back: before it."""

    row: Recommendation | Visit | Sheet
    unit: Any
    what: str
    path: Callable[[], str]
    due: dt.date
    start: dt.date
    days: int
    back: bool = False

    def on(self, calendar: Calendar, hours: Sequence[workdays.OfficeHours]) -> dt.date:
        """The day by a calendar; the present one where that calendar cannot say."""
        try:
            if self.back:
                found = workdays.working_days_before(self.start, self.days, calendar, hours)
                return found if self.days else self.start
            kind = workdays.Unit.WORKING_DAYS
            return workdays.due(self.start, self.days, kind, calendar, hours).due.date()
        except (YearNotAnnounced, NoOfficeHours):
            return self.due


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    if unit_id is not None:  # periods of a campaign run on the Department's calendar
        return
    rows = Inspection.objects.all()
    told = [*recommendations(rows, lock=True), *explanations(rows), *self_reports(rows)]
    if not told:
        return
    calendar, hours = prepared_calendar(None, clock.today())
    news = [(one.row, day) for one in told if (day := one.on(calendar, hours)) != one.due]
    for model, field in ((Recommendation, "due_on"), (Visit, "explanation_due_on")):
        pairs = [(row, {field: day}) for row, day in news if isinstance(row, model)]
        audit.change_many(pairs, by=by, action="inspections.redate", reason=reason)
    redate_self([pair for pair in news if isinstance(pair[0], Sheet)], by=by, reason=reason)


def rehearsed(trial: Rehearsal) -> Iterator[Moved]:
    """What rumoured days would move, of what the person asking may see."""
    if trial.unit_id is not None:  # as above
        return
    before, after = trial.before(None), trial.after(None)
    rows = Inspection.objects.visible_to(trial.user)
    seen = set(Recommendation.objects.visible_to(trial.user).open().values_list("pk", flat=True))
    for one in (*recommendations(rows, only=seen), *explanations(rows), *self_reports(rows)):
        old, new = one.on(before, before.hours), one.on(after, after.hours)
        if old != new:
            yield Moved(one.what, str(one.unit), one.path, one.due, new, one.start)


def recommendations(
    rows: Any, *, lock: bool = False, only: set[int] | None = None
) -> Iterator[Counted]:
    """Open ones whose day was counted, not set by hand."""
    found = Recommendation.objects.open().filter(due_on__isnull=False, inspection__in=rows)
    found = found.filter(inspection__concluded_on__isnull=False).order_by("pk")
    extended = LogEntry.objects.filter(action="inspections.extend_recommendation")
    by_hand = set(extended.values_list("object_id", flat=True))
    if lock:
        found = found.select_for_update(of=("self",))
    for row in found.select_related("unit", "inspection"):
        if str(row.pk) in by_hand or (only is not None and row.pk not in only):
            continue
        start, days = row.inspection.concluded_on, row.due_working_days
        path = row.get_absolute_url
        yield Counted(row, row.unit, "Hạn khắc phục kiến nghị", path, row.due_on, start, days)


def explanations(rows: Any) -> Iterator[Counted]:
    """Drafts sent whose campaign has no conclusion yet."""
    found = Visit.objects.filter(draft_sent_at__isnull=False, explanation_due_on__isnull=False)
    found = found.filter(inspection__in=rows, inspection__state__in=BEFORE_THE_END)
    for visit in found.select_related("unit", "inspection").order_by("pk"):
        start = timezone.localdate(visit.draft_sent_at)
        days = int(visit.inspection.parameters["explanation_working_days"])
        path = visit.inspection.get_absolute_url
        due = visit.explanation_due_on
        yield Counted(visit, visit.unit, "Hạn giải trình dự thảo", path, due, start, days)


def self_reports(rows: Any) -> Iterator[Counted]:
    """Reports asked for and not sent, due some working days before the visit."""
    found = Visit.objects.live().filter(day__isnull=False, sheet__self_due_on__isnull=False)
    found = found.filter(sheet__self_state=SelfState.REQUESTED, sheet__frozen_at__isnull=True)
    found = found.filter(inspection__in=rows, inspection__state__in=BEFORE_THE_END)
    for visit in found.select_related("unit", "inspection", "sheet").order_by("pk"):
        sheet, days = visit.sheet, int(visit.inspection.parameters["self_report_working_days"])
        path = visit.inspection.get_absolute_url
        what = "Hạn gửi báo cáo tự kiểm tra"
        due = sheet.self_due_on
        yield Counted(sheet, visit.unit, what, path, due, visit.day, days, back=True)

"""What one person must do now: providers that each look at one kind of thing, in one query.

What needs one line only is looked for together, in :mod:`congvu.desk.waiting`.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import F, Max, Q

from congvu.assessments.models import Sheet
from congvu.assessments.states import SelfState
from congvu.core import clock, formats, workdays
from congvu.desk.dossiers_waiting import dossiers
from congvu.desk.tasks_shown import MOST, Task, door
from congvu.desk.waiting import AFTER_VISITS, UNIT_SIDE, waiting
from congvu.inspections.models import Inspection, Plan, Visit
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import (
    OPEN_VISITS,
    SESSION_LABELS,
    InspectionKind,
    TeamRole,
    VisitState,
)
from congvu.organizations.models import prepared_calendar
from congvu.organizations.policies import may_set_up, rights_of

LEADERS = (TeamRole.HEAD, TeamRole.DEPUTY, TeamRole.SECRETARY)


def tasks_of(user: Any, running: list[Inspection] | None = None) -> list[Task]:
    """Everything, the most pressing first; what has no day comes last.

    ``running`` are the campaigns the person prepares, where a page has them already.
    """
    today = clock.today()
    found = [task for provider in PROVIDERS for task in provider(user, today)]
    found += conclusions(running_campaigns(user) if running is None else running, today)
    return sorted(found, key=lambda task: (task.due is None, task.due or today, task.title))


def visits(user: Any, today: dt.date) -> list[Task]:
    """Visits of the person's teams, not to their own unit: today's, the next, those unfinished."""
    rows = Visit.objects.filter(inspection__team__user=user, state__in=OPEN_VISITS)
    rows = rows.exclude(unit_id__in=rights_of(user).units()).filter(day__isnull=False)
    rows = rows.annotate(role=F("inspection__team__role"))
    rows = rows.select_related("unit", "acting_secretary").order_by("day", "starts_at")[:MOST]
    return [visit_task(row, today, row.role in LEADERS or acts(user, row)) for row in rows]


def acts(user: Any, visit: Visit) -> bool:
    """Whether the person is secretary of this one visit."""
    return visit.acting_secretary is not None and visit.acting_secretary.user_id == user.pk


def visit_task(visit: Visit, today: dt.date, leads: bool = False) -> Task:
    """Before: come; during: judge; after: sign."""
    sheet = door("assessments:sheet_detail", visit.sheet_id) if visit.sheet_id else ""
    url = door("inspections:visit_detail", visit.pk, otherwise=sheet)
    session = SESSION_LABELS.get(visit.session, "").lower()
    hours = f"{visit.starts_at:%H:%M}" if visit.starts_at else ""
    place = visit.place
    note = " · ".join(part for part in (session, hours, place) if part)
    if visit.state == VisitState.VISITED:
        title = f"Ký biên bản với {visit.unit}"
        url = door("inspections:minutes_detail", visit.pk, otherwise=url) if leads else url
        return Task("Biên bản", title, url, note, visit.day, visit.day < today)
    missed = visit.state == VisitState.PLANNED and visit.day < today
    now = visit.day == today or visit.state == VisitState.IN_PROGRESS
    title = f"{visit_verb(now, missed)} {visit.unit}"
    where = sheet if now and not leads else url  # who leads also begins and ends it
    return Task("Buổi làm việc", title, where, note, visit.day, missed)


def visit_verb(now: bool, missed: bool) -> str:
    """What a visit asks for, before, on and after its day."""
    if missed:
        return "Chưa bắt đầu hoặc chưa dời lịch:"
    return "Kiểm tra" if now else "Sắp kiểm tra"


def founding(user: Any, today: dt.date) -> list[Task]:
    """A new installation that has no plan yet, for whoever sets it up."""
    if not may_set_up(user) or Plan.objects.exists():
        return []
    note = "Còn bước chưa làm trước kế hoạch kiểm tra đầu tiên."
    return [Task("Cài đặt", "Cài đặt ban đầu", door("organizations:setup"), note)]


def self_reports(user: Any, today: dt.date) -> list[Task]:
    """Reports the person's unit was asked for."""
    units = rights_of(user).units(*UNIT_SIDE)
    if not units:
        return []
    rows = Sheet.objects.filter(
        unit__in=units, self_state=SelfState.REQUESTED, frozen_at__isnull=True
    )
    return [
        Task(
            "Tự kiểm tra",
            f"Gửi báo cáo tự kiểm tra kỳ {sheet.period_to.year}",
            door("assessments:sheet_self", sheet.pk),
            str(sheet.unit),
            sheet.self_due_on,
            sheet.self_overdue(today),
        )
        for sheet in rows.select_related("unit")[:MOST]
    ]


def explanations(user: Any, today: dt.date) -> list[Task]:
    """Drafts sent to the person's unit whose clock for an answer still runs."""
    units = rights_of(user).units(*UNIT_SIDE)
    if not units:
        return []
    rows = Visit.objects.filter(unit__in=units, explanation_due_on__gte=today)
    rows = rows.filter(draft_sent_at__isnull=False, inspection__state__in=AFTER_VISITS)
    rows = rows.exclude(explanations__isnull=False)
    return [
        Task(
            "Giải trình",
            "Cho ý kiến về dự thảo kết quả kiểm tra",
            door("inspections:draft_detail", v.pk, otherwise=v.inspection.get_absolute_url()),
            str(v.unit),
            v.explanation_due_on,
        )
        for v in rows.select_related("unit", "inspection")[:MOST]
    ]


def running_campaigns(user: Any) -> list[Inspection]:
    """Campaigns not closed yet, the newest first, each with the day of its last visit."""
    if not may_prepare(user):
        return []
    rows = Inspection.objects.visible_to(user).running().exclude(kind=InspectionKind.IMPORTED)
    last = Max("visits__day", filter=~Q(visits__state=VisitState.CANCELLED))
    rows = rows.select_related("previous__library_version__scale", "library_version__scale")
    rows = rows.defer("library_version__source_text", "previous__library_version__source_text")
    return list(rows.annotate(last_day=last).order_by("-year", "-pk")[:MOST])


def conclusions(rows: list[Any], today: dt.date) -> list[Task]:
    """Conclusions still to be issued, each with its last day; other steps stand at the matrix."""
    found = []
    for row in rows:
        if row.state not in AFTER_VISITS or row.last_day is None:
            continue
        due = conclusion_day(row)
        title = f"Ban hành thông báo kết luận năm {row.year}"
        note = f"hạn {row.parameters['conclusion_working_days']} ngày làm việc"
        note += f" kể từ {formats.date(row.last_day)}"
        found.append(Task("Kết luận", title, row.get_absolute_url(), note, due, due < today))
    return found


def conclusion_day(row: Any) -> dt.date:
    """The last day for the conclusion, counted on the office's calendar."""
    calendar, hours = prepared_calendar(None, row.last_day)
    days = int(row.parameters["conclusion_working_days"])
    found = workdays.due(row.last_day, days, workdays.Unit.WORKING_DAYS, calendar, hours)
    return found.due.date()


Provider = Callable[[Any, dt.date], list[Task]]
PROVIDERS: tuple[Provider, ...] = (
    founding,
    visits,
    self_reports,
    explanations,
    dossiers,
    waiting,
)

"""What one person must do now: providers that each look at one kind of thing, in one query."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from congvu.assessments.models import Sheet
from congvu.assessments.states import SelfState
from congvu.core import clock, formats, workdays
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Recommendation, Visit
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import (
    SESSION_LABELS,
    DocumentState,
    InspectionKind,
    InspectionState,
    PlanState,
    RecommendationState,
    TeamRole,
    VisitState,
)
from congvu.organizations.models import prepared_calendar
from congvu.organizations.policies import may_set_up, rights_of
from congvu.organizations.states import Role
from congvu.petitions.models import Petition
from congvu.petitions.states import AT_DOOR, NEXT_VERBS, VERB_LABELS, PetitionState

UNIT_SIDE = (Role.UNIT_HEAD, Role.CONTACT)
LEADERS = (TeamRole.HEAD, TeamRole.DEPUTY, TeamRole.SECRETARY)
MOST = 30  # of one kind; the rest is on its own page
AFTER_VISITS = (InspectionState.VISITING, InspectionState.MINUTES_SIGNED, InspectionState.REPORTED)


@dataclass(frozen=True)
class Task:
    """One thing to do: where, by when, why."""

    kind: str  # "Buổi làm việc", the heading it stands under on paper
    title: str
    url: str
    note: str = ""
    due: dt.date | None = None
    late: bool = False


def door(name: str, *args: Any, otherwise: str = "") -> str:
    """Path of a page, ``otherwise`` where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return otherwise


def tasks_of(user: Any, running: list[Inspection] | None = None) -> list[Task]:
    """Everything, the most pressing first; what has no day comes last.

    ``running`` are the campaigns the person prepares, where a page has them already.
    """
    today = clock.today()
    found = [task for provider in PROVIDERS for task in provider(user, today)]
    campaigns = running_campaigns(user) if running is None else running
    found += answers(user, campaigns) + conclusions(campaigns, today)
    return sorted(found, key=lambda task: (task.due is None, task.due or today, task.title))


def visits(user: Any, today: dt.date) -> list[Task]:
    """Visits of the person's teams, not to their own unit: today's, the next, those unfinished."""
    open_states = [VisitState.PLANNED, VisitState.IN_PROGRESS, VisitState.VISITED]
    rows = Visit.objects.filter(inspection__team__user=user, state__in=open_states)
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


def answers(user: Any, campaigns: list[Inspection]) -> list[Task]:
    """Explanations of other units that wait for the team's word, for who prepares."""
    if not any(row.unanswered for row in campaigns):  # mostly none: the page asks once less
        return []
    rows = Visit.objects.visible_to(user).exclude(unit__in=rights_of(user).units())
    rows = rows.filter(inspection__state__in=AFTER_VISITS)
    rows = rows.filter(explanations__isnull=False, explanations__answered_at__isnull=True)
    return [
        Task(
            "Giải trình",
            f"Trả lời giải trình của {v.unit}",
            door("inspections:draft_detail", v.pk, otherwise=v.inspection.get_absolute_url()),
            f"Đợt kiểm tra năm {v.inspection.year}",
        )
        for v in rows.select_related("unit", "inspection").distinct().order_by("pk")[:MOST]
    ]


def plans(user: Any, today: dt.date) -> list[Task]:
    """Plans sent for signature that have no paper of their own to wait at."""
    if not may_decide(user):
        return []
    rows = Plan.objects.visible_to(user).filter(state=PlanState.SUBMITTED)
    return [
        Task("Kế hoạch", f"Ký: {row.title}", door("inspections:plan_detail", row.pk))
        for row in rows.filter(documents__isnull=True).order_by("pk")[:MOST]
    ]


def remedies(user: Any, today: dt.date) -> list[Task]:
    """Recommendations: those the unit must carry out, those whose report waits for the team."""
    rights = rights_of(user)
    mine = rights.units(*UNIT_SIDE)
    todo = Q(unit_id__in=mine, state__in=[RecommendationState.OPEN, RecommendationState.RETURNED])
    review = Q(state=RecommendationState.SUBMITTED) & ~Q(unit_id__in=rights.units())
    reviewer = may_prepare(user) or rights.has(Role.INSPECTOR)
    wanted = (todo | review) if reviewer else todo
    if not mine and not reviewer:
        return []
    rows = Recommendation.objects.visible_to(user).filter(wanted).distinct()
    rows = rows.select_related("unit").order_by("due_on", "pk")[:MOST]
    return [remedy_task(row, today) for row in rows]


def remedy_task(row: Recommendation, today: dt.date) -> Task:
    """What to do about one recommendation."""
    text = row.text if len(row.text) < 120 else f"{row.text[:117]}…"
    if row.state == RecommendationState.SUBMITTED:
        title, late = f"Xác nhận khắc phục: {text}", False
    else:
        again = row.state == RecommendationState.RETURNED
        title = f"Làm lại: {text}" if again else f"Khắc phục: {text}"
        late = row.due_on is not None and row.due_on < today
    url = door("inspections:recommendation_detail", row.pk)
    return Task("Khắc phục sau kiểm tra", title, url, str(row.unit), row.due_on, late)


def documents(user: Any, today: dt.date) -> list[Task]:
    """Papers waiting for this person's hand: to sign, to number, to issue."""
    waiting: dict[str, str] = {}
    if may_decide(user):
        waiting[DocumentState.SUBMITTED] = "Ký"
    if may_number(user):
        waiting |= {DocumentState.SIGNED: "Cấp số", DocumentState.NUMBERED: "Phát hành"}
    if not waiting:
        return []
    rows = OfficialDocument.objects.visible_to(user).filter(state__in=list(waiting))
    return [
        Task(
            "Văn bản",
            f"{waiting[row.state]}: {row.get_kind_display()}",
            door("inspections:document_detail", row.pk),
            row.subject,
        )
        for row in rows.order_by("pk")[:MOST]
    ]


def petitions(user: Any, today: dt.date) -> list[Task]:
    """Those to classify or give to a unit, and to answer. Who signs is told by a notice."""
    rights = rights_of(user)
    units = rights.units(*UNIT_SIDE)
    wanted = Q(state=PetitionState.IN_PROGRESS) & (Q(unit__in=units) | Q(holder=user))
    if rights.has(Role.SECRETARY):
        wanted |= Q(state__in=AT_DOOR)
    leads = rights.has(Role.HEAD, Role.DEPUTY) and not units and not rights.has(Role.SECRETARY)
    if leads or not rights.staff:
        return []
    rows = Petition.objects.visible_to(user).filter(wanted, fact=False)
    return [petition_task(row, today) for row in rows.order_by("due_at", "pk")[:MOST]]


def petition_task(row: Petition, today: dt.date) -> Task:
    """What to do about one petition, by the day of that step."""
    verb = NEXT_VERBS[PetitionState(row.state)]
    due = timezone.localdate(row.forward_due_at if row.state in AT_DOOR else row.due_at)
    title = f"{VERB_LABELS[verb]}: {row.subject}"
    url = door("petitions:petition_verb", row.pk, verb)
    return Task("Phản ánh, kiến nghị", title, url, row.code, due, due < today)


def running_campaigns(user: Any) -> list[Inspection]:
    """Campaigns not closed yet, the newest first, each with the day of its last visit."""
    if not may_prepare(user):
        return []
    rows = Inspection.objects.visible_to(user).running().exclude(kind=InspectionKind.IMPORTED)
    last = Max("visits__day", filter=~Q(visits__state=VisitState.CANCELLED))
    rows = rows.select_related("previous__library_version__scale", "library_version__scale")
    rows = rows.defer("library_version__source_text", "previous__library_version__source_text")
    told = Visit.objects.filter(inspection=OuterRef("pk"), explanations__isnull=False)
    unanswered = Exists(told.filter(explanations__answered_at__isnull=True))
    rows = rows.annotate(last_day=last, unanswered=unanswered)
    return list(rows.order_by("-year", "-pk")[:MOST])


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
    remedies,
    plans,
    documents,
    petitions,
)

"""Papers, plans, explanations, recommendations and petitions that wait for somebody: one query."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from congvu.desk.tasks_shown import MOST, Task, door
from congvu.inspections.models import OfficialDocument, Plan, Recommendation, Visit
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import (
    DOCUMENT_KIND_LABELS,
    TO_REMEDY,
    DocumentKind,
    DocumentState,
    InspectionState,
    PlanState,
    RecommendationState,
)
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from congvu.petitions.models import Petition
from congvu.petitions.states import AT_DOOR, NEXT_VERBS, VERB_LABELS, PetitionState

UNIT_SIDE = (Role.UNIT_HEAD, Role.CONTACT)
AFTER_VISITS = (InspectionState.VISITING, InspectionState.MINUTES_SIGNED, InspectionState.REPORTED)
PAPER_VERBS = {
    DocumentState.SUBMITTED: "Ký",
    DocumentState.SIGNED: "Cấp số",
    DocumentState.NUMBERED: "Phát hành",
}


class Line(NamedTuple):
    """One row of any kind."""

    which: int
    pk: int
    state: str
    title: str
    note: str
    day: dt.date | None
    moment: dt.datetime | None


@dataclass(frozen=True)
class Kind:
    """Rows that wait for a person, what a line of them says, which of too many come first."""

    rows: Callable[[Any], QuerySet | None]
    state: Any
    title: Any
    note: Any
    task: Callable[[Line, dt.date], Task]
    day: Any = Value(None)
    moment: Any = Value(None)
    order: tuple[str, ...] = ()


def waiting(user: Any, today: dt.date) -> list[Task]:
    """At most ``MOST`` of every kind, all of one query; none where nothing could wait."""
    arms = []
    for which, kind in enumerate(KINDS):
        rows = kind.rows(user)
        if rows is not None:
            arms.append(arm(which, kind, rows))
    if not arms:
        return []
    found = arms[0].union(*arms[1:], all=True) if arms[1:] else arms[0]
    return [KINDS[line.which].task(line, today) for line in map(Line._make, found)]


def arm(which: int, kind: Kind, rows: QuerySet) -> QuerySet:
    """One kind's part, as many columns as every other part."""
    every = rows.model._base_manager
    first = every.filter(pk__in=rows.order_by().values("pk")).order_by(*kind.order, "pk")
    shown = every.filter(pk__in=first.values("pk")[:MOST]).order_by()
    texts = [Cast(text, TextField()) for text in (kind.state, kind.title, kind.note)]
    when = (Cast(kind.day, DateField()), Cast(kind.moment, DateTimeField()))
    return shown.values_list(Value(which), "pk", *texts, *when)


def answers(user: Any) -> QuerySet | None:
    """Explanations of other units that wait for the team's word, for who prepares."""
    if not may_prepare(user):
        return None
    rows = Visit.objects.visible_to(user).exclude(unit__in=rights_of(user).units())
    rows = rows.filter(inspection__state__in=AFTER_VISITS)
    rows = rows.filter(explanations__isnull=False, explanations__answered_at__isnull=True)
    return rows


def answer_task(line: Line, today: dt.date) -> Task:
    """Read it and answer."""
    url = door("inspections:draft_detail", line.pk)
    note = f"Đợt kiểm tra năm {line.note}"
    return Task("Giải trình", f"Trả lời giải trình của {line.title}", url, note)


def plans(user: Any) -> QuerySet | None:
    """Plans sent for signature that have no paper of their own to wait at."""
    if not may_decide(user):
        return None
    rows = Plan.objects.visible_to(user).filter(state=PlanState.SUBMITTED)
    return rows.filter(documents__isnull=True)


def plan_task(line: Line, today: dt.date) -> Task:
    """Sign it."""
    return Task("Kế hoạch", f"Ký: {line.title}", door("inspections:plan_detail", line.pk))


def remedies(user: Any) -> QuerySet | None:
    """Recommendations: those the unit must carry out, those whose report waits for the team."""
    rights = rights_of(user)
    mine = rights.units(*UNIT_SIDE)
    todo = Q(unit_id__in=mine, state__in=TO_REMEDY)
    review = Q(state=RecommendationState.SUBMITTED) & ~Q(unit_id__in=rights.units())
    reviewer = may_prepare(user) or rights.has(Role.INSPECTOR)
    if not mine and not reviewer:
        return None
    wanted = (todo | review) if reviewer else todo
    return Recommendation.objects.visible_to(user).filter(wanted)


def remedy_task(line: Line, today: dt.date) -> Task:
    """What to do about one recommendation."""
    text = line.title if len(line.title) < 120 else f"{line.title[:117]}…"
    if line.state == RecommendationState.SUBMITTED:
        title, late = f"Xác nhận khắc phục: {text}", False
    else:
        again = line.state == RecommendationState.RETURNED
        title = f"Làm lại: {text}" if again else f"Khắc phục: {text}"
        late = line.day is not None and line.day < today
    url = door("inspections:recommendation_detail", line.pk)
    return Task("Khắc phục sau kiểm tra", title, url, line.note, line.day, late)


def documents(user: Any) -> QuerySet | None:
    """Papers waiting for this person's hand: to sign, to number, to issue."""
    states = [DocumentState.SUBMITTED] if may_decide(user) else []
    if may_number(user):
        states += [DocumentState.SIGNED, DocumentState.NUMBERED]
    if not states:
        return None
    return OfficialDocument.objects.visible_to(user).filter(state__in=states)


def document_task(line: Line, today: dt.date) -> Task:
    """Sign it, number it or issue it."""
    verb, kind = (
        PAPER_VERBS[DocumentState(line.state)],
        DOCUMENT_KIND_LABELS[DocumentKind(line.title)],
    )
    url = door("inspections:document_detail", line.pk)
    return Task("Văn bản", f"{verb}: {kind}", url, line.note)


def petitions(user: Any) -> QuerySet | None:
    """Those to classify or give to a unit, to answer, to sign; each for whose turn it is."""
    rights = rights_of(user)
    if not rights.staff:
        return None
    units = rights.units(*UNIT_SIDE)
    wanted = Q(state=PetitionState.IN_PROGRESS) & (Q(unit__in=units) | Q(holder=user))
    if rights.has(Role.SECRETARY):
        wanted |= Q(state__in=AT_DOOR)
    if rights.has(Role.HEAD, Role.DEPUTY):
        wanted |= Q(state=PetitionState.AWAITING_SIGNATURE)
    return Petition.objects.visible_to(user).filter(wanted, fact=False)


def petition_task(line: Line, today: dt.date) -> Task:
    """What to do about one petition, by the day of that step."""
    verb = NEXT_VERBS[PetitionState(line.state)]
    due = timezone.localdate(line.moment)
    title = f"{VERB_LABELS[verb]}: {line.title}"
    url = door("petitions:petition_verb", line.pk, verb)
    return Task("Phản ánh, kiến nghị", title, url, line.note, due, due < today)


STEP_DUE = Case(When(state__in=AT_DOOR, then=F("forward_due_at")), default=F("due_at"))
KINDS = (
    Kind(answers, Value(""), F("unit__short_name"), F("inspection__year"), answer_task),
    Kind(
        remedies,
        F("state"),
        F("text"),
        F("unit__short_name"),
        remedy_task,
        day=F("due_on"),
        order=("due_on",),
    ),
    Kind(plans, F("state"), F("title"), Value(""), plan_task),
    Kind(documents, F("state"), F("kind"), F("subject"), document_task),
    Kind(
        petitions,
        F("state"),
        F("subject"),
        F("code"),
        petition_task,
        moment=STEP_DUE,
        order=("due_at",),
    ),
)

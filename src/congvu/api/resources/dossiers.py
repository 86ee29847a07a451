"""Dossiers: facts of other systems, and those taken in here with every verb of a case."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Router

from congvu.api import marks
from congvu.api.collection import Collection, add_reading, add_verbs
from congvu.api.kinds import Day, Id, Moment, Number, Out, Shown, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources import dossier_bodies as bodies
from congvu.api.resources.common import Code, base, day_from, day_until, same
from congvu.api.resources.lookups import lookup
from congvu.api.resources.workdays import DayOut, days_out
from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.policies import require
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.models.deadlines import explanation_of
from congvu.dossiers.policies import offered
from congvu.dossiers.states import (
    STATE_LABELS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    Channel,
    DossierState,
    Lateness,
)
from congvu.organizations.policies import is_staff
from congvu.procedures.models import Procedure, TimeLimit

router = Router()
RELATED = ("procedure", "procedure_version", "limit", "unit", "point__unit", "holder", "source")


class PointOut(Shown):
    """Where dossiers are taken in."""

    name: str
    unit: int
    agency_code: str
    small: bool
    active: bool


class DossierRow(Shown):
    """A dossier; the applicant's name is shortened, nothing private goes out."""

    code: str
    source: str | None
    procedure: int | None
    procedure_name: str
    procedure_version: int | None
    point: int | None
    unit: int | None
    applicant: str
    channel: str
    state: str
    paused: bool
    overdue: bool
    submitted_at: Moment | None
    accepted_at: Moment | None
    due_at: Moment | None
    original_due_at: Moment | None
    source_due_at: Moment | None
    promised_at: Moment | None
    provisional: bool
    finished_at: Moment | None
    returned_at: Moment | None
    lateness: str
    cause: str
    holder: int | None
    step: int | None
    fee: Number | None


class DossierOut(DossierRow):
    """With what the person who asks may do to it now."""

    note: str
    sets: int
    papers: list[dict[str, Any]]
    allowed: list[str]


class EventOut(Out):
    """What happened, and which office has it since; offices, never names."""

    at: Moment
    verb: str
    title: str
    state: str
    office: str
    waits_for: str
    due_before: Moment | None
    due_after: Moment | None


class TrackingOut(Out):
    """Where a dossier stands, until when and why, day by day.

    Of a fact of another system only what its lists say: ``source`` names it, ``told_at`` is when.
    """

    code: str
    source: str | None
    told_at: Moment | None
    state: str
    title: str
    overdue: bool
    due_at: Moment | None
    promised_at: Moment | None
    waits_for: str
    why: str
    days: list[DayOut]
    events: list[EventOut]


def points_seen(user: Any) -> QuerySet:
    """Every officer knows where dossiers are taken in."""
    return ReceivingPoint.objects.visible_to(user)


def show_point(row: ReceivingPoint) -> PointOut:
    """A counter as the API says it."""
    return PointOut(
        **base(row, "receiving-points"),
        **same(row, "name", "agency_code", "small", "active"),
        unit=row.unit_id,
    )


def rows(user: Any) -> QuerySet:
    """Dossiers this person may know of."""
    return Dossier.objects.visible_to(user).select_related(*RELATED)


def facts(row: Dossier) -> dict[str, Any]:
    """What lists and single objects say alike."""
    names = ("code", "channel", "state", "paused", "submitted_at", "accepted_at", "due_at",
             "original_due_at", "source_due_at", "promised_at", "provisional", "finished_at",
             "returned_at", "lateness", "cause", "step", "fee")  # fmt: skip
    return {
        **base(row, "dossiers"),
        **same(row, *names),
        "source": str(row.source) if row.source_id else None,
        "procedure": row.procedure_id,
        "procedure_name": row.procedure_words,
        "procedure_version": row.procedure_version_id,
        "point": row.point_id,
        "unit": row.unit_id,
        "applicant": row.applicant_label,
        "overdue": row.is_overdue(),
        "holder": row.holder_id,
    }


def show_row(row: Dossier) -> DossierRow:
    """A row of the list."""
    return DossierRow(**facts(row))


def show(row: Dossier) -> DossierOut:
    """A dossier as the API says it."""
    return DossierOut(
        **facts(row),
        **same(row, "note", "sets", "papers"),
        allowed=[verb.replace("_", "-") for verb in getattr(row, "able", ())],
    )


def with_doors(found: list[Dossier], user: Any) -> list[Dossier]:
    """Each with the verbs this person may do to it."""
    for row in found:
        row.able = offered(user, row)  # type: ignore[attr-defined]
    return found


def overdue(found: QuerySet, yes: bool) -> QuerySet:
    """Not signed although due and nothing stops the clock, or all others."""
    late = Q(pk__in=Dossier.objects.overdue(clock.now()).values("pk"))
    return found.filter(late) if yes else found.exclude(late)


def imported(found: QuerySet, yes: bool) -> QuerySet:
    """Facts of other systems, or those of our own counters."""
    return found.filter(source__isnull=not yes)


POINTS = Collection(
    "receiving-points",
    "Nơi tiếp nhận",
    PointOut,
    points_seen,
    show_point,
    filters={"unit": (Id, "unit"), "active": (bool, "active")},
)
DOSSIERS = Collection(
    "dossiers",
    "Hồ sơ",
    DossierOut,
    rows,
    show,
    row_out=DossierRow,
    show_row=show_row,
    filters={
        "code": (Code, "code"),
        "unit": (Id, "unit"),
        "point": (Id, "point"),
        "procedure": (Id, "procedure"),
        "holder": (Id, "holder"),
        "state": (choice(DossierState), "state"),
        "channel": (choice(Channel), "channel"),
        "lateness": (choice(Lateness), "lateness"),
        "overdue": (bool, overdue),
        "imported": (bool, imported),
        "accepted_from": (Day, day_from("accepted_at")),
        "accepted_until": (Day, day_until("accepted_at")),
        "q": (Code, lambda found, text: found.matching(text)),
    },
    table={**TRANSITIONS, **{verb: (states, "") for verb, states in STAYING.items()}},
    verbs=bodies.VERBS,
    prepare=with_doors,
)


def create(request: HttpRequest, body: bodies.DossierNew):
    """Taken in at a counter: code and due date at once, as over the counter."""

    def make():
        user = request.user
        require(is_staff(user))
        procedure = lookup(Procedure.objects.visible_to(user), body.procedure, "procedure")
        limits = TimeLimit.objects.filter(procedure_version__procedure=procedure)
        call, why = actions.receive, {}
        if body.outcome != "accept":
            call, why = actions.turn_away, {"outcome": body.outcome, "reason": body.reason}
        made = call(
            **why,
            point=lookup(points_seen(user), body.point, "point"),
            procedure=procedure,
            by=user,
            applicant=lookup(Applicant.objects.visible_to(user), body.applicant, "applicant"),
            person=body.person.model_dump() if body.person else None,
            limit=lookup(limits, body.limit, "limit"),
            why_not_online=body.why_not_online or "",
            papers=[paper.model_dump() for paper in body.papers],
            **same(body, "channel", "sets", "note"),
        )
        return one(show(DOSSIERS.get(user, made.pk)), 201)

    return once(request, make)


def tracking(request: HttpRequest, code: Code):
    """What the applicant is told: where it stands, until when, and why."""
    found = rows(request.user).filter(code=code).order_by(F("source").asc(nulls_first=True), "-pk")
    row = found.select_related("run").first()
    if row is None:
        raise Http404
    events = [event(move) for move in row.movements.all()]
    why, days = ("", []) if row.is_imported else explained(row)
    return one(
        TrackingOut(
            **same(row, "code", "state", "promised_at"),
            source=str(row.source) if row.is_imported else None,
            told_at=row.run.at if row.run else None,
            title=STATE_LABELS[DossierState(row.state)],
            due_at=row.source_due_at if row.is_imported else row.due_at,
            overdue=row.is_overdue(),
            waits_for=events[-1].waits_for if events else "",
            why=why,
            days=days,
            events=events,
        )
    )


def event(move: Any) -> EventOut:
    """One verb as a stranger may know it."""
    return EventOut(
        **same(move, "at", "verb", "office", "waits_for", "due_before", "due_after"),
        title=VERB_LABELS.get(move.verb, move.verb),
        state=move.to_state,
    )


def explained(row: Dossier) -> tuple[str, list[DayOut]]:
    """The due date in words and day by day; where the calendar says nothing, that."""
    try:
        why, days = explanation_of(row)
    except (YearNotAnnounced, NoOfficeHours) as error:
        return error.message, []
    return why, days_out(days)


add_reading(router, POINTS)
add_reading(router, DOSSIERS)
marks.create(router, "dossiers", create, DossierOut, "Hồ sơ: tiếp nhận")
add_verbs(router, DOSSIERS)
marks.get(router, "dossiers/{code}/tracking", tracking, TrackingOut, "Hồ sơ: theo dõi")

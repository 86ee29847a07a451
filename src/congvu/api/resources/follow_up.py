"""Recommendations and remedies: what is asked of a unit, what it did, the verdict."""

from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs, guarded
from congvu.api.kinds import Body, Day, Days, Id, Moment, Needed, Ref, Shown, Text, Word, choice
from congvu.api.paging import Page
from congvu.api.repeats import once
from congvu.api.replies import many, matched, one
from congvu.api.resources.common import base, same
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup_all
from congvu.core import clock
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.models import Recommendation, Remedy
from congvu.inspections.models.follow_up import OPEN_STATES
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import RECOMMENDATION_TABLE, RecommendationState, RepeatState
from congvu.organizations.models import Unit

router = Router()


class RecommendationOut(Shown):
    """What is asked of a unit, by whom and until when."""

    inspection: int
    unit: int
    finding: int | None
    group: str
    area: str | None
    text: str
    responsible_head: str
    doer: str
    due_working_days: int
    due_on: Day | None
    original_due_on: Day | None
    state: str
    overdue: bool
    repeated: bool
    closed_on: Day | None


class RemedyOut(Shown):
    """One report that a recommendation was carried out; ``accepted`` is null until reviewed."""

    recommendation: int
    unit: int
    text: str
    done_on: Day
    submitted_at: Moment
    accepted: bool | None
    review_reason: str
    reviewed_at: Moment | None


class RecommendationEdit(Body):
    """What of a draft may change; what is left out stays."""

    text: Needed = ""
    responsible_head: Annotated[Word, Field(min_length=1)] = ""
    doer: Annotated[Word, Field(min_length=1)] = ""
    due_working_days: Days = 30


class AskedUnit(Body):
    """Who answers at one unit, and who does it."""

    unit: Ref
    responsible_head: Annotated[Word, Field(min_length=1)]
    doer: Annotated[Word, Field(min_length=1)]


class UnitsAsked(Body):
    """One request to several units: a draft for each, under one code."""

    text: Needed
    due_working_days: Days = 30
    units: Annotated[list[AskedUnit], Field(min_length=1, max_length=200)]


class RemedyIn(Body):
    """What the unit did."""

    text: Needed
    done_on: Day


class Extension(Body):
    """A new day, with the reason."""

    due_on: Day
    reason: Needed


class WhyReopened(Body):
    """Why."""

    reason: Needed


class Acceptance(Body):
    """A word on it, if any."""

    note: Text = ""


def rows(user: Any) -> QuerySet:
    """Recommendations this person may know of."""
    related = ("finding__area", "inspection")
    return Recommendation.objects.visible_to(user).select_related(*related)


def show(row: Recommendation) -> RecommendationOut:
    """A recommendation as the API says it; overdue is computed, never stored."""
    late = row.state in OPEN_STATES and row.due_on is not None and row.due_on < clock.today()
    names = ("text", "responsible_head", "doer", "due_working_days", "due_on", "original_due_on")
    again = row.finding is not None and row.finding.repeat_state == RepeatState.CONFIRMED
    return RecommendationOut(
        **base(row, "recommendations"),
        **same(row, *names, "group", "state", "closed_on"),
        inspection=row.inspection_id,
        unit=row.unit_id,
        finding=row.finding_id,
        area=row.finding.area.code if row.finding else None,
        overdue=late,
        repeated=again,
    )


def overdue(found: QuerySet, yes: bool) -> QuerySet:
    """Open past their day, or all others."""
    late = Q(state__in=OPEN_STATES, due_on__lt=clock.today())
    return found.filter(late) if yes else found.exclude(late)


def repeated(found: QuerySet, yes: bool) -> QuerySet:
    """Of limitations that repeat an earlier year's, or all others."""
    told = Q(finding__repeat_state=RepeatState.CONFIRMED, finding__isnull=False)
    return found.filter(told) if yes else found.exclude(told)


def remedies_seen(user: Any) -> QuerySet:
    """Remedies of the recommendations this person may know of."""
    held = Recommendation.objects.visible_to(user)
    return Remedy.objects.filter(recommendation__in=held).select_related("recommendation")


def show_remedy(row: Remedy) -> RemedyOut:
    """A remedy as the API says it."""
    return RemedyOut(
        **base(row, "remedies"),
        **same(row, "text", "done_on", "submitted_at", "accepted", "review_reason", "reviewed_at"),
        recommendation=row.recommendation_id,
        unit=row.recommendation.unit_id,
    )


def in_state(found: QuerySet, state: str) -> QuerySet:
    """By verdict."""
    verdict = {"submitted": None, "accepted": True, "returned": False}[state]
    return (
        found.filter(accepted__isnull=True) if verdict is None else found.filter(accepted=verdict)
    )


REMEDIES = Collection(
    "remedies",
    "Khắc phục",
    RemedyOut,
    remedies_seen,
    show_remedy,
    filters={
        "recommendation": (Id, "recommendation"),
        "unit": (Id, "recommendation__unit"),
        "area": (str, "recommendation__finding__area__code"),
        "state": (choice(("submitted", "accepted", "returned")), in_state),
    },
    verbs=[
        Verb("accept_remedy", actions.accept_remedy, Acceptance),
        Verb("return_remedy", actions.return_remedy, WhyReopened),
    ],
)
RECOMMENDATIONS = Collection(
    "recommendations",
    "Kiến nghị",
    RecommendationOut,
    rows,
    show,
    filters={
        "inspection": (Id, "inspection"),
        "unit": (Id, "unit"),
        "area": (str, "finding__area__code"),
        "state": (choice(RecommendationState), "state"),
        "overdue": (bool, overdue),
        "repeated": (bool, repeated),
    },
    table=RECOMMENDATION_TABLE,
    verbs=[
        Verb("submit_remedy", actions.submit_remedy, RemedyIn, makes=REMEDIES),
        Verb("extend_recommendation", actions.extend_recommendation, Extension),
        Verb("reopen_recommendation", actions.reopen_recommendation, WhyReopened),
        Verb("withdraw_recommendation", actions.withdraw_recommendation, WhyReopened),
    ],
)


def edit(request: HttpRequest, id: Id, body: RecommendationEdit):
    """Other words for a draft."""
    row = RECOMMENDATIONS.get(request.user, id)
    expected = matched(request, row, show)
    given = {name: getattr(body, name) for name in body.model_fields_set}
    guarded(
        request,
        RECOMMENDATIONS,
        row,
        lambda: actions.edit_recommendation(row, by=request.user, expected=expected, **given),
    )
    return one(show(RECOMMENDATIONS.get(request.user, id)))


def ask_units(request: HttpRequest, id: Id, body: UnitsAsked):
    """A recommendation for each unit named."""

    def make():
        user = request.user
        inspection = INSPECTIONS.get(user, id)
        require(may_prepare(user))
        visited = Unit.objects.filter(visits__in=inspection.visits.live())
        heads = {row.unit: (row.responsible_head, row.doer) for row in body.units}
        units = lookup_all(visited, heads, "units[{}].unit")
        told: dict[str, Any] = {**same(body, "text", "due_working_days"), "by": user}
        ask = lambda: actions.ask_units(inspection, units=units, heads=heads, **told)  # noqa: E731
        made = guarded(request, INSPECTIONS, inspection, ask)
        held = rows(user).filter(pk__in=[row.pk for row in made]).order_by("pk")
        return many([show(row) for row in held], status=201)

    return once(request, make)


def of_inspection(request: HttpRequest, id: Id, filters: Page = Query(...)):  # noqa: B008
    """Recommendations of one campaign."""
    inspection = INSPECTIONS.get(request.user, id)
    held = rows(request.user).filter(inspection=inspection)
    return RECOMMENDATIONS.page_from(held, request.user, filters)


add_reading(router, RECOMMENDATIONS)
marks.change(router, "recommendations/{id}", edit, RecommendationOut, "Kiến nghị: sửa dự thảo")
add_verbs(router, RECOMMENDATIONS)
add_reading(router, REMEDIES)
add_verbs(router, REMEDIES)
path = "inspections/{id}/recommendations"
words = "Đợt kiểm tra: các kiến nghị"
listed = marks.listed(RecommendationOut)
marks.get(router, path, of_inspection, listed, words)
marks.create(router, path, ask_units, listed, "Kiến nghị: yêu cầu nhiều đơn vị", one=False)

"""Yearly plans: made, edited, sent for signature, issued, opened as a campaign."""

from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import (
    Collection,
    Verb,
    add_reading,
    add_verb,
    add_verbs,
    guarded,
)
from congvu.api.kinds import (
    Body,
    Day,
    Flag,
    Id,
    Line,
    Needed,
    Out,
    Ref,
    Shown,
    Text,
    Word,
    Year,
    choice,
)
from congvu.api.repeats import once
from congvu.api.replies import ROOT, matched, one
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup, lookup_all, units_seen
from congvu.assessments.states import Scoring
from congvu.core.policies import require
from congvu.criteria.models import LibraryVersion
from congvu.inspections import actions
from congvu.inspections.models import Plan, PlanUnit
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import PLAN_TABLE, PlanState, VisitForm

router = Router()
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Month = Annotated[int, Field(strict=True, ge=1, le=12)]
Codes = Annotated[list[Word], Field(max_length=100)]
ScoringName = choice(Scoring)  # type: ignore[valid-type]


class PlanUnitOut(Out):
    """A unit of the plan with the reason it was chosen."""

    unit: int
    reason: str
    form: str
    month: int | None


class PlanOut(Shown):
    """A yearly plan."""

    year: int
    title: str
    state: str
    period_from: Day
    period_to: Day
    library: int
    areas: list[str]
    scoring: str
    requirements: str
    organisation: str
    funding: str
    coverage_target_percent: int
    parameters: dict[str, Any]
    units: list[PlanUnitOut]


class PlanNew(Body):
    """What a draft needs."""

    year: Year
    title: Annotated[Line, Field(min_length=1)]
    period_from: Day
    period_to: Day
    library: Ref
    areas: Codes
    scoring: ScoringName = Scoring.POINTS
    requirements: Text = ""
    organisation: Text = ""
    funding: Text = ""
    coverage_target_percent: Percent = 30


class PlanEdit(Body):
    """What of a draft may change; what is left out stays."""

    title: Annotated[Line, Field(min_length=1)] = ""
    period_from: Day = None  # type: ignore[assignment]
    period_to: Day = None  # type: ignore[assignment]
    areas: Codes = []
    requirements: Text = ""
    organisation: Text = ""
    funding: Text = ""
    coverage_target_percent: Percent = 0


class PlanUnitIn(Body):
    """One unit and why."""

    unit: Ref
    reason: Annotated[Line, Field(min_length=1)]
    form: choice(VisitForm) = VisitForm.ON_SITE  # type: ignore[valid-type]
    month: Month | None = None


class PlanUnits(Body):
    """All units of the plan, in order."""

    units: Annotated[list[PlanUnitIn], Field(max_length=1000)]


class PlanReason(Body):
    """Why."""

    reason: Needed


class PlanCopy(Body):
    """For which year."""

    year: Year


class PlanOpening(Body):
    """How the campaign is led."""

    led_by_decision_maker: Flag = False
    note: Text = ""


def rows(user: Any) -> QuerySet:
    """Plans with their units."""
    units = Prefetch("units", queryset=PlanUnit.objects.order_by("order", "pk"))
    return Plan.objects.visible_to(user).prefetch_related(units)


def show(plan: Plan) -> PlanOut:
    """A plan as the API says it."""
    same = ("year", "title", "state", "period_from", "period_to", "scoring", "requirements")
    more = ("organisation", "funding", "coverage_target_percent", "parameters")
    units = [
        PlanUnitOut(unit=row.unit_id, reason=row.reason, form=row.form, month=row.month)
        for row in plan.units.all()
    ]
    return PlanOut(
        id=plan.pk,
        version=plan.version,
        updated_at=plan.updated_at,
        url=f"{ROOT}/plans/{plan.pk}",
        library=plan.library_version_id,
        areas=plan.area_codes,
        units=units,
        **{name: getattr(plan, name) for name in (*same, *more)},
    )


def fields_of(body: Body) -> dict[str, Any]:
    """The fields given, under the names of the model."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    if "areas" in given:
        given["area_codes"] = given.pop("areas")
    return given


def set_units(plan: Plan, *, by: Any, expected: int, units: list[PlanUnitIn]) -> Any:
    """Replace the units of a draft."""
    found = lookup_all(units_seen(by), [row.unit for row in units], "units[{}].unit")
    named = [
        actions.PlanUnitRow(unit, row.reason, row.form, row.month)
        for unit, row in zip(found, units, strict=True)
    ]
    return actions.set_plan_units(plan, named, by=by, expected=expected)


def copy(plan: Plan, *, by: Any, expected: int, year: int) -> Plan:
    """A draft for another year."""
    return actions.copy_plan(plan, year=year, by=by)


def open_campaign(plan: Plan, *, by: Any, expected: int, **given: Any) -> Any:
    """The campaign of an issued plan."""
    return actions.open_from_plan(plan, by=by, **given)


def propose(inspection: Any, *, by: Any, expected: int) -> Plan:
    """Next year's draft, from what is open."""
    return actions.propose_plan(inspection, by=by)


def with_unit(found: QuerySet, pk: int) -> QuerySet:
    """Plans that name a unit."""
    return found.filter(pk__in=PlanUnit.objects.filter(unit=pk).values("plan"))


PLANS = Collection(
    "plans",
    "Kế hoạch kiểm tra",
    PlanOut,
    rows,
    show,
    filters={
        "year": (Annotated[int, Field(ge=1945, le=2200)], "year"),
        "state": (choice(PlanState), "state"),
        "unit": (
            Id,
            lambda found, pk: found.filter(pk__in=PlanUnit.objects.filter(unit=pk).values("plan")),
        ),
    },
    table=PLAN_TABLE,
)
PLANS.verbs = [
    Verb("submit_plan", actions.submit_plan),
    Verb("return_plan", actions.return_plan, PlanReason),
    Verb("approve_plan", actions.approve_plan),
    Verb("cancel_plan", actions.cancel_plan, PlanReason),
    Verb("set_plan_units", set_units, PlanUnits),
    Verb("copy_plan", copy, PlanCopy, makes=PLANS),
    Verb("open_from_plan", open_campaign, PlanOpening, makes=INSPECTIONS),
]


def create(request: HttpRequest, body: PlanNew):
    """A draft plan."""

    def make():
        require(may_prepare(request.user))
        given = fields_of(body)
        versions = LibraryVersion.objects.visible_to(request.user)
        given["library_version"] = lookup(versions, given.pop("library"), "library")
        made = actions.create_plan(by=request.user, **given)
        return one(show(PLANS.get(request.user, made.pk)), 201)

    return once(request, make)


def edit(request: HttpRequest, id: Id, body: PlanEdit):
    """Other values for a draft."""
    plan = PLANS.get(request.user, id)
    expected = matched(request, plan, show)
    given = fields_of(body)
    act = lambda: actions.edit_plan(plan, by=request.user, expected=expected, **given)  # noqa: E731
    guarded(request, PLANS, plan, act)
    return one(show(PLANS.get(request.user, id)))


add_reading(router, PLANS)
marks.create(router, "plans", create, PlanOut, "Kế hoạch kiểm tra: lập dự thảo")
marks.change(router, "plans/{id}", edit, PlanOut, "Kế hoạch kiểm tra: sửa dự thảo")
add_verbs(router, PLANS)
add_verb(router, INSPECTIONS, Verb("propose_plan", propose, makes=PLANS))

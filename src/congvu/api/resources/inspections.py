"""Campaigns: opened, teamed, scheduled, decided, notified; their matrix."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import Day as DayOut
from congvu.api.kinds import Id, Number, Out, Shown, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources import campaign_bodies as bodies
from congvu.api.resources.common import base, same
from congvu.api.resources.lookups import lookup, lookup_all, units_seen
from congvu.core.policies import require
from congvu.criteria.models import LibraryVersion
from congvu.inspections import actions
from congvu.inspections.models import Inspection, Plan, board_of
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import INSPECTION_TABLE, InspectionKind, InspectionState

router = Router()


class InspectionOut(Shown):
    """A campaign. ``number`` is that of its decision."""

    plan: int | None
    year: int
    title: str
    kind: str
    state: str
    library: int
    areas: list[str]
    scoring: str
    period_from: DayOut
    period_to: DayOut
    number: str
    decided_on: DayOut | None
    conclusion_number: str
    concluded_on: DayOut | None
    previous: int | None
    led_by_decision_maker: bool
    parameters: dict[str, Any]


class CellOut(Out):
    """One unit × one area; ``change`` is 1 better, -1 worse than last year, 0 equal or unknown."""

    area: str
    points: Number
    max: Number
    level: str | None
    state: Literal["judged", "partly", "out_of_scope"]
    change: Literal[-1, 0, 1]
    repeated: bool
    strengths: int
    limitations: int


class MatrixRow(Out):
    """One unit; no cells while its results are not to be seen."""

    unit: int
    name: str
    visit: int
    cells: list[CellOut]


class MatrixOut(Out):
    """Units down, areas across."""

    units: list[MatrixRow]


def rows(user: Any) -> QuerySet:
    """Campaigns this person may know of."""
    return Inspection.objects.visible_to(user)


def show(row: Inspection) -> InspectionOut:
    """A campaign as the API says it."""
    return InspectionOut(
        **base(row, "inspections"),
        **same(row, "year", "title", "kind", "state", "scoring", "period_from", "period_to"),
        **same(row, "conclusion_number", "concluded_on", "led_by_decision_maker", "parameters"),
        plan=row.plan_id,
        library=row.library_version_id,
        areas=row.area_codes,
        number=row.decision_number,
        decided_on=row.decision_on,
        previous=row.previous_id,
    )


INSPECTIONS = Collection(
    "inspections",
    "Đợt kiểm tra",
    InspectionOut,
    rows,
    show,
    filters={
        "number": (str, "decision_number"),
        "year": (Annotated[int, Field(ge=1945, le=2200)], "year"),
        "state": (choice(InspectionState), "state"),
        "kind": (choice(InspectionKind), "kind"),
        "plan": (Id, "plan"),
        "unit": (Id, "visits__unit"),
    },
    table=INSPECTION_TABLE,
)
INSPECTIONS.verbs = [
    Verb("set_team", bodies.set_team, bodies.Team),
    Verb("decide", actions.decide),
    Verb("set_schedule", bodies.set_schedule, bodies.Schedule),
    Verb("notify_units", actions.notify_units),
    Verb("postpone", bodies.postpone, bodies.Postponing),
    Verb("report", actions.report),
    Verb("change_team", bodies.change_team, bodies.TeamChanging),
    Verb("cancel", actions.cancel, bodies.GivingUp),
]


def create(request: HttpRequest, body: bodies.InspectionNew):
    """A campaign with one visit and one sheet per unit."""

    def make():
        user = request.user
        require(may_prepare(user))
        versions = LibraryVersion.objects.visible_to(user).usable()
        units = lookup_all(units_seen(user), body.units, "units[{}]")
        spec = actions.OpeningSpec(
            library_version=lookup(versions, body.library, "library"),
            area_codes=tuple(body.areas),
            units=tuple(units),
            plan=lookup(Plan.objects.visible_to(user), body.plan, "plan"),
            previous=lookup(rows(user), body.previous, "previous"),
            **{name: getattr(body, name) for name in bodies.SAME},
        )
        made = actions.open_inspection(spec, by=user)
        return one(show(INSPECTIONS.get(user, made.pk)), 201)

    return once(request, make)


def matrix(request: HttpRequest, id: Id):
    """What the page of the campaign shows, cell by cell."""
    inspection = INSPECTIONS.get(request.user, id)
    board = board_of(inspection, request.user)
    units = [
        MatrixRow(
            unit=row.visit.unit_id,
            name=row.visit.unit.name,
            visit=row.visit.pk,
            cells=[
                cell_out(area.code, cell)
                for area, cell in zip(board.areas, row.cells or (), strict=False)
            ],
        )
        for row in board.rows
    ]
    return one(MatrixOut(units=units))


def cell_out(area: str, cell: Any) -> CellOut:
    """One cell."""
    return CellOut(
        area=area,
        points=cell.points,
        max=cell.max_points,
        level=cell.level.code if cell.level else None,
        state=cell.state.value,
        change=cell.change,
        repeated=bool(cell.repeated),
        strengths=cell.strengths,
        limitations=cell.limitations,
    )


add_reading(router, INSPECTIONS)
marks.create(router, "inspections", create, InspectionOut, "Đợt kiểm tra: mở")
marks.get(router, "inspections/{id}/matrix", matrix, MatrixOut, "Đợt kiểm tra: bảng tổng hợp")
add_verbs(router, INSPECTIONS)

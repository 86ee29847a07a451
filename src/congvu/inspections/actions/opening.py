"""Opening a campaign: the inspection, one visit and one sheet per unit, in constant queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import SheetSpec, open_sheets
from congvu.assessments.models import Sheet
from congvu.assessments.states import Scoring
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.criteria.actions import freeze_version
from congvu.criteria.models import LibraryVersion
from congvu.inspections.errors import NoAreas, NoUnits
from congvu.inspections.models import Inspection, Plan, Visit
from congvu.inspections.models.plan import DEFAULT_PARAMETERS
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import InspectionKind, InspectionState, PlanState, VisitForm
from congvu.organizations.models import Unit


@dataclass(frozen=True)
class OpeningSpec:
    """What a campaign starts from. ``forms`` maps a unit's id to how it is visited."""

    title: str
    year: int
    library_version: LibraryVersion
    area_codes: tuple[str, ...]
    units: tuple[Unit, ...]
    period_from: dt.date
    period_to: dt.date
    kind: str = InspectionKind.PERIODIC
    scoring: str = Scoring.POINTS
    plan: Plan | None = None
    previous: Inspection | None = None
    led_by_decision_maker: bool = False
    parameters: dict = field(default_factory=dict)
    forms: dict[int, str] = field(default_factory=dict)
    note: str = ""


def open_from_plan(
    plan: Plan, *, by: User, led_by_decision_maker: bool = False, note: str = ""
) -> Inspection:
    """Open the campaign of an issued plan: one, until it is given up."""
    require(may_prepare(by))
    with transaction.atomic():
        plan = audit.lock(Plan.objects.select_related("library_version"), plan.pk)
        refuse_to_open(plan)
        return open_inspection(planned(plan, led_by_decision_maker, note), by=by)


def refuse_to_open(plan: Plan) -> None:
    """Two presses of one button are no two campaigns."""
    if plan.state != PlanState.APPROVED:
        raise WrongState("Kế hoạch chưa ban hành nên chưa mở được đợt kiểm tra.")
    if plan.inspections.exclude(state=InspectionState.CANCELLED).exists():
        raise WrongState("Kế hoạch này đã mở đợt kiểm tra.")


def planned(plan: Plan, led_by_decision_maker: bool, note: str) -> OpeningSpec:
    """What the plan says of its campaign."""
    rows = list(plan.units.select_related("unit"))
    previous = Inspection.objects.before(plan.year).filter(kind__in=COMPARABLE).first()
    return OpeningSpec(
        title=f"Kiểm tra công tác cải cách hành chính năm {plan.year}",
        year=plan.year,
        library_version=plan.library_version,
        area_codes=tuple(plan.area_codes),
        units=tuple(row.unit for row in rows),
        period_from=plan.period_from,
        period_to=plan.period_to,
        scoring=plan.scoring,
        plan=plan,
        previous=previous,
        led_by_decision_maker=led_by_decision_maker,
        parameters=plan.parameters,
        forms={row.unit_id: row.form for row in rows},
        note=note,
    )


COMPARABLE = (InspectionKind.PERIODIC, InspectionKind.IMPORTED)


def open_inspection(spec: OpeningSpec, *, by: User) -> Inspection:
    """The campaign with one visit and one sheet per unit; the library version freezes."""
    require(may_prepare(by))
    if not spec.units:
        raise NoUnits
    if not spec.area_codes:
        raise NoAreas
    if spec.previous is not None and spec.previous.state == InspectionState.CANCELLED:
        raise BadInput(fields={"previous": "Đợt trước đã hủy, không lấy để so sánh được."})
    with transaction.atomic():
        freeze_version(spec.library_version, by=by)
        inspection = audit.create(new_inspection(spec), by=by, action="inspections.open_inspection")
        sheets = open_sheets(sheet_specs(spec), by=by)
        visits = [
            Visit(
                inspection=inspection,
                unit=unit,
                sheet=sheet,
                form=spec.forms.get(unit.pk, VisitForm.ON_SITE),
                place=unit.address,
                order=order,
            )
            for order, (unit, sheet) in enumerate(zip(spec.units, sheets, strict=True), start=1)
        ]
        audit.create_many(visits, by=by, action="inspections.open_visit")
    return inspection


def new_inspection(spec: OpeningSpec) -> Inspection:
    """An unsaved campaign made of ``spec``."""
    return Inspection(
        plan=spec.plan,
        year=spec.year,
        title=spec.title,
        kind=spec.kind,
        library_version=spec.library_version,
        area_codes=list(spec.area_codes),
        scoring=spec.scoring,
        period_from=spec.period_from,
        period_to=spec.period_to,
        parameters={**DEFAULT_PARAMETERS, **spec.parameters},
        led_by_decision_maker=spec.led_by_decision_maker,
        previous=spec.previous,
        note=spec.note,
        search_text=fold(spec.title),
    )


def sheet_specs(spec: OpeningSpec) -> Sequence[SheetSpec]:
    """One sheet per unit, each tied to the unit's sheet of the campaign before."""
    earlier: dict[int, Sheet] = {}
    if spec.previous is not None:
        past = Visit.objects.filter(inspection=spec.previous, sheet__isnull=False)
        earlier = {visit.unit_id: visit.sheet for visit in past.select_related("sheet")}
    return [
        SheetSpec(
            unit=unit,
            library_version=spec.library_version,
            period_from=spec.period_from,
            period_to=spec.period_to,
            scoring=spec.scoring,
            previous=earlier.get(unit.pk),
            area_codes=spec.area_codes,
        )
        for unit in spec.units
    ]

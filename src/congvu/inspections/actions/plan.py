"""The year's plan, from draft to approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.core.search import fold
from congvu.criteria.models import Area
from congvu.inspections.actions.by_paper import numbered_paper
from congvu.inspections.errors import NoAreas, NoUnits
from congvu.inspections.models import Plan, PlanUnit
from congvu.inspections.models.plan import DEFAULT_PARAMETERS
from congvu.inspections.policies import may_carry_out, may_decide, may_prepare
from congvu.inspections.states import DRAFTS, PLAN_TABLE, DocumentKind, PlanState, VisitForm
from congvu.organizations.models import Unit

EDITABLE = (
    "year",
    "title",
    "basis",
    "grounds",
    "period_from",
    "period_to",
    "library_version",
    "area_codes",
    "scoring",
    "purpose",
    "requirements",
    "organisation",
    "funding",
    "coverage_target_percent",
    "parameters",
)


@dataclass(frozen=True)
class PlanUnitRow:
    """A unit of the plan as typed or pasted; the reason is obligatory."""

    unit: Unit
    reason: str
    form: str = VisitForm.ON_SITE
    month: int | None = None


def create_plan(*, by: User, **fields: Any) -> Plan:
    """A draft plan. Parameters not given take the defaults; all of them stay data of the plan."""
    require(may_prepare(by))
    fields["parameters"] = {**DEFAULT_PARAMETERS, **fields.get("parameters", {})}
    plan = Plan(**fields)
    check_areas(plan)
    plan.search_text = fold(plan.title)
    return audit.create(plan, by=by, action="inspections.create_plan")


def check_areas(plan: Plan) -> None:
    """Every area named must exist in the library version."""
    known = set(
        Area.objects.filter(library_version=plan.library_version_id).values_list("code", flat=True)
    )
    unknown = [code for code in plan.area_codes if code not in known]
    if unknown:
        text = f"Bộ tiêu chí không có nội dung: {', '.join(unknown)}."
        raise BadInput(fields={"area_codes": text})


def edit_plan(plan: Plan, *, by: User, expected: int | None = None, **fields: Any) -> Plan:
    """Change a draft plan."""
    require(may_prepare(by))
    with transaction.atomic():
        plan = locked_draft(plan, expected)
        merged = {k: v for k, v in fields.items() if k in EDITABLE}
        if "parameters" in merged:
            merged["parameters"] = {**plan.parameters, **merged["parameters"]}
        if "title" in merged:
            merged["search_text"] = fold(merged["title"])
        plan = audit.change(plan, by=by, action="inspections.edit_plan", **merged)
        check_areas(plan)
        return plan


def locked_draft(plan: Plan, expected: int | None = None) -> Plan:
    """The plan, locked, if it is still a draft."""
    plan = audit.lock(Plan.objects.all(), plan.pk, expected)
    if plan.state != PlanState.DRAFT:
        raise WrongState("Kế hoạch đã trình ký hoặc đã ban hành, không sửa được nữa.")
    return plan


def set_plan_units(
    plan: Plan, rows: Sequence[PlanUnitRow], *, by: User, expected: int | None = None
) -> list[PlanUnit]:
    """Replace the units of a draft plan by ``rows``, in their order."""
    require(may_prepare(by))
    check_rows(rows)
    with transaction.atomic():
        plan = locked_draft(plan, expected)
        present = {pu.unit_id: pu for pu in plan.units.all()}
        wanted = {row.unit.pk for row in rows}
        for unit_id, row in present.items():
            if unit_id not in wanted:
                audit.remove(row, by=by, action="inspections.remove_plan_unit")
        fresh, changed = [], []
        for order, row in enumerate(rows, start=1):
            fields = {"reason": row.reason, "form": row.form, "month": row.month, "order": order}
            if row.unit.pk in present:
                changed.append((present[row.unit.pk], fields))
            else:
                fresh.append(PlanUnit(plan=plan, unit=row.unit, **fields))
        audit.create_many(fresh, by=by, action="inspections.add_plan_unit")
        audit.change_many(changed, by=by, action="inspections.change_plan_unit")
    return list(plan.units.all())


def check_rows(rows: Sequence[PlanUnitRow]) -> None:
    """Each unit once, each with its reason."""
    problems, seen = {}, set()
    for i, row in enumerate(rows):
        if row.unit.pk in seen:
            problems[f"units[{i}].unit"] = f"{row.unit} đã có trong kế hoạch."
        if not row.reason.strip():
            problems[f"units[{i}].reason"] = f"Phải ghi lý do chọn {row.unit}."
        seen.add(row.unit.pk)
    if problems:
        raise BadInput(fields=problems)


def copy_plan(source: Plan, *, year: int, by: User) -> Plan:
    """Nhân bản từ năm trước: a draft for ``year`` with the same areas, parameters and units."""
    require(may_prepare(by))
    shift = year - source.year
    with transaction.atomic():
        plan = create_plan(
            by=by,
            **{name: of_year(source, name, year) for name in EDITABLE if name not in COPIED_ANEW},
            year=year,
            title=source.title.replace(str(source.year), str(year)),
            period_from=moved(source.period_from, shift),
            period_to=moved(source.period_to, shift),
            copied_from=source,
        )
        rows = [
            PlanUnitRow(pu.unit, pu.reason, pu.form, pu.month)
            for pu in source.units.select_related("unit")
            if pu.unit.valid_to is None or pu.unit.valid_to.year >= year
        ]
        set_plan_units(plan, rows, by=by)
    return plan


def of_year(source: Plan, name: str, year: int) -> Any:
    """A field for the new year: "năm 2020" in its words becomes "năm 2021"."""
    value, old, new = getattr(source, name), f"năm {source.year}", f"năm {year}"
    if isinstance(value, str):
        return value.replace(old, new)
    if name == "grounds":
        return [line.replace(old, new) for line in value]
    return value


COPIED_ANEW = ("year", "title", "period_from", "period_to")


def moved(day: Any, years: int) -> Any:
    """The same day ``years`` later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def submit_plan(plan: Plan, *, by: User, expected: int | None = None) -> Plan:
    """Send the plan for signature; it needs units and areas."""
    require(may_prepare(by))
    with transaction.atomic():
        plan = audit.lock(Plan.objects.all(), plan.pk, expected)
        state = next_state(PLAN_TABLE, plan.state, "submit_plan")
        if not plan.area_codes:
            raise NoAreas
        if not plan.units.exists():
            raise NoUnits
        return audit.change(plan, by=by, action="inspections.submit_plan", state=state)


def return_plan(plan: Plan, *, reason: str, by: User, expected: int | None = None) -> Plan:
    """The head gives the draft back, with the reason; once its paper is on the way, there."""
    require(may_decide(by) or may_prepare(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Phải ghi lý do trả lại."})
    if plan.documents.filter(kind=DocumentKind.PLAN).exclude(state__in=DRAFTS).exists():
        raise WrongState("Văn bản kế hoạch đang trình ký hoặc đã ký: trả lại tại văn bản đó.")
    return moved_plan(plan, "return_plan", by, expected, reason)


def approve_plan(plan: Plan, *, by: User, expected: int | None = None) -> Plan:
    """The plan is issued: its paper is signed by the head and numbered by the văn thư."""
    require(may_carry_out(by))
    next_state(PLAN_TABLE, plan.state, "approve_plan")
    numbered_paper(DocumentKind.PLAN, plan=plan)
    return moved_plan(plan, "approve_plan", by, expected)


def cancel_plan(plan: Plan, *, reason: str, by: User, expected: int | None = None) -> Plan:
    """Give a plan up before it is issued."""
    require(may_prepare(by))
    return moved_plan(plan, "cancel_plan", by, expected, reason)


def moved_plan(plan: Plan, verb: str, by: User, expected: int | None, reason: str = "") -> Plan:
    """The plan after ``verb``, locked, changed and logged."""
    with transaction.atomic():
        plan = audit.lock(Plan.objects.all(), plan.pk, expected)
        state = next_state(PLAN_TABLE, plan.state, verb)
        return audit.change(plan, by=by, action=f"inspections.{verb}", reason=reason, state=state)

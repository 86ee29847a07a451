"""Next year's plan, proposed from what is open: each unit with the reason the data give."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import WrongState
from congvu.core.policies import require
from congvu.inspections.actions.plan import PlanUnitRow, copy_plan, set_plan_units
from congvu.inspections.errors import NoUnits
from congvu.inspections.models import Finding, Inspection, Plan, Recommendation, Visit
from congvu.inspections.policies import may_prepare
from congvu.inspections.rules import pad2
from congvu.inspections.states import PlanState, VisitState
from congvu.organizations.models import Unit


def propose_plan(inspection: Inspection, *, by: User) -> Plan:
    """A draft for the year after ``inspection``: units that need it most come first."""
    require(may_prepare(by))
    if inspection.plan is None:
        raise NoUnits("Đợt kiểm tra này không có kế hoạch để lấy làm mẫu.")
    with transaction.atomic():
        refuse_twice(inspection)
        plan = copy_plan(inspection.plan, year=inspection.year + 1, by=by)
        rows = [PlanUnitRow(unit, reason) for unit, reason in reasons(inspection)]
        if not rows:
            raise NoUnits("Chưa có đơn vị nào cần kiểm tra theo số liệu; chọn đơn vị bằng tay.")
        set_plan_units(plan, rows, by=by)
    return plan


def refuse_twice(inspection: Inspection) -> None:
    """Two presses of one button are no two drafts; the second waits here for the first."""
    audit.lock(Plan.objects.all(), inspection.plan_id)
    if proposed(inspection).exists():
        raise WrongState(
            f"Đã có kế hoạch năm {inspection.year + 1} lập từ kế hoạch của đợt này. "
            "Muốn đề xuất lại thì hủy kế hoạch đó trước."
        )


def proposed(inspection: Inspection) -> QuerySet[Plan]:
    """Plans for the year after made of this campaign's plan and not given up."""
    made = Plan.objects.filter(copied_from=inspection.plan_id, year=inspection.year + 1)
    return made.exclude(state=PlanState.CANCELLED)


def reasons(inspection: Inspection) -> list[tuple[Unit, str]]:
    """Units in force with why each should be inspected; those without a reason are left out."""
    units = Unit.objects.inspectable().in_force(clock.today())
    opened, overdue = open_counts(inspection)
    repeated = repeated_counts(inspection)
    last = last_years()
    found = []
    for unit in units:
        why = list(said(opened.get(unit.pk, 0), overdue.get(unit.pk, 0), repeated.get(unit.pk, 0)))
        year = last.get(unit.pk)
        if year is None:
            why.append("chưa được kiểm tra lần nào")
        if why:
            weight = (overdue.get(unit.pk, 0), repeated.get(unit.pk, 0), opened.get(unit.pk, 0))
            found.append((weight, unit, "; ".join(why)))
    found.sort(key=lambda row: (row[0], -row[1].order), reverse=True)
    return [(unit, text[:1].upper() + text[1:]) for _, unit, text in found]


def said(opened: int, overdue: int, repeated: int) -> Iterable[str]:
    """The reasons in words."""
    if overdue:
        yield f"còn {pad2(overdue)} kiến nghị quá hạn"
    elif opened:
        yield f"còn {pad2(opened)} kiến nghị chưa khắc phục"
    if repeated:
        yield f"{pad2(repeated)} hạn chế lặp lại"


def open_counts(inspection: Inspection) -> tuple[dict[int, int], dict[int, int]]:
    """Open and overdue recommendations per unit, of this campaign and those before it."""
    rows = (
        Recommendation.objects.open()
        .filter(inspection__year__lte=inspection.year)
        .order_by()
        .values("unit_id")
        .annotate(total=Count("pk"), late=Count("pk", filter=Q(due_on__lt=clock.today())))
    )
    counted = list(rows)
    return (
        {row["unit_id"]: row["total"] for row in counted},
        {row["unit_id"]: row["late"] for row in counted},
    )


def repeated_counts(inspection: Inspection) -> dict[int, int]:
    """Confirmed repeats per unit in this campaign."""
    rows = Finding.objects.repeated().filter(inspection=inspection).order_by()
    counted = rows.values("unit_id").annotate(total=Count("pk"))
    return {row["unit_id"]: row["total"] for row in counted}


def last_years() -> dict[int, int]:
    """The last year each unit was visited."""
    rows = Visit.objects.filter(state=VisitState.MINUTES_SIGNED).order_by()
    counted = rows.values("unit_id").annotate(year=Max("inspection__year"))
    return {row["unit_id"]: row["year"] for row in counted}

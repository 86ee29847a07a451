"""Choosing units for a plan: reasons the data give, coverage so far, pasted tables."""

from collections.abc import Collection, Sequence
from typing import Any

from congvu.core import clock
from congvu.core.imports import Column, Preview, check, parsing, read
from congvu.core.search import fold
from congvu.inspections.actions.propose import reasons
from congvu.inspections.models import Inspection, Plan
from congvu.inspections.rules import coverage_percent
from congvu.organizations.models import Unit


def units_to_choose(plan: Plan) -> list[Unit]:
    """Units in force today, and those the plan already has."""
    now = list(Unit.objects.inspectable().in_force(clock.today()))
    known = {unit.pk for unit in now}
    return now + [row.unit for row in plan.units.select_related("unit") if row.unit_id not in known]


def suggested_reasons(plan: Plan) -> dict[int, str]:
    """Unit -> why it should be inspected, from the campaigns before the plan's year."""
    last = Inspection.objects.before(plan.year).first()
    return {unit.pk: why for unit, why in reasons(last)} if last else {}


def coverage(plan: Plan, chosen: Collection[int]) -> dict[str, Any]:
    """Distinct units chosen out of those in force, against the plan's target."""
    in_force = set(Unit.objects.inspectable().in_force(clock.today()).values_list("pk", flat=True))
    count = len(in_force & set(chosen))
    percent = coverage_percent(count, len(in_force))
    return {
        "chosen": count,
        "in_force": len(in_force),
        "percent": percent,
        "target": plan.coverage_target_percent,
        "short": percent < plan.coverage_target_percent,
    }


def columns(units: Sequence[Unit]) -> list[Column]:
    """What a pasted list of units holds; units are known by any of their names."""
    names = {name: u for u in reversed(units) for name in (u.symbol, u.name, u.short_name) if name}
    month = parsing.choice({str(n): n for n in range(1, 13)}, what="tháng")

    def month_of(cell: Any) -> int | None:
        words = fold(parsing.raw(cell)).removeprefix("thang").strip()
        return month(words.split("/")[0].lstrip("0"))

    return [
        Column("unit", "Đơn vị", parsing.choice(names, what="đơn vị"), required=True,
               aliases=("Tên đơn vị", "Đơn vị được kiểm tra"), unique=True),
        Column("reason", "Lý do chọn", parsing.short_text(300), aliases=("Lý do", "Ghi chú")),
        Column("month", "Tháng", month_of, aliases=("Thời gian", "Tháng dự kiến")),
    ]  # fmt: skip


def pasted(text: str, units: Sequence[Unit]) -> Preview:
    """A pasted list, every cell tried."""
    return check(read(text), columns(units))

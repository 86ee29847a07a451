"""Steps of a process: where they lead, their longest way, and whether it fits the limit."""

from collections.abc import Sequence
from decimal import Decimal

from congvu.procedures.rules.facts import LimitFacts, StepFacts
from congvu.procedures.states import LimitUnit

END, LONGEST_MONTH = 0, 31


def next_of(steps: Sequence[StepFacts], step: StepFacts) -> list[int]:
    """Orders of the steps that may follow; none at the end."""
    if step.next_orders:
        return [order for order in step.next_orders if order != END]
    later = sorted(one.order for one in steps if one.order > step.order)
    return later[:1]


def longest_path(steps: Sequence[StepFacts]) -> Decimal | None:
    """Hours of the longest way from the first step to an end; steps gone back to count once.

    None while some step has no hours: a sum of part of them would say too little.
    """
    if not steps or any(step.hours is None for step in steps):
        return None
    by_order = {step.order: step for step in steps}
    best: dict[int, Decimal] = {}
    for order in sorted(by_order, reverse=True):
        step = by_order[order]
        ahead = [best[n] for n in next_of(steps, step) if n > order and n in best]
        best[order] = (step.hours or Decimal(0)) + max(ahead, default=Decimal(0))
    return best[min(best)]


def hours_of_limit(limit: LimitFacts, hours_per_day: Decimal) -> Decimal | None:
    """A limit as working hours; None where days off stand in between or there is no number."""
    if limit.unit == LimitUnit.SAME_DAY:
        return hours_per_day
    if limit.amount is None:
        return None
    if limit.unit == LimitUnit.WORKING_DAYS:
        return limit.amount * hours_per_day
    if limit.unit in (LimitUnit.WORKING_HOURS, LimitUnit.HOURS):
        return limit.amount
    return None


def most_hours(limit: LimitFacts, hours_per_day: Decimal) -> Decimal | None:
    """Working hours a limit has room for at most; with days off in between not one day is off."""
    days = {LimitUnit.CALENDAR_DAYS: 1, LimitUnit.MONTHS: LONGEST_MONTH}.get(LimitUnit(limit.unit))
    if days and limit.amount is not None:
        return limit.amount * days * hours_per_day
    return hours_of_limit(limit, hours_per_day)


def sum_unknown(
    steps: Sequence[StepFacts], limit: LimitFacts | None, hours_per_day: Decimal
) -> str:
    """Why it can't be told that the steps fit a limit; empty when it can, or there is nothing."""
    if not steps or limit is None or sum_problem(steps, limit, hours_per_day):
        return ""
    if longest_path(steps) is None:
        return "có bước chưa ghi giờ"
    if hours_of_limit(limit, hours_per_day) is None:
        return "thời hạn tính cả ngày nghỉ, số giờ làm việc trong đó tùy ngày nhận hồ sơ"
    return ""


def sum_problem(
    steps: Sequence[StepFacts], limit: LimitFacts | None, hours_per_day: Decimal
) -> tuple[Decimal, Decimal] | None:
    """(hours of the steps, hours of the limit) when the steps surely take longer than the limit."""
    total = longest_path(steps)
    allowed = most_hours(limit, hours_per_day) if limit else None
    if total is None or allowed is None or total <= allowed:
        return None
    return total, allowed


def step_problems(steps: Sequence[StepFacts]) -> list[tuple[int, str]]:
    """(order, sentence): repeated orders, unknown next steps, steps nobody reaches."""
    found: list[tuple[int, str]] = []
    seen: set[int] = set()
    for step in steps:
        if step.order in seen:
            found.append((step.order, f"Có hai bước cùng mang số {step.order}."))
        seen.add(step.order)
    for step in steps:
        unknown = [n for n in step.next_orders if n != END and n not in seen]
        if unknown:
            told = ", ".join(str(n) for n in unknown)
            found.append((step.order, f"Bước tiếp theo {told} không có trong quy trình."))
        if step.order in step.next_orders:
            found.append((step.order, "Bước tiếp theo không thể là chính bước này."))
    reached = reachable(steps)
    lost = [order for order in sorted(seen) if order not in reached]
    return found + [(order, "Không có bước nào dẫn đến bước này.") for order in lost]


def reachable(steps: Sequence[StepFacts]) -> set[int]:
    """Orders one comes to from the first step."""
    by_order = {step.order: step for step in steps}
    waiting, seen = [min(by_order)] if by_order else [], set()
    while waiting:
        order = waiting.pop()
        if order in seen or order not in by_order:
            continue
        seen.add(order)
        waiting += next_of(steps, by_order[order])
    return seen

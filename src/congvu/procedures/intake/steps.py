"""Steps of processes: repeated numbers and unknown next steps are marked at their cells."""

from decimal import Decimal

from congvu.core.formed import number_of
from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.actions.process import StepRow
from congvu.procedures.intake.columns import STEPS
from congvu.procedures.intake.looker import UNSURE, Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice
from congvu.procedures.rules import StepFacts


def read_steps(looker: Looker) -> None:
    """Steps by process; repeated numbers and unknown next steps are marked at their cells."""
    lines: dict[str, list[tuple[int, Line]]] = {}
    for line in looker.each(STEPS):
        if not line["process"]:
            looker.trouble("process", "Thiếu mã quy trình.", LEAVE_OUT)
            continue
        lines.setdefault(fold(line["process"]), []).append((looker.at, line))
    for code, rows in lines.items():
        looker.steps[code] = steps_of(looker, rows)


def steps_of(looker: Looker, rows: list[tuple[int, Line]]) -> list[StepRow]:
    """The steps of one process."""
    taken: set[int] = set()
    numbers = {n for _, line in rows if (n := number_of(line["order"])) is not None}
    made = []
    for place, (at, line) in enumerate(rows, 1):
        looker.sheet, looker.at = STEPS, at
        order = order_of(looker, line, place, taken, numbers)
        taken.add(order)
        made.append(StepRow(step_of(looker, line, order, numbers)))
    return made


def order_of(looker: Looker, line: Line, place: int, taken: set[int], numbers: set[int]) -> int:
    """Its number; none: its place. A repeated one is marked, the next free one proposed."""
    if not line["order"].strip():
        return place if place not in taken else max(taken) + 1
    order = looker.tried("order", parsing.whole)
    if not isinstance(order, int) or order < 1:
        if order is not UNSURE:
            looker.trouble("order", "Số bước phải từ 1.", Choice(str(place), {"order": str(place)}))
        return max(taken | numbers | {0}) + 1
    if order in taken:
        free = place if place not in numbers else max(numbers | taken) + 1
        repair = Choice(f"Đánh số {free}", {"order": str(free)})
        looker.trouble("order", f"Số bước {order} bị trùng trong quy trình.", repair)
        return max(taken | numbers) + 1
    return order


def step_of(looker: Looker, line: Line, order: int, numbers: set[int]) -> StepFacts:
    """One step."""
    name, role = looker.short("name", 300), looker.short("role", 150)
    if not name:
        looker.trouble("name", "Thiếu việc làm của bước.", LEAVE_OUT)
    if not role:
        looker.trouble("role", "Thiếu người, bộ phận thực hiện.",
                       Choice("Chưa ghi", {"role": "Chưa ghi"}))  # fmt: skip
    hours = looker.tried("hours", hours_of)
    words = line["onward"].replace(".", ",").replace(";", ",").split(",")
    told = [(word, number_of(word)) for word in map(str.strip, words) if word]
    onward = [number for _, number in told if number is not None]
    unknown = [n for n in onward if n and n not in numbers]
    odd = [word for word, number in told if number is None]
    if unknown or odd or order in onward:
        told = ", ".join([*map(str, unknown), *odd]) or str(order)
        looker.trouble("onward", f"Không có bước tiếp theo {told}.",
                       Choice("Bước liền sau", {"onward": ""}),
                       Choice("Kết thúc", {"onward": "0"}))  # fmt: skip
        onward = []
    return StepFacts(
        order,
        name,
        role,
        hours if isinstance(hours, Decimal) else None,
        inputs=looker.short("inputs", 500),
        records=looker.short("records", 500),
        forms=looker.short("forms", 300),
        next_orders=tuple(onward),
    )


def hours_of(text: str) -> Decimal | None:
    """Hours of a step: 4; 0,5 ngày; 2 giờ."""
    flat = fold(text)
    per_day = rules.law().hours_per_day
    bare = flat.replace("lam viec", "").replace("gio", "").replace("ngay", "").strip()
    number = parsing.decimal(bare)
    if number is None:
        return None
    if number < 0 or number > 99_999:
        raise Doubt(f"Thời gian {text} không hợp lý.")
    return number * per_day if "ngay" in flat else number

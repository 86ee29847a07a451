"""Processes with their steps: repeated numbers and unknown next steps are marked at their cells."""

from dataclasses import dataclass, field
from decimal import Decimal

from congvu.core.formed import number_of
from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.organizations.models import Unit
from congvu.organizations.states import ROLE_LABELS
from congvu.procedures import rules
from congvu.procedures.actions.process import StepRow
from congvu.procedures.intake.columns import STEPS
from congvu.procedures.intake.looker import UNSURE, Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.spoken import coded
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.rules import StepFacts

SEAT_ROLE = coded(ROLE_LABELS, {}, what="vai trò")


@dataclass
class ToldProcess:
    """A process as the file tells it; without a unit it is of whoever decides the procedure."""

    unit: Unit | None = None
    title: str = ""
    steps: list[StepRow] = field(default_factory=list)


Processes = dict[tuple[int | None, str], ToldProcess]


def read_processes(looker: Looker) -> Processes:
    """Processes by their unit and code."""
    lines: dict[tuple[int | None, str], list[tuple[int, Line]]] = {}
    found: Processes = {}
    for line in looker.each(STEPS):
        if not line["process"]:
            looker.trouble("process", "Thiếu mã quy trình.", LEAVE_OUT)
            continue
        unit = looker.sure("owner", parsing.choice(looker.every, what="đơn vị"))
        key = (unit.pk if unit else None, fold(line["process"]))
        one = found.setdefault(key, ToldProcess(unit))
        one.title = one.title or looker.short("process_title", 300)
        lines.setdefault(key, []).append((looker.at, line))
    for key, rows in lines.items():
        found[key].steps = steps_of(looker, rows)
    return found


def steps_of(looker: Looker, rows: list[tuple[int, Line]]) -> list[StepRow]:
    """The steps of one process."""
    taken: set[int] = set()
    numbers = {n for _, line in rows if (n := number_of(line["order"])) is not None}
    made = []
    for place, (at, line) in enumerate(rows, 1):
        looker.sheet, looker.at = STEPS, at
        order = order_of(looker, line, place, taken, numbers)
        taken.add(order)
        unit = looker.sure("unit", parsing.choice(looker.every, what="đơn vị"))
        made.append(StepRow(step_of(looker, line, order, numbers), unit))
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
    hours = looker.sure("hours", hours_of)
    return StepFacts(
        order,
        name,
        role,
        hours if isinstance(hours, Decimal) else None,
        looker.sure("seat_role", SEAT_ROLE) or "",
        inputs=looker.short("inputs", 500),
        records=looker.short("records", 500),
        forms=looker.short("forms", 300),
        next_orders=onward_of(looker, line, order, numbers),
    )


def onward_of(looker: Looker, line: Line, order: int, numbers: set[int]) -> tuple[int, ...]:
    """Steps that may follow; those nobody numbered are marked."""
    words = line["onward"].replace(".", ",").replace(";", ",").split(",")
    told = [(word, number_of(word)) for word in map(str.strip, words) if word]
    onward = [number for _, number in told if number is not None]
    unknown = [str(n) for n in onward if n and n not in numbers]
    odd = [word for word, number in told if number is None]
    if not (unknown or odd or order in onward):
        return tuple(onward)
    looker.trouble("onward", f"Không có bước tiếp theo {', '.join([*unknown, *odd]) or order}.",
                   Choice("Bước liền sau", {"onward": ""}),
                   Choice("Kết thúc", {"onward": "0"}))  # fmt: skip
    return ()


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


def process_told(
    looker: Looker, processes: Processes, owner: Unit | None, resolving: Unit | None
) -> tuple[str, ToldProcess]:
    """The code of a procedure's process, and what the file tells of it or there is already."""
    code, nothing = looker.line["process"], ToldProcess()
    if not code or owner is None:
        return code, nothing
    for unit in (owner, resolving, None):
        if told := processes.get((unit.pk if unit else None, fold(code))):
            return code, told
    for unit in filter(None, (owner, resolving)):
        if (unit.pk, code) in looker.there.processes:
            return code, ToldProcess(unit)
    looker.trouble("process", f"Không có bước nào của quy trình {code}.", blank("process"))
    return "", nothing

"""Papers and fees, each with the procedure they belong to."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.intake.columns import PROCEDURES
from congvu.procedures.intake.looker import UNSURE, Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.rules import ComponentFacts, FeeFacts
from congvu.procedures.states import FEE_KIND_LABELS, MOST_COPIES


def by_procedure(looker: Looker, sheet: str, make: Callable[[Looker, Line], Any]) -> dict:
    """Rows of a part under the row of their procedure."""
    found: dict[int, list] = {}
    for line in looker.each(sheet):
        at = whose(looker, line)
        if at is None:
            continue
        looker.of = at
        made = make(looker, line)
        if made is not None:
            found.setdefault(at, []).append(made)
    return found


def whose(looker: Looker, line: Line) -> int | None:
    """The row of its procedure; marked where there is none, or several units have one."""
    rows, named = looker.told.rows[PROCEDURES], looker.known.get(fold(line["procedure"]), [])
    if not named:
        return nobodys(looker, line)
    of_unit = {at: looker.unit_key(rows[at]["owner"]) for at in named}
    wanted = looker.unit_key(line["owner"])
    mine = [at for at, unit in of_unit.items() if not line["owner"] or unit == wanted]
    if mine and len({of_unit[at] for at in mine}) == 1:
        return mine[0]
    told = "Nhiều đơn vị có thủ tục này; hãy ghi đơn vị quyết định." if mine else (
        "Ở trang Thủ tục, đơn vị này không có thủ tục đó.")  # fmt: skip
    owners = dict.fromkeys(rows[at]["owner"] for at in named if rows[at]["owner"])
    choices = [Choice(owner, {"owner": owner}) for owner in owners]
    looker.trouble("owner", told, *choices, LEAVE_OUT)
    return None


def nobodys(looker: Looker, line: Line) -> None:
    """A row whose procedure is not in the first sheet; the nearest one is proposed."""
    near = ""
    try:
        parsing.choice({word: word for word in looker.known}, what="thủ tục")(line["procedure"])
    except Doubt as doubt:
        at = looker.known.get(doubt.proposal, [None])[0]
        near = looker.told.rows[PROCEDURES][at]["name"] if at is not None else ""
    repair = [Choice(near, {"procedure": near})] if near else []
    looker.trouble("procedure", "Không có thủ tục này ở trang Thủ tục.", *repair, LEAVE_OUT)


def count_of(looker: Looker, column: str, least: int) -> int | None:
    """How many sets, or papers of a kind: "02 bộ"; what nobody can mean is marked."""
    number = looker.tried(column, lambda text: parsing.whole(text.replace("bộ", "").strip()))
    if number is UNSURE or number is None:
        return None
    if not least <= number <= MOST_COPIES:
        told = f"{number} không hợp lý: từ {least} đến {MOST_COPIES}."
        looker.trouble(column, told, blank(column))
        return None
    return number


def component_of(looker: Looker, line: Line) -> ComponentFacts | None:
    """A paper; counts written into its title are offered as numbers."""
    title = looker.short("title", 1000)
    if not title:
        looker.trouble("title", "Thiếu tên giấy tờ.", LEAVE_OUT)
        return None
    names = ("originals", "certified_copies", "copies")
    counts = {name: count_of(looker, name, 0) or 0 for name in names}
    required = looker.tried("required", parsing.yes_no) if line["required"] else True
    inside = rules.copies_in_title(title)
    if inside is not None and not any(counts.values()):
        told = {"originals": inside.originals, "certified_copies": inside.certified_copies,
                "copies": inside.copies}  # fmt: skip
        updates = {"title": inside.title, **{n: str(v) for n, v in told.items() if v}}
        words = rules.copies_words(ComponentFacts("", **told))
        looker.trouble("title", "Số bản nằm trong tên giấy tờ.",
                       Choice(f"{inside.title} ({words})", updates), safe=True)  # fmt: skip
    return ComponentFacts(title, **counts, template=looker.short("template", 300),
                          condition=looker.short("condition", 500),
                          required=required is True)  # fmt: skip


def fee_of(looker: Looker, line: Line) -> FeeFacts | None:
    """An amount."""
    kinds = parsing.choice({label: code for code, label in FEE_KIND_LABELS.items()}, what="loại")
    kind, amount = looker.tried("kind", kinds), looker.tried("amount", money_of)
    label = looker.short("label", 300)
    if not label:
        looker.trouble("label", "Thiếu tên khoản thu.", LEAVE_OUT)
        return None
    condition = looker.short("condition", 500)
    code = kind if isinstance(kind, str) else "fee"
    return FeeFacts(label, code, amount if isinstance(amount, Decimal) else None, condition)


def money_of(text: str) -> Decimal | None:
    """5.000 đồng as a number."""
    amount = parsing.decimal(fold(text).replace("dong", "").replace("vnd", "").strip(" .đ"))
    if amount is not None and (amount < 0 or amount != amount.to_integral_value()):
        raise Doubt(f"Mức thu {text} phải là số đồng, không âm.")
    return amount

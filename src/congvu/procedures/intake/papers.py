"""Papers and fees, each with the procedure they belong to."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.intake.looker import Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice
from congvu.procedures.rules import ComponentFacts, FeeFacts
from congvu.procedures.states import FEE_KIND_LABELS


def by_procedure(looker: Looker, sheet: str, make: Callable[[Looker, Line], Any]) -> dict:
    """Rows of a part under the key of their procedure."""
    choose = parsing.choice({word: word for word in looker.known}, what="thủ tục")
    found: dict[str, list] = {}
    for line in looker.each(sheet):
        if fold(line["procedure"]) not in looker.known:
            try:
                choose(line["procedure"])
                near = ""
            except Doubt as doubt:
                near = looker.known.get(doubt.proposal, {}).get("name", "")
            repair = [Choice(near, {"procedure": near})] if near else []
            told = "Không có thủ tục này ở trang Thủ tục."
            looker.trouble("procedure", told, *repair, LEAVE_OUT)
            continue
        made = make(looker, line)
        if made is not None:
            found.setdefault(looker.key(line), []).append(made)
    return found


def component_of(looker: Looker, line: Line) -> ComponentFacts | None:
    """A paper; counts written into its title are offered as numbers."""
    title = looker.short("title", 1000)
    if not title:
        looker.trouble("title", "Thiếu tên giấy tờ.", LEAVE_OUT)
        return None
    counts = {}
    for name in ("originals", "certified_copies", "copies"):
        number = looker.tried(name, parsing.whole)
        counts[name] = number if isinstance(number, int) and 0 <= number < 100 else 0
    inside = rules.copies_in_title(title)
    if inside is not None and not any(counts.values()):
        told = {"originals": inside.originals, "certified_copies": inside.certified_copies,
                "copies": inside.copies}  # fmt: skip
        updates = {"title": inside.title, **{n: str(v) for n, v in told.items() if v}}
        words = rules.copies_words(ComponentFacts("", **told))
        looker.trouble("title", "Số bản nằm trong tên giấy tờ.",
                       Choice(f"{inside.title} ({words})", updates), safe=True)  # fmt: skip
    return ComponentFacts(title, **counts, template=looker.short("template", 300),
                          condition=looker.short("condition", 500))  # fmt: skip


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

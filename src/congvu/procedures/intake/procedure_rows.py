"""Rows of the first sheet: what a procedure states in single cells."""

import re
from typing import Any

from congvu.core import clock
from congvu.core.imports import parsing
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.actions import Content, ImportedProcedure
from congvu.procedures.intake.limits import limits_of
from congvu.procedures.intake.looker import Looker
from congvu.procedures.intake.papers import count_of
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.spoken import EFFECT, audiences_of, known_basis, level_of, rounds_of
from congvu.procedures.intake.steps import Processes, process_told
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.states import COMPETENCE_LABELS, FEE_STATE_LABELS, FeeState, Way

LEVELS_OF_OFFICE = {label: code for code, label in COMPETENCE_LABELS.items()}
UNKNOWN_FEE = "Chưa rõ"
FREE = {"khong", "khong thu", "mien phi", "mien", "khong co", "0", "0 dong"}
CHARGED = fold(FEE_STATE_LABELS[FeeState.CHARGED])
WAY_WORDS = {Way.ONLINE: ("truc tuyen", "mang"), Way.DIRECT: ("truc tiep",),
             Way.POST: ("buu chinh", "buu dien")}  # fmt: skip
# a way with nothing beside it that would have to be kept as text
PLAIN_WAY = re.compile(
    r"(?:nop )?(?:ho so )?(?:qua )?(?:dich vu )?"
    r"(?:truc tuyen|mang|truc tiep|buu (?:chinh|dien)(?: cong ich)?)"
)


def procedure_of(looker: Looker, line: Line, processes: Processes) -> ImportedProcedure:
    """A procedure without the rows of its parts."""
    name, owner = looker.short("name", 500), owner_of(looker, line)
    if not name:
        looker.trouble("name", "Thiếu tên thủ tục.", LEAVE_OUT)
    if not line["field"]:
        unsorted = Choice("Chưa phân lĩnh vực", {"field": "Chưa phân lĩnh vực"})
        looker.trouble("field", "Thiếu lĩnh vực.", unsorted)
    resolving = looker.sure("resolving_unit", parsing.choice(looker.every, what="đơn vị"))
    code, process = process_told(looker, processes, owner, resolving)
    return ImportedProcedure(
        name=name,
        field_name=looker.short("field", 200),
        owner=owner,
        competence=competence_of(looker),
        code=looker.short("code", 60),
        national=looker.sure("national", parsing.yes_no) is True,
        resolving_unit=resolving if resolving != owner else None,
        notes=line["notes"],
        content=Content(fields_of(looker, line, name), limits_of(looker, line)),
        process_code=code,
        process_title=process.title,
        process_unit=process.unit,
        steps=process.steps,
        levels=[level] if (level := level_of(looker, line)) else [],
    )


def owner_of(looker: Looker, line: Line) -> Any:
    """The unit that decides; without one the person's own, or the Department."""
    if not line["owner"]:
        if looker.home is None:
            looker.trouble("owner", "Thiếu đơn vị quyết định.")
        return looker.home
    # whether it may be entered for that unit is asked only of what is not there already
    return looker.folded.get(fold(line["owner"])) or entered_for(looker)


def entered_for(looker: Looker) -> Any:
    """The unit a row is entered for; marked where it is none of the person's."""
    return looker.sure("owner", parsing.choice(looker.units, what="đơn vị mà bạn được nhập"))


def competence_of(looker: Looker) -> str:
    """Who decides by law."""
    found = looker.tried("competence", parsing.choice(LEVELS_OF_OFFICE, what="cấp thực hiện"))
    if found is None:
        looker.trouble("competence", "Thiếu cấp thực hiện.", *levels_to_choose())
    return found if isinstance(found, str) else ""


def levels_to_choose() -> list[Choice]:
    """Every level that still decides today."""
    law, today = rules.law(), clock.today()
    return [Choice(label, {"competence": label}) for code, label in COMPETENCE_LABELS.items()
            if law.competence_holds(code, today)]  # fmt: skip


def fields_of(looker: Looker, line: Line, name: str) -> dict[str, Any]:
    """The single fields of a version."""
    days = ("decision_on", "effective_from", "law_signed_on", "law_effective_on", "entered_on")
    return {
        "name": name,
        "sets": count_of(looker, "sets", 1),
        **{text: line[text] for text in ("sequence", "audience", "result", "requirements")},
        **ways_of(line),
        **fee_of(line),
        "audience_kinds": looker.sure("audience_kinds", audiences_of) or [],
        "decides": looker.short("decides", 300),
        "supplement_effect": looker.sure("supplement_effect", EFFECT) or "",
        "supplement_rounds": looker.sure("supplement_rounds", rounds_of),
        "decision_number": looker.short("decision_number", 100),
        "decision_issuer": looker.short("decision_issuer", 200),
        "decision": known_basis(looker, "decision") if line["decision"] else None,
        "shortened": looker.sure("shortened", parsing.yes_no) is True,
        "contact_post": looker.short("contact", 200),
        "contact_phone": looker.short("phone", 60),
        "contact_hours": looker.short("contact_hours", 200),
        "source_note": looker.short("source_note", 300),
        **{day: looker.sure(day, parsing.date) for day in days},
    }


def ways_of(line: Line) -> dict[str, Any]:
    """Ways to file; what is told beside them is kept as text."""
    flat = fold(line["ways"])
    pieces = [one.strip(" .") for one in re.split(r"[;,|]|\bhoac\b|\bva\b", flat)]
    plain = all(PLAIN_WAY.fullmatch(one) for one in pieces if one)
    told = [] if plain else [line["ways"]]
    found = [way for way, words in WAY_WORDS.items() if any(word in flat for word in words)]
    return {"ways": found, "ways_note": "\n".join(filter(None, [*told, line["ways_note"]]))}


def fee_of(line: Line) -> dict[str, Any]:
    """Whether it costs anything; what is told beside it is kept as text."""
    fee = fold(line["fee"]).strip(" .")
    unknown = fee in ("", fold(UNKNOWN_FEE))
    state = "" if unknown else FeeState.FREE if fee in FREE else FeeState.CHARGED
    plain = unknown or fee in FREE or fee == CHARGED
    told = [] if plain else [line["fee"]]
    return {"fee_state": state, "fee_note": "\n".join(filter(None, [*told, line["fee_note"]]))}


def check_new(looker: Looker, row: ImportedProcedure) -> None:
    """What can't be entered anew, though it might stand there since long."""
    if row.owner is not None and row.owner not in looker.units.values():
        entered_for(looker)
    today = clock.today()
    if row.competence and not rules.law().competence_holds(row.competence, today):
        told = "Cấp này không còn giải quyết thủ tục từ ngày đã ghi trong luật."
        looker.trouble("competence", told, *levels_to_choose())
    if row.content.fields["fee_state"] == FeeState.FREE and row.content.fees:
        charged = FEE_STATE_LABELS[FeeState.CHARGED]
        told = "Ghi không thu, nhưng trang Phí có mức thu của thủ tục này."
        looker.trouble("fee", told, Choice(charged, {"fee": charged}))
    if (entered := row.content.fields["entered_on"]) and entered > today:
        looker.trouble("entered_on", "Ngày nhập phải là ngày đã qua.", blank("entered_on"))

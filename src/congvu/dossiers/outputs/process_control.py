"""The table of the process control slip: each hand-over, with what its step took."""

from decimal import Decimal

from django.utils import timezone

from congvu.core import formats
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced, office_seconds
from congvu.documents.slip import SlipTable
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.models.deadlines import calendar_for, life_of
from congvu.dossiers.rules import StepTime
from congvu.dossiers.states import (
    LATENESS_LABELS,
    RESOLVED,
    UNRESOLVED,
    VERB_LABELS,
    DossierState,
    Lateness,
)

COLUMNS = ("TT", "Bên giao, bên nhận", "Thời gian giao, nhận", "Kết quả", "Ghi chú")
OVER = RESOLVED | UNRESOLVED | {DossierState.WITHDRAWN}
WIDTHS = (1.0, 5.0, 3.2, 2.6, 4.6)


def passed(row: Dossier, moves: list[Movement]) -> SlipTable:
    """One row a hand-over; whoever signs for it signs below their names."""
    took = steps_over(row, moves)
    rows, giver = [], "Người nộp hồ sơ"
    for place, move in enumerate(moves):
        taker = move.desk or move.office
        over = took.get(place)
        if taker == giver and over is None and place < len(moves) - 1:
            continue
        rows.append(
            (
                str(len(rows) + 1),
                f"Giao: {giver}\nNhận: {taker}" if taker != giver else taker,
                moment(move),
                outcome_words(row, move, over, place == len(moves) - 1),
                note_of(move, over),
            )
        )
        giver = taker
    return SlipTable(COLUMNS, WIDTHS, tuple(rows))


def moment(move: Movement) -> str:
    """09:00, 08/9/2020."""
    at = timezone.localtime(move.at)
    return f"{at:%H:%M}, {formats.date(at.date())}"


def outcome_words(row: Dossier, move: Movement, over: StepTime | None, last: bool) -> str:
    """Of the step that ended; of the whole dossier where it was signed."""
    if last and row.lateness:
        return f"Cả hồ sơ: {LATENESS_LABELS[Lateness(row.lateness)].lower()}"
    return LATENESS_LABELS[over.outcome] if over and over.outcome else ""


def note_of(move: Movement, over: StepTime | None) -> str:
    """What was done, and hours against the norm."""
    told = VERB_LABELS[move.verb]
    if move.waits_for:
        told += f"; chờ {move.waits_for}"
    if over is None:
        return told
    used = f"bước {over.step}: {formats.number(over.hours)} giờ làm việc"
    if over.norm is not None:
        used += f", quy định {formats.number(over.norm)} giờ"
    return f"{told}; {used}"


def steps_over(row: Dossier, moves: list[Movement]) -> dict[int, StepTime]:
    """Place of the movement that ended a step -> what the step took; none without a calendar."""
    norms, (calendar, hours) = norms_of(row), calendar_for(row)
    stops = life_of(row).all_stops
    found: dict[int, StepTime] = {}
    step, since = None, moves[0].at
    for place, move in enumerate(moves):
        now_at = None if move.to_state in OVER else move.to_step
        if now_at == step:
            continue
        if step is not None:
            try:
                spent = office_seconds(since, move.at, calendar, hours, stops)
            except (YearNotAnnounced, NoOfficeHours):
                return {}
            found[place] = StepTime(step, spent, norms.get(step))
        step, since = now_at, move.at
    return found


def norms_of(row: Dossier) -> dict[int, Decimal | None]:
    """Hours of each step of the process the pinned version goes by."""
    version = row.procedure_version
    if version is None or version.process is None:
        return {}
    return dict(version.process.steps.values_list("order", "hours"))

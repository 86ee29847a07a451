"""A dossier as its applicant may follow it: by its code and the last four digits of the phone."""

from collections.abc import Sequence
from hmac import compare_digest

from congvu.core import clock
from congvu.core.encrypted import blind
from congvu.core.workdays import DayLine, NoOfficeHours, YearNotAnnounced
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.models.deadlines import explanation_of
from congvu.dossiers.models.following import bare_code
from congvu.dossiers.outputs.standing import standing
from congvu.dossiers.outputs.strip import drawn
from congvu.dossiers.outputs.told_elsewhere import plain, told_elsewhere
from congvu.dossiers.registry import Tracked, TrackedStep
from congvu.dossiers.states import VERB_LABELS

NOBODY = "0" * 64  # compared with where there is no such dossier: the same work
RELATED = ("applicant", "procedure", "procedure_version__process", "limit", "unit", "point__unit")


def tracked(code: str, last_four: str) -> Tracked | None:
    """None for an unknown code, other digits, and one whose applicant left no number alike.

    Whatever is wrong, the lists of other systems are asked as well: every None costs the same.
    """
    key, known = found(code)
    given = blind("last_four", last_four)
    if not compare_digest(given.encode(), (known or NOBODY).encode()) or key is None:
        return told_elsewhere(code, last_four)
    return told(Dossier.objects.select_related(*RELATED).get(pk=key))


def found(code: str) -> tuple[int | None, str | None]:
    """Key of the dossier taken in here under a code, and what the digits of its applicant make.

    Only these: a guess is not worth the eight tables that an answer is told from.
    """
    rows = Dossier.objects.filter(source__isnull=True, code=bare_code(code)).exclude(code="")
    return rows.values_list("pk", "applicant__last_four_index").first() or (None, None)


def told(row: Dossier) -> Tracked:
    """Where it stands, until when and why, what it waits for."""
    now, moves = clock.now(), list(row.movements.all())
    last = moves[-1] if moves else None
    word, tone = standing(row, now)
    why, days = explained(row)
    moved = row.original_due_at if row.original_due_at != row.due_at else None
    return Tracked(
        **plain(row),
        standing=word,
        standing_tone=tone,
        office=last.office if last else row.unit_words,
        step=step_words(row),
        waits_for=last.waits_for if last else "",
        due_at=row.due_at,
        first_due_at=moved,
        promised_at=row.promised_at,
        provisional=row.provisional,
        why=why,
        days=tuple(days),
        steps=tuple(steps_of(moves)),
        strip=drawn(row, moves, now, public=True),
    )


def steps_of(moves: Sequence[Movement]) -> list[TrackedStep]:
    """What happened, without notes and names."""
    return [TrackedStep(m.at, VERB_LABELS.get(m.verb, m.verb), m.office) for m in moves]


def step_words(row: Dossier) -> str:
    """Bước 2/5: Chuyên viên, thẩm định hồ sơ; empty without a process, and when it is through."""
    version = row.procedure_version
    process = version.process if version else None
    if row.step is None or process is None or row.finished_at or row.closed_at:
        return ""
    steps = {step.order: step for step in process.steps.all()}
    here = steps.get(row.step)
    return f"Bước {here.order}/{len(steps)}: {here.role}, {here.name}" if here else ""


def explained(row: Dossier) -> tuple[str, Sequence[DayLine]]:
    """The due date in words; where the calendar says nothing, that."""
    try:
        return explanation_of(row)
    except (YearNotAnnounced, NoOfficeHours) as error:
        return error.message, []

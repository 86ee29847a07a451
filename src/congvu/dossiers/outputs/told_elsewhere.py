"""A fact of another system as its applicant may follow it: what the lists say, and nothing more."""

import datetime as dt
from typing import Any

from django.db.models import Max

from congvu.dossiers.models import Dossier, ImportRun
from congvu.dossiers.outputs.standing import state_tone
from congvu.dossiers.registry import Tracked
from congvu.dossiers.states import STATE_LABELS, WITHOUT_RESULT, DossierState, RunState

RELATED = ("source", "run", "procedure", "unit", "point__unit")
READ = (RunState.TAKEN_IN, RunState.NOTHING_NEW)
WAITS = {
    DossierState.AWAITING_SUPPLEMENT: "bổ sung hồ sơ",
    DossierState.AWAITING_PAYMENT: "nộp phí, lệ phí",
}


def told_elsewhere(code: str, last_four: str) -> Tracked | None:
    """For whoever knows code and digits; None says nothing of which was wrong."""
    row = Dossier.objects.followed_by(code, last_four).select_related(*RELATED).first()
    return told(row) if row else None


def told(row: Dossier) -> Tracked:
    """No day is counted and none is promised here: ``due_at`` is what that system told."""
    return Tracked(
        **plain(row),
        office=row.unit_words,
        waits_for=WAITS.get(DossierState(row.state), ""),
        due_at=row.source_due_at,
        source=str(row.source),
        heard_at=row.run.at if row.run else None,
        listed_at=last_list(row),
        **UNSAID,
    )


def plain(row: Dossier) -> dict[str, Any]:
    """What stands in the row itself, wherever the dossier is from."""
    return {
        "pk": row.pk,
        "code": row.code,
        "procedure": row.procedure_words,
        "procedure_id": row.procedure_id,
        "state": STATE_LABELS[DossierState(row.state)],
        "tone": state_tone(row),
        "accepted_at": row.accepted_at,
        "finished_at": row.finished_at,
        "returned_at": row.returned_at,
        "point": row.point_words,
        "over": row.state in WITHOUT_RESULT,
    }


UNSAID: dict[str, Any] = {
    **dict.fromkeys(("standing", "standing_tone", "step", "why"), ""),
    **dict.fromkeys(("first_due_at", "promised_at")),
    **dict.fromkeys(("days", "steps"), ()),
    "provisional": False,
}


def last_list(row: Dossier) -> dt.datetime | None:
    """When the last list of its system was read, whether it said something new or not."""
    runs = ImportRun.objects.filter(source=row.source_id, state__in=READ)
    return runs.aggregate(at=Max("at"))["at"]

"""What pages of petitions share: crumbs, tones, how a row stands against its due day."""

import datetime as dt
from typing import Any

from django.urls import reverse

from congvu.petitions.models import Petition
from congvu.petitions.states import LATENESS_LABELS, STATE_LABELS, Lateness, PetitionState

SOON = 3  # days before the due day a list begins to warn
TONES = {
    PetitionState.RECEIVED: "action",
    PetitionState.CLASSIFIED: "action",
    PetitionState.IN_PROGRESS: "action",
    PetitionState.AWAITING_SIGNATURE: "warn",
    PetitionState.ANSWERED: "ok",
}


def crumb_list() -> dict[str, str]:
    """The first crumb of every page here."""
    return {"label": "Phản ánh, kiến nghị", "url": reverse("petitions:petition_list")}


def standing(row: Petition, now: dt.datetime) -> tuple[str, str]:
    """Timeliness in words with its tone: fixed where answered, else as of now."""
    if row.lateness:
        tone = "late" if row.lateness == Lateness.OVERDUE else "ok"
        return LATENESS_LABELS[Lateness(row.lateness)], tone
    if not row.is_open:
        return "", ""
    left = row.days_left(now)
    if row.is_overdue(now):
        return ("Quá hạn" if left >= 0 else f"Quá hạn {-left} ngày"), "late"
    if left == 0:
        return "Đến hạn hôm nay", "warn"
    return (f"Còn {left} ngày", "warn") if left <= SOON else ("Còn hạn", "ok")


def line(row: Petition, now: dt.datetime) -> dict[str, Any]:
    """A row as lists and the detail show it."""
    word, tone = standing(row, now)
    state = PetitionState(row.state)
    return {
        "row": row,
        "state": STATE_LABELS[state],
        "tone": TONES.get(state, "muted"),
        "word": word,
        "word_tone": tone,
    }

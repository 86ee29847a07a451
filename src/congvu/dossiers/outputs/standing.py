"""How a dossier stands, in words and tones: for lists, for its page, for whoever follows it."""

import datetime as dt

from django.utils import timezone

from congvu.dossiers.models import Dossier
from congvu.dossiers.states import (
    LATENESS_LABELS,
    RESOLVED,
    UNRESOLVED,
    DossierState,
    Lateness,
)

SOON = 3  # days before the due date a list begins to warn
LATENESS_TONES = {Lateness.EARLY: "ok", Lateness.ON_TIME: "ok", Lateness.OVERDUE: "late"}


def state_tone(row: Dossier) -> str:
    """How a state is tinted."""
    if row.state in RESOLVED:
        return "ok"
    if row.state in UNRESOLVED | {DossierState.REFUSED, DossierState.WITHDRAWN}:
        return "muted"
    return "warn" if row.is_waiting else "action"


def standing(row: Dossier, now: dt.datetime) -> tuple[str, str]:
    """Timeliness in words with its tone: fixed where signed, else as of now."""
    if row.lateness:
        return LATENESS_LABELS[Lateness(row.lateness)], LATENESS_TONES[Lateness(row.lateness)]
    if row.is_overdue(now):
        return "Quá hạn", "late"
    if row.is_waiting:
        return "Tạm dừng", "warn"
    if row.due_at is None or row.closed_at is not None:
        return "", ""
    days = (timezone.localdate(row.due_at) - timezone.localdate(now)).days
    if days <= 0:
        return "Đến hạn hôm nay", "warn"
    return ("Còn hạn", "ok") if days > SOON else (f"Còn {days} ngày", "warn")

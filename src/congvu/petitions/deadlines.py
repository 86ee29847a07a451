"""The days of a petition, read from its rows and the calendar of the office that received it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from congvu.core import formats
from congvu.core.workdays import Calendar, DayLine
from congvu.organizations.models import calendar_of
from congvu.petitions import rules
from congvu.petitions.models import Petition


@dataclass(frozen=True)
class Answering:
    """Until when an answer is owed, and by what."""

    days: int
    basis: str
    due_at: dt.datetime
    provisional: bool

    def fields(self) -> dict[str, object]:
        """As the petition keeps them."""
        return {
            "limit_days": self.days,
            "limit_basis": self.basis,
            "due_at": self.due_at,
            "provisional": self.provisional,
        }


def calendar_for(row: Petition) -> Calendar:
    """The calendar of the office that received it."""
    return calendar_of(row.received_unit_id)


def answering(
    row: Petition, *, kind: str = "", days: int | None = None, basis: str = ""
) -> Answering:
    """The limit by the data of the day of receipt, or as the office's own regulation gives it."""
    known = rules.limit_on("answer", timezone.localdate(row.received_at), kind or row.kind)
    amount = days if days is not None else known.working_days
    due = rules.due_after(row.received_at, amount, calendar_for(row))
    return Answering(amount, basis or known.basis, due.due, due.provisional)


def forward_due(row: Petition) -> dt.datetime:
    """Until when it must be classified, or passed on to whoever is competent."""
    limit = rules.limit_on("forward", timezone.localdate(row.received_at))
    return rules.due_after(row.received_at, limit.working_days, calendar_for(row)).due


def explanation_of(row: Petition) -> tuple[str, list[DayLine]]:
    """The due day in a sentence, and day by day."""
    due = rules.due_after(row.received_at, row.limit_days, calendar_for(row))
    received = formats.date(timezone.localdate(row.received_at))
    until = formats.date(timezone.localdate(row.due_at))
    kind = "tạm tính trả lời" if row.provisional else "trả lời"
    words = f"Tiếp nhận ngày {received}, thời hạn {row.limit_days:02d} ngày làm việc: {kind} \
trước hết ngày {until}. Căn cứ: {row.limit_basis}."
    return words, due.days

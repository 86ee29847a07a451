"""How a due day stands, in a word and a tone."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from congvu.core import workdays
from congvu.inspections.models.follow_up import OPEN_STATES
from congvu.inspections.outputs.rechecks import last_rechecks, recheck_words
from congvu.inspections.states import RecommendationState
from congvu.organizations.models import prepared_calendar

SOON = 5  # working days left from which a due day is named in colour


@dataclass(frozen=True)
class Standing:
    """ "chưa khắc phục", "quá hạn 3 ngày làm việc", late."""

    label: str
    tone: str
    left: int | None = None
    clock: str = ""
    again: str = ""  # what the last re-check found

    @property
    def word(self) -> str:
        """State and clock in one: "chưa khắc phục, quá hạn 3 ngày làm việc"."""
        return ", ".join(part for part in (self.label, self.clock) if part)

    @property
    def sentence(self) -> str:
        """The same on paper, with what a re-check found."""
        return "; ".join(part for part in (self.word, self.again) if part)


def standings(rows: list[Any], today: dt.date) -> list[tuple[Any, Standing]]:
    """Every recommendation with how it stands; calendar and re-checks are fetched once."""
    again = {pk: recheck_words(one) for pk, one in last_rechecks(rows).items()}
    calendar, hours = prepared_calendar(None, today)

    def left(due: dt.date) -> int | None:
        try:
            return workdays.working_days_left(today, due, calendar, hours)
        except (workdays.YearNotAnnounced, workdays.NoOfficeHours):
            if due >= today:
                raise
            return None  # an old campaign's day, from before the calendar begins

    return [(row, replace(standing(row, left), again=again.get(row.pk, ""))) for row in rows]


def standing(row: Any, left: Any) -> Standing:
    """One recommendation; overdue is computed from the due day, never stored."""
    label = row.get_state_display().lower()
    if row.state == RecommendationState.CLOSED:
        late = row.closed_on and row.due_on and row.closed_on > row.due_on
        return Standing(label, "warn" if late else "ok", clock="trễ hạn" if late else "")
    if row.state not in OPEN_STATES or row.due_on is None:
        return Standing(label, "muted")
    days = left(row.due_on)
    if days is None:
        return Standing(label, "late", clock=f"quá hạn từ ngày {row.due_on:%d/%m/%Y}")
    if days < 0:
        return Standing(label, "late", days, f"quá hạn {-days} ngày làm việc")
    if days <= SOON:
        words = f"còn {days} ngày làm việc" if days else "hạn là hôm nay"
        return Standing(label, "warn", days, words)
    return Standing(label, "action" if row.state == RecommendationState.SUBMITTED else "", days)

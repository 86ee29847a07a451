"""How long a draft filed online is kept: data, not law."""

import datetime as dt
from dataclasses import dataclass

from congvu.dossiers.rules.slips import slip_data

BY_OFFICE = "cơ quan quy định"


@dataclass(frozen=True)
class DraftTerm:
    """Days since a draft was touched, days before the end somebody is told, and who says so."""

    days: int
    tell_before: int
    source: str

    def last_day(self, touched: dt.date) -> dt.date:
        """The last day it is there."""
        return touched + dt.timedelta(days=self.days)

    def told_from(self, touched: dt.date) -> dt.date:
        """From when on its writer is told; no sooner than the day after."""
        early = self.last_day(touched) - dt.timedelta(days=self.tell_before)
        return max(early, touched + dt.timedelta(days=1))

    def goes(self, touched: dt.date, told: dt.date | None, on: dt.date) -> bool:
        """Whether it goes on a day: over, and told of long enough before."""
        fair = told is not None and told + dt.timedelta(days=self.tell_before) <= on
        return fair and self.last_day(touched) < on


def draft_term(office_days: int = 0) -> DraftTerm:
    """The term of the product, or as many days as the office says."""
    told = slip_data()["drafts"]
    if office_days:
        return DraftTerm(office_days, min(told["tell_before"], office_days), BY_OFFICE)
    return DraftTerm(told["days"], told["tell_before"], told["source"])

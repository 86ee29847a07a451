"""One day that is not like the others of its weekday, as the calendar's table keeps it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a day differs from its weekday."""

    HOLIDAY = "holiday"  # Labour Code 2019 Đ112
    COMPENSATORY = "compensatory"  # Labour Code 2019 Đ111.3: a holiday fell on a rest day
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    LOCAL = "local"  # a day off of one province or office
    PENDING = "pending"  # talked about, no act yet: a working day


class Status(StrEnum):
    """How sure the row is."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"  # from the rule of law and the lunar calendar, no page found
    PROVISIONAL = "provisional"  # not yet announced: dates resting on it are "tạm tính"
    PENDING = "pending"


STATUTORY = frozenset({Kind.HOLIDAY, Kind.COMPENSATORY})
OFF = STATUTORY | {Kind.SWAP_OFF, Kind.LOCAL}


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A special day. ``scope`` is the caller's word for whom it holds ("national", a unit)."""

    date: dt.date
    kind: Kind
    name: str
    status: Status = Status.CONFIRMED
    source: str = ""
    scope: str = "national"
    pair: dt.date | None = None  # the other half of a swap

    @property
    def counts(self) -> bool:
        """Whether the row changes the calendar at all; a pending one only waits."""
        return self.kind is not Kind.PENDING and self.status is not Status.PENDING

    @property
    def off(self) -> bool:
        """Whether the office is closed on this day."""
        return self.counts and self.kind in OFF

    @property
    def worked(self) -> bool:
        """Whether a rest day is worked instead of another (hoán đổi ngày làm việc)."""
        return self.counts and self.kind is Kind.SWAP_WORK

    @property
    def provisional(self) -> bool:
        """Whether dates resting on this row are only "tạm tính"."""
        return self.counts and self.status is Status.PROVISIONAL

"""How long each step of a process took against its norm, in office hours."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from congvu.core.workdays import Calendar
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.zone import local
from congvu.dossiers.rules.clock import Stop
from congvu.dossiers.states import Lateness

HOUR = 3600


@dataclass(frozen=True)
class StepTime:
    """One step that is over: office seconds it took, hours it may take."""

    step: int
    seconds: int
    norm: Decimal | None

    @property
    def hours(self) -> Decimal:
        """Hours used, to a tenth."""
        return (Decimal(self.seconds) / HOUR).quantize(Decimal("0.1"))

    @property
    def outcome(self) -> Lateness | None:
        """Early, on time to the hour, or overdue; None where the step has no norm."""
        if self.norm is None:
            return None
        used = Decimal(-(-self.seconds // HOUR))
        if used > self.norm:
            return Lateness.OVERDUE
        return Lateness.EARLY if used < self.norm else Lateness.ON_TIME


def office_seconds(
    start: dt.datetime,
    end: dt.datetime,
    calendar: Calendar,
    hours: Hours | None = None,
    stops: Sequence[Stop] = (),
) -> int:
    """Office time between two moments, without what stood still."""
    table = calendar.table(hours)

    def at(moment: dt.datetime) -> int:
        return table.clock(local(moment))

    total, edge = at(end) - at(start), start
    for stop in sorted(stops):
        begin, until = max(edge, stop.start), min(end, stop.end or end)
        if until > begin:
            total -= at(until) - at(begin)
            edge = until
    return max(0, total)

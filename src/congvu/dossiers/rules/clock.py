"""When a dossier is due and why: acceptance, limit, calendar, pauses, effect of a supplement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from congvu.core import formats, workdays
from congvu.core.workdays import Calendar, DayLine, Due, Unit
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.words import number
from congvu.core.workdays.zone import day_of, local
from congvu.dossiers.states import PauseReason
from congvu.procedures.rules import SupplementRule
from congvu.procedures.states import SUPPLEMENT_EFFECT_LABELS, SupplementEffect

DAY_UNITS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.SAME_DAY})
UNIT_WORDS = {
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.CALENDAR_DAYS: "ngày",
    Unit.MONTHS: "tháng",
    Unit.HOURS: "giờ",
    Unit.WORKING_HOURS: "giờ làm việc",
}


class Limit(NamedTuple):
    """A time limit as the publication decision writes it; the amount means nothing on one day."""

    amount: Decimal
    unit: Unit


class Stop(NamedTuple):
    """An interval in which the limit stands still; without an end it still does."""

    start: dt.datetime
    end: dt.datetime | None
    reason: str


class Supplemented(NamedTuple):
    """One round of a supplement: asked, when the whole dossier was there, what it does and why."""

    asked_at: dt.datetime
    answered_at: dt.datetime | None
    effect: str = SupplementEffect.PAUSE
    source: str = ""


@dataclass(frozen=True)
class Clock:
    """All a due date rests on. ``accepted_at`` is a date where the time of day is not known."""

    accepted_at: dt.date
    limit: Limit
    stops: Sequence[Stop] = ()  # payment, coordination, force majeure
    supplements: Sequence[Supplemented] = ()
    cutoff: dt.time | None = None

    @property
    def start(self) -> dt.date:
        """Where the limit starts: acceptance, or the last answer that makes it start anew."""
        answers = [one.answered_at for one in self.supplements
                   if one.answered_at and one.effect == SupplementEffect.RESTART]  # fmt: skip
        return max(answers) if answers else self.accepted_at

    @property
    def pauses(self) -> list[workdays.Pause]:
        """What stopped the limit and is over, as the engine of working time takes it."""
        stops = list(self.stops)
        stops += [Stop(r.asked_at, r.answered_at, PauseReason.SUPPLEMENT)
                  for r in self.supplements if r.effect == SupplementEffect.PAUSE]  # fmt: skip
        over = [workdays.Pause(s.start, s.end, s.reason) for s in stops if s.end]
        return sorted(over, key=lambda pause: pause.start)


def counted(clock: Clock, calendar: Calendar, hours: Hours | None = None) -> Due:
    """When the dossier is due; a pause that still lasts moves nothing until it ends."""
    amount, unit = clock.limit
    return workdays.due(
        clock.start, amount, unit, calendar, hours, pauses=clock.pauses, cutoff=clock.cutoff
    )


def explained(clock: Clock, calendar: Calendar, hours: Hours | None = None) -> list[DayLine]:
    """The due date day by day, in words an applicant understands."""
    days = counted(clock, calendar, hours).days
    if clock.start == clock.accepted_at:
        return days
    first = day_of(clock.accepted_at)
    again = DayLine(day_of(clock.start), False, "nhận đủ hồ sơ bổ sung, thời hạn tính lại từ đầu")
    return [DayLine(first, False, "ngày tiếp nhận lần đầu"), again, *days[1:]]


def sentence(clock: Clock, due: Due) -> str:
    """The due date in one paragraph: limit, start, what stopped it, the day."""
    parts = [f"Thời hạn {limit_words(clock.limit)}, tiếp nhận {moment_words(clock.accepted_at)}."]
    for effect, source in dict.fromkeys((one.effect, one.source) for one in clock.supplements):
        what = SUPPLEMENT_EFFECT_LABELS[SupplementEffect(effect)].lower()
        parts.append(f"Bổ sung hồ sơ: {what}{f' – {source}' if source else ''}.")
    if clock.start != clock.accepted_at:
        parts.append(f"Tính lại từ {moment_words(clock.start)}.")
    for pause in clock.pauses:
        since, until = moment_words(pause.start), moment_words(pause.end)
        parts.append(f"Tạm dừng từ {since} đến {until}: {pause.words}.")
    kind = "Tạm tính hẹn trả" if due.provisional else "Hẹn trả"
    return " ".join([*parts, f"{kind}: {moment_words(due.due)}."])


def limit_words(limit: Limit) -> str:
    """A limit as papers write it: 32 ngày làm việc."""
    if limit.unit is Unit.SAME_DAY:
        return "trong ngày"
    return f"{number(limit.amount)} {UNIT_WORDS[limit.unit]}"


def moment_words(moment: dt.date) -> str:
    """A moment, or a day where that is all we know."""
    if not isinstance(moment, dt.datetime):
        return formats.date(moment)
    here = local(moment)
    return f"{here:%H:%M} ngày {formats.date(here.date())}"


def supplement_problem(
    clock: Clock,
    asked_at: dt.datetime,
    calendar: Calendar,
    hours: Hours | None = None,
    *,
    rule: SupplementRule,
    within: int | None = None,
) -> str:
    """Why a supplement may not be asked for now; empty when it may.

    Within ``within`` working days of receipt, where set.
    """
    if len(clock.supplements) >= rule.most:
        return f"Chỉ được yêu cầu bổ sung {rule.most} lần trong một hồ sơ – {rule.most_source}."
    if within and not clock.supplements:
        last = workdays.due(clock.accepted_at, within, Unit.WORKING_DAYS, calendar, hours).due
        if asked_at > last:
            return (
                f"Yêu cầu bổ sung phải gửi trong {within} ngày làm việc từ khi tiếp nhận,"
                f" hạn cuối là {moment_words(last)}."
            )
    return ""

"""Working time: when a limit ends and why, on the calendar of the office or of a unit."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from congvu.api import marks
from congvu.api.kinds import Day, Id, Moment, Out, as_day, as_moment, choice
from congvu.api.replies import one
from congvu.api.resources.lookups import lookup, units_seen
from congvu.core import workdays
from congvu.core.errors import BadInput
from congvu.organizations.models import prepared_calendar

router = Router()
UNITS = (
    *(u.value for u in workdays.Unit if u is not workdays.Unit.SAME_DAY),
    "days",
)
LONGEST = dt.timedelta(days=366 * 5)


def as_start(value: Any) -> Any:
    """A day, or a moment where the hour of receipt matters."""
    return as_day(value) if isinstance(value, str) and len(value) == 10 else as_moment(value)


Start = Annotated[
    dt.datetime | dt.date,
    BeforeValidator(as_start),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    ),
]
Amount = Annotated[Decimal, Field(gt=0, le=40_000, max_digits=12, decimal_places=4)]


class DayOut(Out):
    """One day of the explanation."""

    date: Day
    counts: bool
    why: str


class DueOut(Out):
    """The end of the limit, provisional while a day it rests on is not announced."""

    due: Moment
    provisional: bool
    days: list[DayOut]


class BetweenOut(Out):
    """Working days after one day up to another."""

    working_days: int
    days: list[DayOut]


class DueQuery(BaseModel):
    """What limit, from when, on whose calendar."""

    start: Start
    amount: Amount
    unit: choice(UNITS) = "working_days"  # type: ignore[valid-type]
    office: Id | None = None


class BetweenQuery(BaseModel):
    """From when to when, on whose calendar."""

    from_: Annotated[Day, Field(alias="from")]
    to: Day
    office: Id | None = None


def days_out(lines: Any) -> list[DayOut]:
    """The explanation."""
    return [DayOut(date=line.date, counts=line.counts, why=line.why) for line in lines]


def calendar_for(request: HttpRequest, office: int | None, around: dt.date) -> Any:
    """Of the office asked for, else of the Department."""
    unit = lookup(units_seen(request.user), office, "office")
    return prepared_calendar(unit, around)


def due(request: HttpRequest, asked: DueQuery = Query(...)):  # noqa: B008
    """When a limit ends, day by day."""
    day = asked.start.date() if isinstance(asked.start, dt.datetime) else asked.start
    calendar, hours = calendar_for(request, asked.office, day)
    amount = int(asked.amount) if asked.amount == int(asked.amount) else asked.amount
    found = workdays.due(asked.start, amount, workdays.Unit(asked.unit), calendar, hours)
    return one(DueOut(due=found.due, provisional=found.provisional, days=days_out(found.days)))


def between(request: HttpRequest, asked: BetweenQuery = Query(...)):  # noqa: B008
    """Working days between two days."""
    if asked.to - asked.from_ > LONGEST:
        raise BadInput(fields={"to": "Chỉ đếm tối đa 5 năm một lần."})
    calendar, hours = calendar_for(request, asked.office, asked.from_)
    found = workdays.between(asked.from_, asked.to, calendar, hours)
    return one(BetweenOut(working_days=found.working_days, days=days_out(found.days)))


marks.get(router, "workdays/due", due, DueOut, "Thời hạn kết thúc ngày nào, vì sao")
marks.get(router, "workdays/between", between, BetweenOut, "Số ngày làm việc giữa hai ngày")

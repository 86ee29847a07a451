"""The working calendar: enter, announce, drop a day; load a year from a file; office hours."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.policies import require
from congvu.core.workdays import BadOfficeHours, CalendarRow
from congvu.organizations.errors import SAME_DAY, BadInput, ConfirmedDay, validated
from congvu.organizations.models import CalendarDay, OfficeHours, Unit, calendar_touched
from congvu.organizations.policies import may_manage_units
from congvu.organizations.signals import calendar_changed
from congvu.organizations.states import DayKind, DayStatus


def add_day(*, by: User, date: dt.date, kind: str, name: str, **fields: Any) -> CalendarDay:
    """Enter a day that differs from its weekday; of a swap both days at once."""
    require(may_manage_units(by))
    status = DayStatus.PENDING if kind == DayKind.PENDING else DayStatus.CONFIRMED
    day = CalendarDay(date=date, kind=kind, name=name, **{"status": status, **fields})
    with transaction.atomic():
        days = [day, *swapped_with(day)]
        for one in days:
            audit.create(validated(one), by=by, action="organizations.add_day")
        tell(days, by=by, reason=", ".join(map(str, days)))
        return day


def swapped_with(day: CalendarDay) -> list[CalendarDay]:
    """The other day of a swap, unless it stands in the calendar already."""
    other = day.other_half()
    if other is None:
        return []
    if other.date == day.date:
        raise BadInput(fields={"pair": SAME_DAY})
    there = CalendarDay.objects.filter(date=other.date, unit=day.unit).first()
    if there is None:
        return [other]
    if (there.kind, there.pair) != (other.kind, other.pair):
        raise BadInput(fields={"pair": f"Trong lịch đã có {there}."})
    return []


def announce_day(
    day: CalendarDay,
    *,
    by: User,
    source: str,
    announced_on: dt.date,
    both: bool = False,
    expected: int | None = None,
    **fields: Any,
) -> CalendarDay:
    """A paper has come: what was provisional or waiting is now certain. Dates are computed anew.

    ``both``: the paper says the same of the day it is swapped for, under the name that has.
    """
    require(may_manage_units(by))
    if not source.strip():
        raise BadInput(fields={"source": "Ghi số văn bản công bố ngày nghỉ."})
    with transaction.atomic():
        days = locked(day, both, expected)
        kept = days[0]
        if kept.kind == DayKind.PENDING:
            fields.setdefault("kind", DayKind.HOLIDAY)
        news = {"source": source, "announced_on": announced_on, "status": DayStatus.CONFIRMED}
        told = [(kept, news | fields), *((other, news) for other in days[1:] if other.is_loose)]
        for one, said_of in told:
            audit.change(one, by=by, action="organizations.announce_day", reason=source, **said_of)
        tell([one for one, _ in told], by=by, reason=source)
        return kept


def locked(day: CalendarDay, both: bool, expected: int | None) -> list[CalendarDay]:
    """The day, and if wanted the one it is swapped for."""
    days = [audit.lock(CalendarDay.objects.all(), day.pk, expected)]
    if both and (other := days[0].swapped_for()):
        days.append(audit.lock(CalendarDay.objects.all(), other.pk))
    return days


def remove_day(
    day: CalendarDay, *, by: User, reason: str, both: bool = False, expected: int | None = None
) -> None:
    """Drop a day that was only expected; ``both``: with the one it is swapped for.

    What a paper confirmed stays, and then neither goes.
    """
    require(may_manage_units(by))
    with transaction.atomic():
        days = locked(day, both, expected)
        if any(one.is_firm for one in days):
            raise ConfirmedDay
        for one in days:
            audit.remove(one, by=by, action="organizations.remove_day", reason=reason)
        tell(days, by=by, reason=reason)


def load_calendar(
    rows: Sequence[CalendarRow], *, by: User | None = None, sources: dict[str, str] | None = None
) -> list[CalendarDay]:
    """Bring the national calendar up to ``rows``; again with the same rows nothing happens.

    A day the office has confirmed is never made uncertain by a file. Without ``by`` the system
    itself acts, at installation.
    """
    require(by is None or may_manage_units(by))
    with transaction.atomic():
        here = {d.date: d for d in CalendarDay.objects.filter(unit=None).select_for_update()}
        fresh = [new_day(row, sources or {}) for row in rows if row.date not in here]
        pairs = [(here[row.date], said(row, sources or {})) for row in rows if row.date in here]
        news = [(day, fields) for day, fields in pairs if differs(day, fields)]
        action = "organizations.load_calendar"
        audit.create_many(fresh, by=by, action=action)
        audit.change_many(news, by=by, action=action)
        touched = fresh + [day for day, _ in news]
        if touched:
            tell(touched, by=by, reason="Nạp lịch từ tệp")
        return touched


def said(row: CalendarRow, sources: dict[str, str]) -> dict[str, Any]:
    """What a row of the file says about its day."""
    return {
        "kind": row.kind.value,
        "name": row.name,
        "status": row.status.value,
        "pair": row.pair,
        "source": sources.get(row.source, row.source)[:300],
    }


def new_day(row: CalendarRow, sources: dict[str, str]) -> CalendarDay:
    """A day nobody had entered yet."""
    return validated(CalendarDay(date=row.date, **said(row, sources)))


def differs(day: CalendarDay, fields: dict[str, Any]) -> bool:
    """Whether a file knows better than the office."""
    if day.status == DayStatus.CONFIRMED and fields["status"] != DayStatus.CONFIRMED:
        return False
    return any(getattr(day, name) != value for name, value in fields.items())


def set_office_hours(
    *,
    by: User,
    unit: Unit | None,
    sessions: dict[str, list[str]],
    valid_from: dt.date,
    decision: str = "",
    counted: Sequence[int] = (),
) -> OfficeHours:
    """Hours from ``valid_from``; those before end the day before."""
    require(may_manage_units(by))
    fields = {"sessions": sessions, "valid_from": valid_from, "counted": sorted(counted)}
    hours = OfficeHours(unit=unit, decision=decision, **fields)
    try:
        hours.as_rule()
    except (BadOfficeHours, ValueError) as error:
        raise BadInput(str(BadOfficeHours()), {"sessions": str(BadOfficeHours())}) from error
    with transaction.atomic():
        last = valid_from - dt.timedelta(days=1)
        before = OfficeHours.objects.filter(unit=unit).outlasting(last)
        if before.filter(valid_from__gte=valid_from).exists():
            raise BadInput(fields={"valid_from": "Đã có giờ làm việc từ ngày này hoặc sau đó."})
        action = "organizations.set_office_hours"
        ended = [(old, {"valid_to": last}) for old in before.select_for_update(of=("self",))]
        audit.change_many(ended, by=by, action=action, reason=decision)
        audit.create(validated(hours), by=by, action=action, reason=decision)
        tell([], by=by, reason=str(hours), unit_id=unit.pk if unit else None)
        return hours


def tell(
    days: Iterable[CalendarDay], *, by: User | None, reason: str, unit_id: int | None = None
) -> None:
    """The calendar is another one now: packages above compute their dates anew."""
    days = list(days)
    calendar_touched()
    units = {day.unit_id for day in days} or {unit_id}
    for one in units:
        dates = sorted(day.date for day in days if day.unit_id == one)
        calendar_changed.send(CalendarDay, days=dates, unit_id=one, by=by, reason=reason)

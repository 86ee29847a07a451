"""What holds for any start, limit and pause, checked against slow and simple reckoning too."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.core.workdays import (
    ZONE,
    Pause,
    Unit,
    between,
    due,
    due_date,
    is_working_day,
    working_days_before,
    working_days_left,
)
from tests.core.workdays.factories import CALENDAR, HOURS, RECEIVING_SATURDAYS, SIX_DAYS

quick = settings(deadline=None, max_examples=120)
dates = st.dates(dt.date(2019, 1, 2), dt.date(2025, 12, 31))
moments = st.datetimes(
    dt.datetime(2019, 1, 2), dt.datetime(2025, 12, 31), timezones=st.just(ZONE)
).map(lambda moment: moment.replace(microsecond=0))
amounts = st.integers(1, 60)
units = st.sampled_from([unit for unit in Unit if unit is not Unit.MONTHS])
offices = st.sampled_from([HOURS, SIX_DAYS, RECEIVING_SATURDAYS])


@st.composite
def interrupted(draw: st.DrawFn) -> tuple[dt.datetime, list[Pause]]:
    """A start and up to three pauses around it."""
    start = draw(moments)
    minutes = st.integers(-3 * 1440, 20 * 1440)
    pairs = draw(st.lists(st.tuples(minutes, minutes).map(sorted), max_size=3))
    moved = [[start + dt.timedelta(minutes=m) for m in pair] for pair in pairs]
    return start, [Pause(begin, end) for begin, end in moved]


@quick
@given(interrupted(), amounts, units, offices)
def test_a_due_date_is_always_a_working_day(run, amount, unit, office):
    start, pauses = run
    end = due(start, amount, unit, CALENDAR, office, pauses).due
    if unit in {Unit.HOURS, Unit.WORKING_HOURS, Unit.SAME_DAY}:
        assert CALENDAR.table(office).sessions[CALENDAR.table(office).offset(end)]
    else:
        assert is_working_day(end.date(), CALENDAR, office)
    assert end >= start


@quick
@given(dates, amounts, amounts, offices)
def test_adding_twice_is_adding_the_sum(start, n, m, office):
    once = due_date(start, n + m, CALENDAR, office)
    assert due_date(due_date(start, n, CALENDAR, office), m, CALENDAR, office) == once


@quick
@given(dates, amounts)
def test_between_undoes_adding(start, amount):
    working = due_date(start, 1, CALENDAR)
    end = due_date(working, amount, CALENDAR)
    assert between(working, end, CALENDAR).working_days == amount
    assert working_days_left(working, end, CALENDAR) == amount
    assert working_days_left(end, working, CALENDAR) == -amount
    assert working_days_before(end, amount, CALENDAR) == working


@quick
@given(dates, amounts, offices)
def test_the_fast_path_agrees_with_the_whole(start, amount, office):
    fast = due_date(start, amount, CALENDAR, office)
    assert due(start, amount, Unit.WORKING_DAYS, CALENDAR, office).due.date() == fast


@quick
@given(interrupted(), amounts, units)
def test_pauses_never_bring_a_date_earlier(run, amount, unit):
    start, pauses = run
    plain = due(start, amount, unit, CALENDAR).due
    for upto in range(len(pauses) + 1):
        paused = due(start, amount, unit, CALENDAR, pauses=pauses[:upto]).due
        assert paused >= plain
        plain = paused


@quick
@given(interrupted(), amounts, st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]), offices)
def test_the_days_explained_as_counting_are_the_limit(run, amount, unit, office):
    start, pauses = run
    limit = due(start, amount, unit, CALENDAR, office, pauses)
    counted = [line for line in limit.days if line.counts]
    assert len(counted) == amount
    assert f"{amount}/{amount}" in counted[-1].why
    assert limit.days[0].date == start.date()
    assert limit.days[-1].date == limit.due.date()
    if unit is Unit.WORKING_DAYS:
        assert counted[-1].date == limit.due.date()


@quick
@given(interrupted(), st.integers(1, 400), offices)
def test_hours_run_exactly_as_long_as_the_office_is_open(run, quarters, office):
    start, pauses = run
    limit = due(start, Decimal(quarters) / 4, Unit.HOURS, CALENDAR, office, pauses)
    assert seconds_worked(start, limit.due, pauses, office) == quarters * 900


def seconds_worked(start, end, pauses, office) -> int:
    """Office seconds between two moments outside pauses, cut into pieces at every edge."""
    table, total, date = CALENDAR.table(office), 0, start.date()
    while date <= end.date():
        for session in table.sessions[table.offset(date)]:
            opens, closes = (dt.datetime.combine(date, edge, tzinfo=ZONE) for edge in session)
            cuts = [start, end, opens, closes, *(m for p in pauses for m in (p.start, p.end))]
            edges = sorted(m for m in set(cuts) if max(opens, start) <= m <= min(closes, end))
            for left, right in zip(edges, edges[1:], strict=False):
                if not any(p.start <= left and right <= p.end for p in pauses):
                    total += int((right - left).total_seconds())
        date += dt.timedelta(days=1)
    return total


@quick
@given(interrupted(), st.integers(0, 20 * 1440), amounts, st.sampled_from(list(Unit)))
def test_a_later_start_is_never_due_earlier(run, later, amount, unit):
    start, pauses = run
    amount = min(amount, 12) if unit is Unit.MONTHS else amount
    first = due(start, amount, unit, CALENDAR, pauses=pauses).due
    second = due(start + dt.timedelta(minutes=later), amount, unit, CALENDAR, pauses=pauses).due
    assert first <= second


@quick
@given(dates, amounts, offices)
def test_working_days_agree_with_counting_on_fingers(start, amount, office):
    table = CALENDAR.table(office)
    date, left = start, amount
    while not table.sessions[table.offset(date)]:
        date += dt.timedelta(days=1)
    while left:
        date += dt.timedelta(days=1)
        left -= is_working_day(date, CALENDAR, office)
    assert due_date(start, amount, CALENDAR, office) == date


@quick
@given(dates, st.integers(1, 200))
def test_calendar_days_agree_with_counting_on_fingers(start, amount):
    while not is_working_day(start, CALENDAR):
        start += dt.timedelta(days=1)
    end = start + dt.timedelta(days=amount)
    while not is_working_day(end, CALENDAR):
        end += dt.timedelta(days=1)
    assert due(start, amount, Unit.CALENDAR_DAYS, CALENDAR).due.date() == end

"""Table tests: what an official would count by hand on the wall calendar."""

from decimal import Decimal

import pytest

from congvu.core.workdays import BadMoment, BadTimeLimit, Unit, due, due_date
from tests.core.workdays.factories import (
    CALENDAR,
    FRIDAY_MORNING,
    RECEIVING_SATURDAYS,
    SIX_DAYS,
    at,
    day,
)

WORKING_DAYS = [
    ("8/9/2020", 32, "22/10/2020"),  # a dossier's receipt slip
    ("28/8/2020", 15, "21/9/2020"),  # over Quốc khánh 02/9
    ("1/9/2020", 1, "3/9/2020"),
    ("20/1/2020", 3, "30/1/2020"),  # over Tết 2020, 23–29/01
    ("9/2/2021", 1, "17/2/2021"),  # over Tết 2021, 10–16/02
    ("28/1/2022", 5, "11/2/2022"),  # over Tết 2022, 31/01–04/02
    ("19/1/2023", 2, "30/1/2023"),
    ("7/2/2024", 1, "15/2/2024"),
    ("24/1/2025", 1, "3/2/2025"),
    ("13/2/2026", 1, "23/2/2026"),
    ("28/4/2023", 1, "4/5/2023"),  # Giỗ Tổ 29/4, 30/4 and 01/5 made one break
    ("26/4/2019", 2, "3/5/2019"),  # Monday 29/4 swapped off
    ("3/5/2019", 1, "4/5/2019"),  # ... and its Saturday worked
    ("25/4/2024", 4, "4/5/2024"),
    ("25/4/2025", 1, "26/4/2025"),
    ("31/12/2025", 1, "5/1/2026"),  # Friday 02/01/2026 swapped off late
    ("9/1/2026", 1, "10/1/2026"),
    ("21/8/2026", 1, "22/8/2026"),
    ("28/8/2026", 1, "3/9/2026"),
    ("23/11/2026", 1, "24/11/2026"),  # Ngày Văn hóa Việt Nam waits for its act
    ("29/8/2020", 1, "1/9/2020"),  # Saturday: received on Monday, day 1 is Tuesday
]


@pytest.mark.parametrize(("start", "amount", "end"), WORKING_DAYS)
def test_working_days_end_where_the_wall_calendar_says(start, amount, end):
    assert due_date(day(start), amount, CALENDAR) == day(end)
    assert due(day(start), amount, Unit.WORKING_DAYS, CALENDAR).due == at(f"{end} 17:00")


CALENDAR_DAYS = [
    ("5/8/2020", 28, "3/9/2020"),  # 02/9 is a holiday: rolled
    ("3/8/2020", 7, "10/8/2020"),
    ("3/8/2020", 5, "10/8/2020"),  # a Saturday rolls to Monday
    ("17/1/2020", 6, "30/1/2020"),  # 23/01 rolls over all of Tết
    ("1/8/2020", 1, "4/8/2020"),  # received on Monday 03/8
    ("18/4/2019", 16, "4/5/2019"),  # a worked Saturday is a working day: no roll
]


@pytest.mark.parametrize(("start", "amount", "end"), CALENDAR_DAYS)
def test_calendar_days_count_all_and_roll_off_days_off(start, amount, end):
    assert due(day(start), amount, Unit.CALENDAR_DAYS, CALENDAR).due == at(f"{end} 17:00")


MONTHS = [
    ("31/1/2020", 1, "2/3/2020"),  # 29/02/2020 is a Saturday
    ("29/1/2021", 1, "1/3/2021"),  # 28/02/2021 is a Sunday
    ("31/8/2020", 6, "1/3/2021"),
    ("15/6/2020", 3, "15/9/2020"),
    ("2/12/2019", 1, "2/1/2020"),
    ("30/11/2020", 12, "30/11/2021"),
]


@pytest.mark.parametrize(("start", "amount", "end"), MONTHS)
def test_months_end_on_the_corresponding_day_or_the_last(start, amount, end):
    assert due(day(start), amount, Unit.MONTHS, CALENDAR).due == at(f"{end} 17:00")


HOURS = [
    ("8/9/2020 08:00", 2, "8/9/2020 10:00"),
    ("8/9/2020 10:00", 2, "8/9/2020 14:00"),  # lunch stops the clock
    ("8/9/2020 10:00", 1, "8/9/2020 11:00"),  # the end of the morning, not 13:00
    ("8/9/2020 12:00", 1, "8/9/2020 14:00"),
    ("8/9/2020 16:00", 4, "9/9/2020 10:00"),
    ("11/9/2020 16:00", 8, "14/9/2020 16:00"),
    ("12/9/2020 09:00", 8, "14/9/2020 17:00"),  # Saturday: from Monday's opening
    ("1/9/2020 16:30", 1, "3/9/2020 07:30"),
    ("8/9/2020 06:00", Decimal("1.5"), "8/9/2020 08:30"),
    ("8/9/2020 17:00", 1, "9/9/2020 08:00"),
]


@pytest.mark.parametrize("unit", [Unit.HOURS, Unit.WORKING_HOURS])
@pytest.mark.parametrize(("start", "amount", "end"), HOURS)
def test_hours_run_only_while_the_office_is_open(start, amount, end, unit):
    assert due(at(start), amount, unit, CALENDAR).due == at(end)


def test_hours_of_a_plain_date_start_with_the_opening():
    assert due(day("12/9/2020"), 3, Unit.HOURS, CALENDAR).due == at("14/9/2020 10:00")


SAME_DAY = [
    ("8/9/2020 08:00", "8/9/2020 17:00"),
    ("8/9/2020 17:00", "8/9/2020 17:00"),
    ("8/9/2020 17:01", "9/9/2020 17:00"),
    ("12/9/2020 08:00", "14/9/2020 17:00"),
]


@pytest.mark.parametrize(("start", "end"), SAME_DAY)
def test_same_day_ends_at_the_close_of_the_day_of_receipt(start, end):
    assert due(at(start), 0, Unit.SAME_DAY, CALENDAR).due == at(end)


HALF_DAYS = [("0.5", "9/9/2020 11:00"), ("1.5", "10/9/2020 11:00"), ("0.25", "9/9/2020 09:00")]


@pytest.mark.parametrize(("amount", "end"), HALF_DAYS)
def test_half_a_working_day_is_half_the_office_time_of_the_next(amount, end):
    assert due(at("8/9/2020 10:00"), Decimal(amount), Unit.WORKING_DAYS, CALENDAR).due == at(end)


def test_a_limit_ends_with_the_sessions_of_its_last_day():
    ends = due(day("10/9/2020"), 1, Unit.WORKING_DAYS, CALENDAR, FRIDAY_MORNING)
    assert ends.due == at("11/9/2020 11:00")


def test_an_office_open_on_saturdays_counts_them():
    assert due_date(day("11/9/2020"), 1, CALENDAR, SIX_DAYS) == day("12/9/2020")
    assert due(day("11/9/2020"), 1, Unit.WORKING_DAYS, CALENDAR, SIX_DAYS).due == at(
        "12/9/2020 11:00"
    )


def test_saturdays_of_mere_receiving_do_not_count():
    received_saturday = at("12/9/2020 08:00")
    limit = due(received_saturday, 1, Unit.WORKING_DAYS, CALENDAR, RECEIVING_SATURDAYS)
    assert limit.due == at("14/9/2020 17:00")
    assert due_date(day("12/9/2020"), 1, CALENDAR, RECEIVING_SATURDAYS) == day("14/9/2020")


def test_a_holiday_on_saturday_closes_an_office_open_on_saturdays():
    assert due_date(day("1/9/2023"), 1, CALENDAR, SIX_DAYS) == day("6/9/2023")


@pytest.mark.parametrize("amount", [0, -1, Decimal("NaN"), Decimal("Infinity"), 10**9])
@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.MONTHS, Unit.HOURS])
def test_a_limit_that_means_nothing_is_refused(amount, unit):
    with pytest.raises(BadTimeLimit):
        due(day("8/9/2020"), amount, unit, CALENDAR)


@pytest.mark.parametrize("unit", [Unit.CALENDAR_DAYS, Unit.MONTHS])
def test_half_a_month_or_calendar_day_is_refused(unit):
    with pytest.raises(BadTimeLimit):
        due(day("8/9/2020"), Decimal("1.5"), unit, CALENDAR)


def test_the_fast_path_refuses_no_days():
    with pytest.raises(BadTimeLimit):
        due_date(day("8/9/2020"), 0, CALENDAR)


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(BadMoment):
        due(at("8/9/2020 08:00").replace(tzinfo=None), 1, Unit.HOURS, CALENDAR)


def test_the_api_word_days_means_working_days():
    assert Unit("days") is Unit.WORKING_DAYS
    with pytest.raises(ValueError, match="weeks"):
        Unit("weeks")

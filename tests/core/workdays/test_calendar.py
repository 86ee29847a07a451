"""Years, provisional days, rehearsals, hours by date."""

import datetime as dt
import pickle

import pytest

from congvu.core.workdays import (
    Calendar,
    Kind,
    NoOfficeHours,
    OfficeHours,
    Status,
    Unit,
    YearNotAnnounced,
    between,
    due,
    due_date,
    is_working_day,
    working_days_left,
)
from tests.core.workdays.factories import (
    CALENDAR,
    DAY,
    HOURS,
    ROWS,
    SIX_DAYS,
    WEEK,
    at,
    day,
    row,
)


def test_an_empty_year_is_a_named_error():
    with pytest.raises(YearNotAnnounced, match="Chưa có lịch nghỉ năm 2028"):
        due_date(day("30/12/2027"), 5, CALENDAR)


@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.HOURS])
def test_every_unit_stops_at_an_empty_year(unit):
    with pytest.raises(YearNotAnnounced) as error:
        due(day("30/12/2027"), 40, unit, CALENDAR)
    assert error.value.year == 2028


@pytest.mark.parametrize("start", ["31/12/2018", "3/1/2028"])
def test_a_start_in_an_empty_year_is_refused(start):
    with pytest.raises(YearNotAnnounced, match=start[-4:]):
        due(day(start), 1, Unit.WORKING_DAYS, CALENDAR)
    with pytest.raises(YearNotAnnounced, match=start[-4:]):
        due_date(day(start), 1, CALENDAR)


def test_a_calendar_without_rows_knows_no_year():
    with pytest.raises(YearNotAnnounced, match="2020"):
        due_date(day("8/9/2020"), 1, Calendar.build([], HOURS))


def test_a_year_left_out_is_not_jumped_over():
    without_2021 = Calendar.build([one for one in ROWS if one.date.year != 2021], HOURS)
    with pytest.raises(YearNotAnnounced, match="2021"):
        due_date(day("30/12/2020"), 10, without_2021)
    with pytest.raises(YearNotAnnounced, match="2021"):
        due(at("30/12/2020 08:00"), 100, Unit.HOURS, without_2021)
    with pytest.raises(YearNotAnnounced, match="2021"):
        between(day("30/12/2020"), day("10/1/2022"), without_2021)
    assert due_date(day("4/1/2022"), 1, without_2021) == day("5/1/2022")


@pytest.mark.parametrize("kind", [Kind.LOCAL, Kind.SWAP_OFF, Kind.SWAP_WORK, Kind.PENDING])
def test_a_local_or_swapped_day_makes_no_calendar(kind):
    calendar = CALENDAR.with_rows([row("3/1/2028", kind)])
    with pytest.raises(YearNotAnnounced):
        is_working_day(day("4/1/2028"), calendar)


def test_dates_in_a_provisional_year_are_provisional():
    assert not due(day("24/12/2026"), 5, Unit.WORKING_DAYS, CALENDAR).provisional
    assert due(day("24/12/2026"), 6, Unit.WORKING_DAYS, CALENDAR).provisional
    assert due(day("1/3/2027"), 1, Unit.HOURS, CALENDAR).provisional


def test_a_provisional_swap_touches_only_what_runs_over_it():
    calendar = CALENDAR.with_rows([row("9/9/2020", Kind.SWAP_OFF, status=Status.PROVISIONAL)])
    assert due(day("8/9/2020"), 1, Unit.WORKING_DAYS, calendar).provisional
    assert not due(day("9/9/2020"), 1, Unit.WORKING_DAYS, CALENDAR).provisional
    assert not due(day("10/9/2020"), 1, Unit.WORKING_DAYS, calendar).provisional


def test_a_pending_holiday_is_a_working_day():
    assert is_working_day(day("24/11/2026"), CALENDAR)
    assert not due(day("20/11/2026"), 5, Unit.WORKING_DAYS, CALENDAR).provisional


def test_a_rumoured_holiday_can_be_rehearsed():
    rehearsal = CALENDAR.with_rows([row("24/11/2026", Kind.HOLIDAY, "Ngày Văn hóa Việt Nam")])
    assert due_date(day("23/11/2026"), 1, CALENDAR) == day("24/11/2026")
    assert due_date(day("23/11/2026"), 1, rehearsal) == day("25/11/2026")


def test_an_alternative_tet_can_be_rehearsed():
    rehearsal = CALENDAR.with_rows([row("11/2/2027")], without=[day("4/2/2027")])
    assert due_date(day("3/2/2027"), 1, rehearsal) == day("4/2/2027")
    assert due_date(day("4/2/2027"), 1, rehearsal) == day("12/2/2027")


def test_a_later_row_wins_but_a_waiting_one_never_does():
    calendar = CALENDAR.with_rows(
        [row("2/9/2020", Kind.PENDING), row("1/9/2020", Kind.LOCAL), row("1/9/2020", Kind.HOLIDAY)]
    )
    assert not is_working_day(day("2/9/2020"), calendar)
    assert calendar.by_date()[day("1/9/2020")].kind is Kind.HOLIDAY


def test_a_swapped_saturday_has_the_hours_of_the_day_it_replaces():
    friday_short = OfficeHours.parse({**WEEK, "fri": ["07:00-11:00"]})
    ends = due(day("25/4/2025"), 1, Unit.WORKING_DAYS, CALENDAR, friday_short)
    assert ends.due == at("26/4/2025 11:00")  # stands in for Friday 02/5/2025
    ends = due(day("3/5/2024"), 1, Unit.WORKING_DAYS, CALENDAR, SIX_DAYS)
    assert ends.due == at("4/5/2024 17:00")  # stands in for Monday 29/4/2024: a full day


def test_a_swapped_saturday_without_its_pair_is_a_full_day():
    calendar = CALENDAR.with_rows([row("12/9/2020", Kind.SWAP_WORK)])
    ends = due(day("11/9/2020"), 1, Unit.WORKING_DAYS, calendar, SIX_DAYS)
    assert ends.due == at("12/9/2020 17:00")


OLD = OfficeHours.parse(WEEK, valid_to=day("31/8/2022"))
NEW = OfficeHours.parse(
    dict.fromkeys(WEEK, ["07:30-11:30", "13:00-17:30"]), valid_from=day("1/9/2022")
)


def test_hours_change_with_the_date():
    assert due(day("29/8/2022"), 1, Unit.WORKING_DAYS, CALENDAR, (OLD, NEW)).due == at(
        "30/8/2022 17:00"
    )
    assert due(at("31/8/2022 16:00"), 2, Unit.HOURS, CALENDAR, (OLD, NEW)).due == at(
        "5/9/2022 08:30"
    )


def test_of_overlapping_hours_the_newest_hold():
    always = OfficeHours.parse(WEEK)
    assert due(day("5/9/2022"), 1, Unit.WORKING_DAYS, CALENDAR, (NEW, always)).due == at(
        "6/9/2022 17:30"
    )


def test_dates_without_office_hours_are_a_named_error():
    with pytest.raises(NoOfficeHours, match="01/09/2022"):
        due_date(day("31/8/2022"), 3, CALENDAR, OLD)
    with pytest.raises(NoOfficeHours, match="31/08/2022"):
        due_date(day("31/8/2022"), 3, CALENDAR, NEW)


def test_a_calendar_without_hours_asks_for_them():
    bare = Calendar.build(ROWS)
    with pytest.raises(NoOfficeHours):
        due_date(day("8/9/2020"), 1, bare)
    assert due_date(day("8/9/2020"), 1, bare, HOURS) == day("9/9/2020")


def test_a_timetable_is_prepared_once():
    calendar = Calendar.build(ROWS, HOURS)
    same = OfficeHours.parse(dict.fromkeys(WEEK, DAY))
    assert calendar.table() is calendar.table(same)
    assert calendar.table() is not calendar.table(SIX_DAYS)


def test_a_calendar_can_be_kept_in_a_cache():
    copy = pickle.loads(pickle.dumps(CALENDAR))
    assert copy == CALENDAR
    assert due_date(day("28/8/2020"), 15, copy) == day("21/9/2020")


def test_provisional_years_are_told():
    assert CALENDAR.provisional_years() == {2027}
    assert CALENDAR.announced() == set(range(2019, 2028))


@pytest.mark.parametrize("moment", [dt.date.min, dt.date.max])
def test_the_ends_of_time_are_years_without_calendar(moment):
    with pytest.raises(YearNotAnnounced):
        due_date(moment, 1, CALENDAR)
    with pytest.raises(YearNotAnnounced):
        working_days_left(moment, day("8/9/2020"), CALENDAR)

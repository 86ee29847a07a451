"""Our calendar against the law's day counts and against the package ``holidays``."""

import datetime as dt

import holidays
import pytest

from congvu.core.workdays import Kind, Status, due_date
from tests.core.workdays.factories import CALENDAR, ROWS, day

YEARS = range(2019, 2027)
SWAP = {dt.date(2026, 1, 2)}  # decreed on 25/12/2025, too late for the package
SWAP_WORKED = {dt.date(2026, 1, 10)}
NO_ACT_YET = {dt.date(2026, 11, 24)}  # Ngày Văn hóa Việt Nam
FOURTH_OF_TET = {dt.date(2025, 2, 1)}  # a Saturday; the decree's five days are 27–31/01
THEIRS = holidays.country_holidays("VN", years=YEARS)
OURS = [row for row in ROWS if row.date.year in YEARS]


def test_days_off_equal_the_package_but_for_named_differences():
    ours = {row.date for row in OURS if row.off}
    theirs = {date for date in THEIRS if date.year in YEARS}
    assert ours - theirs == SWAP
    assert theirs - ours == NO_ACT_YET | FOURTH_OF_TET


def test_worked_saturdays_equal_the_package_but_for_one():
    ours = {row.date for row in OURS if row.kind is Kind.SWAP_WORK}
    theirs = {date for date in THEIRS.weekend_workdays if date.year in YEARS}
    assert ours - theirs == SWAP_WORKED
    assert theirs <= ours


@pytest.mark.parametrize("year", [2019, 2020])
def test_ten_days_a_year_under_the_labour_code_of_2012(year):
    assert paid_days(year) == 10


@pytest.mark.parametrize("year", range(2021, 2028))
def test_eleven_days_a_year_under_the_labour_code_of_2019(year):
    assert paid_days(year) == 11


def paid_days(year: int) -> int:
    """Weekdays off by law; each stands for a holiday or is given in lieu of one."""
    statutory = {Kind.HOLIDAY, Kind.COMPENSATORY}
    return sum(r.date.year == year and r.kind in statutory and r.date.weekday() < 5 for r in ROWS)


def test_only_2027_is_provisional_and_all_of_it():
    by_status = {r.date.year for r in ROWS if r.status is Status.PROVISIONAL}
    assert by_status == {2027}
    assert {r.status for r in ROWS if r.date.year == 2027} == {Status.PROVISIONAL, Status.PENDING}


def test_the_day_of_culture_waits_in_both_years():
    waiting = [r.date for r in ROWS if r.kind is Kind.PENDING]
    assert waiting == [day("24/11/2026"), day("24/11/2027")]
    assert not any(r.counts for r in ROWS if r.kind is Kind.PENDING)


def test_swaps_come_in_pairs():
    swaps = {r.date: r.pair for r in ROWS if r.kind in {Kind.SWAP_OFF, Kind.SWAP_WORK}}
    outside = day("31/12/2018")
    assert all(swaps[pair] == date for date, pair in swaps.items() if pair != outside)
    assert [date for date, pair in swaps.items() if pair == outside] == [day("5/1/2019")]


def test_every_row_names_its_source_and_scope():
    assert all(r.source and r.name and r.scope == "national" for r in ROWS)


def test_what_no_page_confirms_is_marked():
    unconfirmed = [r.date for r in ROWS if r.status is Status.UNCONFIRMED]
    assert unconfirmed == [day("1/9/2022"), day("1/9/2025")]


def test_the_article_of_2020_counts_as_its_officers_did():
    assert due_date(day("28/8/2020"), 15, CALENDAR) == day("21/9/2020")

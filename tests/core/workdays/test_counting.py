"""Working days between dates, left and before."""

import pytest

from congvu.core.workdays import (
    BadTimeLimit,
    YearNotAnnounced,
    between,
    is_working_day,
    working_days_before,
    working_days_left,
)
from tests.core.workdays.factories import CALENDAR, SIX_DAYS, day

SPANS = [
    ("28/8/2020", "21/9/2020", 15),
    ("8/9/2020", "22/10/2020", 32),
    ("8/9/2020", "8/9/2020", 0),
    ("10/9/2020", "8/9/2020", 0),
    ("12/9/2020", "14/9/2020", 1),  # from a Saturday: Monday is the first day after
    ("29/12/2025", "10/1/2026", 8),
]


@pytest.mark.parametrize(("start", "end", "count"), SPANS)
def test_working_days_between_two_dates(start, end, count):
    result = between(day(start), day(end), CALENDAR)
    assert result.working_days == count
    assert sum(line.counts for line in result.days) == count


def test_between_explains_each_day():
    result = between(day("31/8/2020"), day("5/9/2020"), CALENDAR)
    assert [line.why for line in result.days] == [
        "ngày thứ 1",
        "ngày nghỉ: Quốc khánh",
        "ngày thứ 2",
        "ngày thứ 3",
        "thứ Bảy",
    ]


def test_between_flags_what_is_not_announced():
    assert not between(day("28/12/2026"), day("31/12/2026"), CALENDAR).provisional
    result = between(day("28/12/2026"), day("1/1/2027"), CALENDAR)
    assert result.provisional
    assert result.days[-1].why == "ngày nghỉ: Tết Dương lịch, tạm tính"
    swapped = between(day("3/5/2024"), day("4/5/2024"), CALENDAR)
    assert swapped.days[0].why == "ngày thứ 1, làm bù ngày 29/04/2024"


LEFT = [
    ("18/9/2020", "21/9/2020", 1),
    ("21/9/2020", "21/9/2020", 0),
    ("22/9/2020", "21/9/2020", -1),
    ("19/9/2020", "21/9/2020", 1),
    ("28/9/2020", "21/9/2020", -5),
]


@pytest.mark.parametrize(("today", "due", "left"), LEFT)
def test_working_days_left(today, due, left):
    assert working_days_left(day(today), day(due), CALENDAR) == left


BEFORE = [
    ("21/9/2020", 1, "18/9/2020"),
    ("3/9/2020", 1, "1/9/2020"),
    ("20/9/2020", 1, "18/9/2020"),
    ("21/9/2020", 15, "28/8/2020"),
]


@pytest.mark.parametrize(("due", "amount", "remind"), BEFORE)
def test_working_days_before_a_due_date(due, amount, remind):
    assert working_days_before(day(due), amount, CALENDAR) == day(remind)


def test_working_days_before_refuses_what_it_cannot_know():
    with pytest.raises(BadTimeLimit):
        working_days_before(day("8/9/2020"), 0, CALENDAR)
    with pytest.raises(YearNotAnnounced, match="2018"):
        working_days_before(day("3/1/2019"), 5, CALENDAR)


WORKING = [
    ("8/9/2020", True),
    ("12/9/2020", False),
    ("2/9/2020", False),
    ("4/5/2019", True),
    ("29/4/2019", False),
    ("2/1/2026", False),
    ("10/1/2026", True),
]


@pytest.mark.parametrize(("date", "working"), WORKING)
def test_is_working_day(date, working):
    assert is_working_day(day(date), CALENDAR) is working


def test_a_saturday_is_worked_where_the_office_says_so():
    assert is_working_day(day("12/9/2020"), CALENDAR, SIX_DAYS)

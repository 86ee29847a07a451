"""The explanation names every day and why it counts or not."""

from decimal import Decimal

import pytest

from congvu.core.workdays import Calendar, DayLine, Kind, Unit, due, explain
from tests.core.workdays.factories import CALENDAR, HOURS, ROWS, at, day, pause, row


def why(lines: list[DayLine], text: str) -> str:
    """What the explanation says of one day."""
    return next(line.why for line in lines if line.date == day(text))


SAYINGS = [
    ("28/8/2020", 15, "28/8/2020", "ngày tiếp nhận, không tính"),
    ("28/8/2020", 15, "29/8/2020", "thứ Bảy"),
    ("28/8/2020", 15, "30/8/2020", "Chủ nhật"),
    ("28/8/2020", 15, "2/9/2020", "ngày nghỉ: Quốc khánh"),
    ("28/8/2020", 15, "3/9/2020", "ngày thứ 3/15"),
    ("8/4/2022", 2, "11/4/2022", "nghỉ bù: Giỗ Tổ Hùng Vương (10/4)"),
    ("26/4/2019", 5, "29/4/2019", "nghỉ hoán đổi, làm bù ngày 04/05/2019"),
    ("26/4/2019", 5, "4/5/2019", "ngày thứ 3/5, làm bù ngày 29/04/2019"),
    ("8/4/2022", 2, "10/4/2022", "ngày nghỉ: Giỗ Tổ Hùng Vương"),
    ("20/11/2026", 3, "24/11/2026", "ngày thứ 2/3, chờ văn bản: Ngày Văn hóa Việt Nam, "
     "vẫn tính là ngày làm việc"),
    ("3/2/2027", 1, "4/2/2027", "ngày nghỉ: Tết Âm lịch, tạm tính"),
    ("3/2/2027", 1, "11/2/2027", "ngày thứ 1/1, tạm tính"),
    ("29/8/2020", 1, "29/8/2020", "thứ Bảy, tính từ buổi làm việc tiếp theo"),
    ("29/8/2020", 1, "31/8/2020", "ngày tiếp nhận, không tính"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "amount", "of", "words"), SAYINGS)
def test_each_kind_of_day_has_its_words(start, amount, of, words):
    assert why(explain(day(start), amount, Unit.WORKING_DAYS, CALENDAR), of) == words


def test_a_local_day_off_is_named():
    calendar = CALENDAR.with_rows([row("9/9/2020", Kind.LOCAL, "Nghỉ tránh bão")])
    lines = explain(day("8/9/2020"), 1, Unit.WORKING_DAYS, calendar)
    assert why(lines, "9/9/2020") == "ngày nghỉ của địa phương, cơ quan: Nghỉ tránh bão"


def test_swap_days_without_their_other_half_are_named_plainly():
    calendar = CALENDAR.with_rows(
        [row("11/9/2020", Kind.SWAP_OFF), row("12/9/2020", Kind.SWAP_WORK)]
    )
    lines = explain(day("10/9/2020"), 1, Unit.WORKING_DAYS, calendar)
    assert [line.why for line in lines[1:]] == ["nghỉ hoán đổi", "ngày thứ 1/1, làm bù"]


def test_paused_days_name_the_reason():
    stop = pause("9/9/2020 10:00", "11/9/2020 10:00")
    lines = explain(at("8/9/2020 10:00"), 2, Unit.WORKING_DAYS, CALENDAR, pauses=[stop])
    assert [line.why for line in lines[1:4]] == [
        "tạm dừng: chờ bổ sung hồ sơ",
        "tạm dừng: chờ bổ sung hồ sơ",
        "ngày thứ 1/2",
    ]


def test_receipt_after_closing_is_explained():
    lines = explain(at("8/9/2020 18:00"), 1, Unit.WORKING_DAYS, CALENDAR)
    assert [line.why for line in lines] == [
        "nhận sau giờ, tính từ ngày làm việc tiếp theo",
        "ngày tiếp nhận, không tính",
        "ngày thứ 1/1",
    ]


def test_a_rolled_calendar_limit_cites_the_law():
    lines = explain(day("5/8/2020"), 28, Unit.CALENDAR_DAYS, CALENDAR)
    assert [(line.counts, line.why) for line in lines[-2:]] == [
        (True, "ngày thứ 28/28, ngày nghỉ: Quốc khánh"),
        (False, "hạn chuyển sang ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148)"),
    ]


def test_months_show_the_day_reached_and_the_roll():
    lines = explain(day("31/1/2020"), 1, Unit.MONTHS, CALENDAR)
    assert why(lines, "29/2/2020") == "ngày thứ 29/29, hạn 1 tháng, thứ Bảy"
    assert why(lines, "1/3/2020") == "Chủ nhật"
    assert lines[-1].date == day("2/3/2020")


def test_paused_calendar_days_do_not_count():
    stop = pause("10/9/2020 10:00", "12/9/2020 10:00")
    lines = explain(day("8/9/2020"), 3, Unit.CALENDAR_DAYS, CALENDAR, pauses=[stop])
    assert [line.counts for line in lines] == [False, True, False, False, True, True, False]


def test_hours_show_what_ran_and_what_stopped():
    stop = pause("9/9/2020 10:00", "11/9/2020 10:00", "payment")
    lines = explain(at("8/9/2020 10:00"), 12, Unit.HOURS, CALENDAR, pauses=[stop])
    assert [line.why for line in lines] == [
        "5 giờ, cộng 5 giờ",
        "3 giờ, cộng 8 giờ, tạm dừng 5 giờ: chờ nộp phí, lệ phí",
        "tạm dừng 8 giờ: chờ nộp phí, lệ phí",
        "4 giờ, cộng 12 giờ, tạm dừng 3 giờ: chờ nộp phí, lệ phí",
    ]


def test_hours_of_a_free_evening_and_weekend_are_explained():
    lines = explain(at("11/9/2020 18:00"), Decimal("1.5"), Unit.HOURS, CALENDAR)
    assert [line.why for line in lines] == [
        "nhận sau giờ, tính từ buổi làm việc tiếp theo",
        "thứ Bảy",
        "Chủ nhật",
        "1 giờ 30 phút, cộng 1 giờ 30 phút",
    ]


def test_half_days_are_written_with_a_comma():
    lines = explain(day("8/9/2020"), Decimal("1.5"), Unit.WORKING_DAYS, CALENDAR)
    assert [line.why for line in lines[1:]] == ["ngày thứ 1/1,5", "ngày thứ 1,5/1,5"]


def test_a_same_day_limit_says_so():
    stop = pause("8/9/2020 14:00", "10/9/2020 09:00")
    lines = explain(at("8/9/2020 10:00"), 0, Unit.SAME_DAY, CALENDAR, pauses=[stop])
    assert [line.why for line in lines] == [
        "tạm dừng: chờ bổ sung hồ sơ",
        "tạm dừng: chờ bổ sung hồ sơ",
        "trả kết quả trong ngày",
    ]


def test_the_explanation_is_worked_out_when_read():
    calendar = Calendar.build(ROWS, HOURS)
    limit = due(day("28/8/2020"), 15, Unit.WORKING_DAYS, calendar)
    assert "days" not in vars(limit)
    assert len(limit.days) == 25
    assert limit.days is limit.days

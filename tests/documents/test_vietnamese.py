"""Dates, numbers and lists as official Vietnamese writes them."""

from datetime import date

import pytest

from congvu.documents import vietnamese as vi


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 9, 7), "ngày 07 tháng 9 năm 2020", "07/9/2020"),
        (date(2020, 2, 28), "ngày 28 tháng 02 năm 2020", "28/02/2020"),
        (date(2020, 1, 1), "ngày 01 tháng 01 năm 2020", "01/01/2020"),
        (date(2020, 3, 17), "ngày 17 tháng 3 năm 2020", "17/3/2020"),
        (date(2020, 12, 31), "ngày 31 tháng 12 năm 2020", "31/12/2020"),
    ],
)
def test_days_below_10_and_months_1_and_2_take_a_zero(day, long, short):
    assert vi.date_text(day) == long
    assert vi.date_short(day) == short


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (3, "03"), (9, "09"), (10, "10")])
def test_small_numbers_take_a_zero(number, text):
    assert vi.number_text(number) == text


def test_counts_name_the_noun():
    assert vi.count_text(3, 7, "đơn vị") == "03/07 đơn vị"
    assert vi.count_text(30, 412) == "30/412"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1990, "MCMXC")]
)
def test_roman_numerals(number, text):
    assert vi.roman(number) == text


def test_roman_numerals_begin_at_one():
    with pytest.raises(ValueError, match="begin at 1"):
        vi.roman(0)


def test_a_list_ends_with_and():
    assert vi.listing(["a", "b", "c"]) == "a; b và c"
    assert vi.listing(["a", "", "b"], separator=", ") == "a và b"
    assert vi.listing(["a"]) == "a"
    assert vi.listing([]) == ""


def test_a_sentence_has_a_capital_and_a_full_stop():
    assert vi.sentence("  chưa kịp thời ") == "Chưa kịp thời."
    assert vi.sentence("Đúng hạn./.") == "Đúng hạn./."
    assert vi.sentence("") == ""


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop():
    assert vi.ground_lines(["Căn cứ A.", " Căn cứ B; ", "Căn cứ C"]) == [
        "Căn cứ A;",
        "Căn cứ B;",
        "Căn cứ C.",
    ]


def test_recipients_are_dashed():
    assert vi.recipient_lines(["- Như trên;", "Lưu: VT."]) == ["- Như trên;", "- Lưu: VT."]

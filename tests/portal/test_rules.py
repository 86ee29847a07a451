"""What a check of a text finds, as tables."""

import pytest

from congvu.portal import rules
from congvu.portal.states import FlagKind

UNITS = [("Phòng Người có công", "Phòng NCC"), ("Văn phòng Sở",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phòng Người có công còn một số hạn chế.", ["Phòng Người có công"]),
        ("phong nguoi co cong con han che.", ["Phòng Người có công"]),
        ("Việc công khai tại Phòng NCC chưa đầy đủ.", ["Phòng Người có công"]),
        ("Đoàn đã làm việc tại Phòng Người có công; Văn phòng Sở.", []),
        ("Một số đơn vị còn hạn chế.", []),
        ("Còn một số mặt hạn chế như: Việc ứng dụng ít. Văn phòng Sở cũng vậy.", ["Văn phòng Sở"]),
    ],
)
def test_a_unit_beside_a_limitation_is_flagged(text, found):
    flags = rules.unit_flags([text], UNITS)
    assert [flag.why.rpartition(": ")[2] for flag in flags] == found
    assert {flag.kind for flag in flags} <= {FlagKind.UNIT}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đoàn do ông Đặng Hồng Sơn, Giám đốc Sở, làm Trưởng đoàn.", []),
        ("Bà Nguyễn Thị Lan đã nộp hồ sơ.", ["Nguyễn Thị Lan"]),
        ("Hồ sơ của Trần Văn Bình quá hạn.", ["Trần Văn Bình"]),
        ("Công chức của đơn vị đã nộp.", []),
    ],
)
def test_a_person_without_office_is_flagged(text, found):
    people = ["Trần Văn Bình", "Đặng Hồng Sơn", "Văn thư Sở"]
    flags = rules.person_flags([text], people, ["Đặng Hồng Sơn"])
    assert [flag.why for flag in flags] == [f"Nêu tên: {name}" for name in found]


def test_counts_are_compared_with_the_data():
    data = [("Số đơn vị", "03 đơn vị trực thuộc"), ("Ngày", "25-28/8/2020")]
    right = "Từ ngày 25-28/8/2020, kiểm tra tại 03 đơn vị trực thuộc."
    wrong = "Từ ngày 25-27/8/2020, kiểm tra tại 05 đơn vị trực thuộc."
    assert rules.count_flags([right], rules.compared(right, data)) == []
    flags = rules.count_flags([wrong], rules.compared(wrong, data))
    assert [flag.words for flag in flags] == ["Số đơn vị", "Ngày", wrong]
    assert "5 đơn vị" in flags[-1].why


def test_a_tick_holds_only_for_the_words_that_were_read():
    one, two = (rules.Flag(FlagKind.UNIT, words, "vì") for words in ("Câu A.", "Câu B."))
    assert one.key == rules.Flag(FlagKind.UNIT, "Câu A.", "vì").key != two.key


@pytest.mark.parametrize(
    ("count", "before", "after"),
    [(1, "<p>a</p>", "<p>b</p>"), (0, "<p>a</p><p>b</p>", ""), (9, "<p>a</p><p>b</p>", "")],
)
def test_photos_stand_after_their_paragraph(count, before, after):
    assert rules.split_after("<p>a</p><p>b</p>", count) == (before, after)


def test_plain_text_becomes_rich_and_back():
    said = ["Khoản 1 < 2 & “x”", "Đoạn hai"]
    assert rules.paragraphs_of(rules.rich(said)) == said

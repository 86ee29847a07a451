"""Reading calendar files: a wrong row is named with file and line."""

from pathlib import Path

import pytest

from congvu.core.workdays import BadCalendarFile, Kind, Status, load, load_hours
from tests.core.workdays.factories import day

HEAD = "meta: {scope: province}\nsources: {law: Luật}\ndays:\n"
GOOD = "- {date: 2020-09-02, kind: holiday, status: confirmed, name: 'Quốc khánh', source: law}\n"


def write(folder: Path, text: str) -> Path:
    """A calendar file."""
    path = folder / "calendar.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_becomes_rows(tmp_path):
    more = "weekend_holidays:\n- {date: 2020-08-30, name: 'Nghỉ', source: law}\n"
    weekend, national = load(write(tmp_path, HEAD + GOOD + more))
    assert (weekend.date, weekend.kind, weekend.status) == (
        day("30/8/2020"),
        Kind.HOLIDAY,
        Status.CONFIRMED,
    )
    assert (national.name, national.source, national.scope) == ("Quốc khánh", "law", "province")


BAD = [
    ("- {date: 2020-02-30, name: Nghỉ, source: law}", "không hợp lệ"),
    ("- {date: 2020-02-28, kind: party, name: Nghỉ, source: law}", "không hợp lệ"),
    ("- {date: 2020-02-28, status: sure, name: Nghỉ, source: law}", "không hợp lệ"),
    ("- {date: 2020-02-28, pair: soon, name: Nghỉ, source: law}", "không hợp lệ"),
    ("- {date: 2020-02-28, name: Nghỉ, source: rumour}", "không có nguồn 'rumour'"),
    ("- {date: 2020-02-28, source: law}", "thiếu trường name"),
    ("- {date: 2020-02-28, name: Nghỉ, source: law, colour: red}", "không có trường colour"),
    ("- {date: 2020-02-28, name: [Nghỉ], source: law}", "cần một giá trị đơn"),
    ("- 2020-02-28", "cần các cặp"),
    (GOOD.strip(), "có hai dòng"),
    ("- {date: 2020-02-28", "không đọc được YAML"),
]


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_a_bad_row_is_named_with_its_line(tmp_path, line, reason):
    with pytest.raises(BadCalendarFile, match=reason) as error:
        load(write(tmp_path, HEAD + GOOD + line))
    assert error.value.line == 5
    assert "calendar.yaml, dòng 5:" in error.value.message


BROKEN = [("", "trống"), ("- a\n", "cần các cặp"), ("meta: {}\n", "thiếu phần sources")]


@pytest.mark.parametrize(("text", "reason"), BROKEN)
def test_a_file_that_is_no_calendar_is_refused(tmp_path, text, reason):
    with pytest.raises(BadCalendarFile, match=reason):
        load(write(tmp_path, text))


def test_days_must_be_a_list(tmp_path):
    with pytest.raises(BadCalendarFile, match="dòng 3: cần một danh sách"):
        load(write(tmp_path, HEAD.replace("days:", "days: none")))


def test_bad_office_hours_are_named_with_their_line(tmp_path):
    with pytest.raises(BadCalendarFile, match="dòng 3: .*7h") as error:
        load_hours(write(tmp_path, "name: Giờ\nweek:\n  mon: ['7h-11h']\n"))
    assert error.value.line == 3

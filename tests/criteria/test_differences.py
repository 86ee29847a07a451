"""What a new version changes is named field by field."""

from congvu.criteria.loader import parse
from congvu.criteria.rules import FieldChange, diff
from tests.criteria.factories import SMALL


def compared(*changes):
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return diff(parse(SMALL).data, parse(text).data)


def test_the_same_text_differs_in_nothing():
    assert compared().empty


def test_a_first_version_adds_everything():
    found = diff(None, parse(SMALL).data)
    assert [c.code for c in found.added] == ["N1.1", "N1.2"]
    assert not found.empty


def test_a_changed_field_is_shown_before_and_after():
    found = compared(("Có kế hoạch không?", "Có kế hoạch năm không?"))
    (row,) = found.changed
    assert row.code == "N1.1"
    assert row.fields == (FieldChange("Tiêu chí", "Có kế hoạch không?", "Có kế hoạch năm không?"),)


def test_changed_points_read_as_sentences():
    found = compared(("from: 95, points", "from: 90, points"), ("below: 95", "below: 90"))
    (field,) = found.changed[0].fields
    assert field.label == "Cách tính điểm"
    assert field.before.startswith("từ 95% được 10 điểm")
    assert field.after.startswith("từ 90% được 10 điểm")


def test_added_and_removed_criteria_are_named():
    found = compared(("code: N1.1", "code: N1.9"))
    assert [c.code for c in found.added] == ["N1.9"]
    assert [c.code for c in found.removed] == ["N1.1"]


def test_a_criterion_that_moves_says_from_where():
    area = "  - code: N2\n    title: Bộ máy\n    short_title: Bộ máy\n    criteria:\n"
    found = compared(("      - code: N1.2", area + "      - code: N1.2"))
    (row,) = found.changed
    assert row.fields == (FieldChange("Nội dung", "N1. Cải cách thể chế", "N2. Bộ máy"),)
    assert [a.code for a in found.areas_added] == ["N2"]


def test_head_scale_and_areas_are_compared_too():
    found = compared(
        ("2019-01-01", "2021-01-01"),
        ("from: 80,", "from: 75,"),
        ("short_title: Thể chế", "short_title: TC"),
    )
    assert [change.label for change in found.header] == ["Áp dụng từ", "Thang xếp loại"]
    assert found.areas_changed[0].fields == (FieldChange("Tên ngắn", "Thể chế", "TC"),)

"""The neutral text: layouts by date, and a canonical form that comes back whole."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.documents import frozen
from congvu.documents.layouts import ND30_2020, TT01_2011, layout_for
from congvu.documents.measure import balanced
from tests.documents import factories


@pytest.mark.parametrize(
    ("day", "layout"),
    [
        (date(2019, 8, 1), TT01_2011),
        (date(2020, 3, 4), TT01_2011),
        (date(2020, 3, 5), ND30_2020),
        (date(2026, 1, 1), ND30_2020),
        (None, ND30_2020),
    ],
)
def test_the_layout_is_that_of_the_day(day, layout):
    assert layout_for(day) is layout


def test_an_office_may_bring_rules_of_its_own():
    own = replace(ND30_2020, code="OWN", margin_left=35.0)
    rules = [(date(2021, 1, 1), own), (date(2020, 3, 5), ND30_2020)]
    assert layout_for(date(2021, 1, 1), rules) is own
    with pytest.raises(ValueError, match="01/01/2020"):
        layout_for(date(2020, 1, 1), rules)


@pytest.mark.parametrize("make", [factories.conclusion, factories.minutes, factories.letter])
def test_canonical_json_comes_back_whole(make):
    text = make()
    assert frozen.loads(frozen.dumps(text)) == text
    assert frozen.digest(text) == frozen.digest(make())


def test_one_changed_letter_changes_the_digest():
    assert frozen.digest(factories.conclusion(place="Hà Tiên")) != frozen.digest(
        factories.conclusion()
    )


def test_agency_names_break_after_the_dash():
    lines = balanced("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", 13, 68, bold=True)
    assert lines == ["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]

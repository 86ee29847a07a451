"""Levels: half-open, exactly one per percent, never falling."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.criteria import rules

NAMES = {
    "excellent": ("Xuất sắc", "XS", 100),
    "good": ("Tốt", "Tốt", 85),
    "fair": ("Khá", "Khá", 75),
    "average": ("Trung bình", "TB", 60),
    "weak": ("Yếu", "Yếu", 25),
}


def scale(code, starts):
    rows = [
        {"code": c, "name": n, "short": s, "from": start, "points_percent": p}
        for (c, (n, s, p)), start in zip(NAMES.items(), starts, strict=True)
    ]
    return rules.scale_from(code, rows)


KIEN_GIANG = scale("kien_giang_2017", [90, 80, 65, 50, 0])
DEFAULT = scale("default", [90, 80, 70, 50, 0])
PERCENTS = st.decimals(0, 100, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("67", "fair"),
        ("60", "average"),
        ("72", "fair"),
        ("100", "excellent"),
        ("90", "excellent"),
        ("89.995", "excellent"),
        ("89.994", "good"),
        ("80", "good"),
        ("79.99", "fair"),
        ("65", "fair"),
        ("64.99", "average"),
        ("50", "average"),
        ("49.99", "weak"),
        ("0", "weak"),
    ],
)
def test_the_published_scale_gives_the_published_levels(value, code):
    assert rules.level_for(KIEN_GIANG, Decimal(value)).code == code


def test_the_default_scale_calls_67_average():
    assert rules.level_for(DEFAULT, Decimal(67)).name == "Trung bình"


@given(PERCENTS)
def test_each_percent_lies_in_exactly_one_level(percent):
    rounded = rules.percent_of(percent, Decimal(100))
    bounds = [level.start for level in KIEN_GIANG.levels]
    ends = [Decimal(101), *bounds]
    holding = [
        level
        for level, end in zip(KIEN_GIANG.levels, ends, strict=False)
        if level.start <= rounded < end
    ]
    assert holding == [rules.level_for(KIEN_GIANG, percent)]


@given(PERCENTS, PERCENTS)
def test_more_percent_never_means_a_lower_level(one, other):
    low, high = sorted([one, other])
    rank = KIEN_GIANG.rank
    assert rank(rules.level_for(KIEN_GIANG, low).code) <= rank(
        rules.level_for(KIEN_GIANG, high).code
    )


@pytest.mark.parametrize("one", [KIEN_GIANG, DEFAULT])
@pytest.mark.parametrize("code", NAMES)
def test_points_given_for_a_level_fall_into_that_level(one, code):
    points = rules.points_for_level(one, code, Decimal(10))
    assert rules.level_for(one, rules.percent_of(points, Decimal(10))).code == code


def test_an_unknown_level_gives_no_points():
    assert rules.points_for_level(DEFAULT, "superb", Decimal(10)) is None


def test_percent_rounds_half_up_to_two_decimals():
    assert rules.percent_of(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert rules.percent_of(Decimal("12.345"), Decimal(100)) == Decimal("12.35")


def test_percent_of_nothing_is_nothing():
    assert rules.percent_of(Decimal(0), Decimal(0)) is None

"""Point rules as tables."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.criteria import rules

TEN = Decimal(10)
SHARE = {
    "type": "tiers",
    "tiers": [
        {"from": 95, "points": 10},
        {"from": 80, "below": 95, "points": 8},
        {"from": 65, "below": 80, "points": 7},
        {"from": 50, "below": 65, "points": 5},
        {"from": 0, "below": 50, "points": 0},
    ],
}
PLAN_DONE = {  # criterion 1.1.4 as published: over 90; 70 to 90 inclusive; below 70
    "type": "tiers",
    "tiers": [
        {"over": 90, "points": 2},
        {"from": 70, "through": 90, "points": 1},
        {"below": 70, "points": 0},
    ],
}
STEPS = {
    "type": "steps",
    "steps": [
        {"when": "ban hành đúng hạn", "points": "1"},
        {"when": "ban hành chậm", "points": "0.5"},
        {"when": "không ban hành", "points": "0"},
    ],
}
YES_NO = {"type": "yes_no", "yes": 10, "no": 0}
PLAIN_RATIO = {"type": "ratio", "full_at": 100, "zero_below": 0}
SPENT = {"type": "ratio", "full_at": 95, "zero_below": 50}
WEIGHTS = {"very_satisfied": "1.0", "satisfied": "0.6", "partly": "0.2", "not": "0.0"}
SURVEY = {"type": "survey", "weights": WEIGHTS}
TEXT = {"type": "text"}


@pytest.mark.parametrize(
    ("data", "most", "value", "points"),
    [
        (YES_NO, 10, 1, 10),
        (YES_NO, 10, 0, 0),
        (SHARE, 10, 100, 10),
        (SHARE, 10, 95, 10),
        (SHARE, 10, "94.99", 8),
        (SHARE, 10, 80, 8),
        (SHARE, 10, "79.9", 7),
        (SHARE, 10, 65, 7),
        (SHARE, 10, 50, 5),
        (SHARE, 10, "49.99", 0),
        (SHARE, 10, 0, 0),
        (PLAN_DONE, 2, "90.01", 2),
        (PLAN_DONE, 2, 90, 1),
        (PLAN_DONE, 2, 70, 1),
        (PLAN_DONE, 2, "69.99", 0),
        (STEPS, 1, 1, 1),
        (STEPS, 1, 2, "0.5"),
        (STEPS, 1, 3, 0),
        (PLAIN_RATIO, 3, 100, 3),
        (PLAIN_RATIO, 3, 50, "1.5"),
        (PLAIN_RATIO, 3, 0, 0),
        (PLAIN_RATIO, 3, 110, 3),
        (SPENT, 2, 95, 2),
        (SPENT, 2, 50, 0),
        (SPENT, 2, 20, 0),
        (SPENT, 2, "72.5", 1),
        (SURVEY, 6, 100, 6),
        (SURVEY, 6, 50, 3),
        (SURVEY, 6, 120, 6),
    ],
)
def test_a_value_earns_points(data, most, value, points):
    rule = rules.rule_from(data, Decimal(most))
    assert rules.propose_points(rule, Decimal(value)) == Decimal(points)


@pytest.mark.parametrize(
    ("data", "value"),
    [(TEXT, 1), (YES_NO, None), (SHARE, -1), (STEPS, 0), (STEPS, 4), (STEPS, "1.5")],
)
def test_what_fits_nowhere_earns_no_proposal(data, value):
    rule = rules.rule_from(data, TEN)
    assert rules.propose_points(rule, None if value is None else Decimal(value)) is None


@pytest.mark.parametrize("data", [YES_NO, SHARE, PLAN_DONE, STEPS, PLAIN_RATIO, SURVEY, TEXT])
def test_a_rule_survives_being_stored(data):
    rule = rules.rule_from(data, TEN)
    assert rules.rule_from(rules.rule_to(rule), TEN) == rule


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="dice"):
        rules.rule_from({"type": "dice"}, TEN)


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
@pytest.mark.parametrize("data", [SHARE, PLAN_DONE, PLAIN_RATIO, SPENT, SURVEY])
def test_more_never_earns_less(data, one, other):
    rule = rules.rule_from(data, Decimal(2))
    low, high = sorted([one, other])
    assert rules.propose_points(rule, low) <= rules.propose_points(rule, high)


def test_a_survey_is_a_weighted_mean():
    rule = rules.rule_from(SURVEY, Decimal(6))
    counts = {"very_satisfied": 5, "satisfied": 3, "partly": 1, "not": 1}
    assert rules.survey_percent(rule, counts) == Decimal("70.00")
    assert rules.survey_percent(rule, {}) is None


@pytest.mark.parametrize(
    ("mode", "points"), [("full", TEN), ("zero", Decimal(0)), ("not_applicable", None)]
)
def test_nothing_arose_follows_its_mode(mode, points):
    assert rules.points_when_nothing_arose(mode, TEN) == points


@pytest.mark.parametrize(
    ("points", "valid"),
    [("7.5", True), ("10", True), ("0", True), ("7.3", False), ("10.5", False), ("-0.5", False)],
)
def test_an_inspector_writes_points_in_half_steps(points, valid):
    assert rules.is_on_step(Decimal(points), Decimal("0.5"), TEN) is valid


@given(st.decimals(0, 12, places=3))
def test_rounding_to_a_step_gives_points_one_may_write(points):
    step = Decimal("0.5")
    assert rules.is_on_step(rules.on_step(points, step, TEN), step, TEN)


@pytest.mark.parametrize(
    ("data", "unit", "sentence"),
    [
        (YES_NO, "%", "có được 10 điểm; không được 0 điểm"),
        (STEPS, "%", "ban hành đúng hạn: 1 điểm; ban hành chậm: 0,5 điểm; không ban hành: 0 điểm"),
        (PLAN_DONE, "%", "trên 90% được 2 điểm; từ 70% đến 90% được 1 điểm; dưới 70% được 0 điểm"),
        (PLAIN_RATIO, "%", "từ 100% được 10 điểm; thấp hơn thì tính theo tỷ lệ"),
        (TEXT, "%", "nhận xét bằng lời, không tính điểm"),
    ],
)
def test_a_rule_explains_itself(data, unit, sentence):
    assert rules.explain(rules.rule_from(data, TEN), unit) == sentence


def test_tiers_of_percent_and_of_counts_read_differently():
    assert rules.explain(rules.rule_from(SHARE, TEN)).startswith(
        "từ 95% được 10 điểm; từ 80% đến dưới 95% được 8 điểm; "
    )
    rows = [
        {"from": 0, "below": 1, "points": 10},
        {"from": 1, "below": 3, "points": 5},
        {"from": 3, "points": 0},
    ]
    rule = rules.rule_from({"type": "tiers", "tiers": rows}, TEN)
    assert rules.explain(rule, "") == "0 được 10 điểm; từ 1 đến 2 được 5 điểm; từ 3 được 0 điểm"


def test_ratio_and_survey_name_their_bounds():
    assert rules.explain(rules.rule_from(SPENT, Decimal(2))) == (
        "từ 95% được 2 điểm; từ 50% trở xuống được 0 điểm; ở giữa thì tính theo tỷ lệ"
    )
    text = rules.explain(rules.rule_from(SURVEY, Decimal(6)))
    assert "hài lòng 60%" in text and "nhân với 6 điểm" in text
    bare = rules.explain(rules.rule_from({"type": "survey"}, Decimal(4)))
    assert bare == "điểm trung bình của phiếu khảo sát (%) nhân với 4 điểm"

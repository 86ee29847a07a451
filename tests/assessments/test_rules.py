"""What an answer counts for, and what a cell says, as tables."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from congvu.assessments.rules import (
    Cell,
    bounds_of,
    cell_of,
    change_between,
    counted,
    noted,
    self_answered,
)
from congvu.assessments.states import CellState
from congvu.criteria.rules import scale_from
from congvu.inspections.rules import cell_words

FULL = Decimal(10)
SCALE = scale_from(
    "thu",
    [
        {"code": "good", "name": "Tốt", "from": 80, "points_percent": 90},
        {"code": "fair", "name": "Trung bình", "short": "TB", "from": 50, "points_percent": 60},
        {"code": "weak", "name": "Yếu", "from": 0, "points_percent": 25},
    ],
)


@pytest.mark.parametrize(
    ("mode", "points", "most"),
    [("full", FULL, FULL), ("zero", Decimal(0), FULL), ("not_applicable", None, Decimal(0))],
)
def test_nothing_arose_counts_as_the_criterion_says(mode, points, most):
    found = counted(FULL, Decimal(3), not_applicable=False, nothing=mode)
    assert (found.points, found.max_points) == (points, most)


def test_not_applicable_leaves_the_answer_out():
    found = counted(FULL, Decimal(3), not_applicable=True, nothing=None)
    assert (found.points, found.max_points) == (None, 0)


def test_points_count_as_given():
    found = counted(FULL, Decimal("5.5"), not_applicable=False, nothing=None)
    assert (found.points, found.max_points) == (Decimal("5.5"), FULL)


def sums(**told):
    zero = dict.fromkeys(
        ["applicable_count", "judged_count", "in_words", "words_judged", "total"], 0
    )
    return {**zero, "points_sum": None, "max_sum": None, **told}


@pytest.mark.parametrize(
    ("totals", "state"),
    [
        (None, CellState.OUT_OF_SCOPE),
        (sums(), CellState.OUT_OF_SCOPE),
        (sums(total=3), CellState.OUT_OF_SCOPE),
        (sums(total=2, in_words=2, words_judged=1), CellState.PARTLY),
        (sums(total=2, in_words=2, words_judged=2), CellState.JUDGED),
        (sums(total=2, applicable_count=2, judged_count=1, max_sum=FULL), CellState.PARTLY),
        (
            sums(total=1, applicable_count=1, judged_count=1, max_sum=FULL, points_sum=FULL),
            CellState.JUDGED,
        ),
    ],
)
def test_state_of_a_cell(totals, state):
    assert cell_of(1, totals, SCALE).state == state


def test_a_level_of_another_scale_gives_no_arrow():
    other = scale_from("khac", [{"code": "passed", "name": "Đạt", "from": 0, "points_percent": 50}])
    now = Cell(1, CellState.JUDGED, level=SCALE.level("good"))
    before = Cell(1, CellState.JUDGED, level=other.level("passed"))
    assert change_between(now, before, SCALE) == 0


def test_bounds_are_points_of_this_criterion():
    assert [(level.code, start) for level, start in bounds_of(SCALE, Decimal(5))] == [
        ("good", 4),
        ("fair", Decimal("2.5")),
        ("weak", 0),
    ]


def words(**told):
    return cell_words(Cell(1, **told))


def test_words_of_a_judged_cell():
    level, points = SCALE.level("fair"), Decimal("29.5")
    told = words(state=CellState.JUDGED, level=level, points=points, max_points=FULL * 4, change=-1)
    assert told == {
        "level": "fair",
        "label": "TB",
        "short": "TB",
        "points": "29,5 / 40",
        "percent": "74%",
        "mark": "down",
    }


def test_both_marks_stand_in_one_cell():
    cell = noted(Cell(1, CellState.JUDGED, level=SCALE.level("good"), change=1), repeated=2)
    assert cell_words(cell)["mark"] == "up repeat"


def test_words_of_cells_without_a_level():
    assert words(state=CellState.OUT_OF_SCOPE)["state"] == "out"
    assert words(state=CellState.PARTLY, judged=3, applicable=5)["word"] == "đã chấm 3/5"
    assert words(state=CellState.PARTLY, applicable=5)["word"] == ""


def test_comments_are_counted():
    cell = noted(Cell(1, CellState.PARTLY, applicable=3), strengths=2, limitations=1)
    told = cell_words(cell, comments_only=True)
    assert (told["label"], told["points"]) == ("1 hạn chế", "2 ưu điểm")
    praise = noted(Cell(1, CellState.PARTLY, applicable=3), strengths=2)
    assert cell_words(praise, comments_only=True)["label"] == "2 ưu điểm"
    unseen = Cell(1, CellState.PARTLY, applicable=3)
    assert cell_words(unseen, comments_only=True)["word"] == "chưa xem"


@pytest.mark.parametrize(
    ("told", "answered"),
    [({}, False), ({"self_note": "có"}, True), ({"self_value": Decimal(0)}, True)],
)
def test_a_unit_answered_when_it_said_anything(told, answered):
    empty = {"self_points": None, "self_value": None, "self_nothing_arose": False, "self_note": ""}
    assert self_answered(SimpleNamespace(**(empty | told))) is answered

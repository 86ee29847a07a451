"""The matrix: cells, arrows, what is not judged, and what it costs."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.assessments.actions import judge_many
from congvu.assessments.models import Sheet, matrix_of, totals_of
from congvu.assessments.rules import Judgement
from congvu.assessments.states import CellState, Scoring
from tests.inspections.factories import judge_all, make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory

pytestmark = pytest.mark.django_db


def cells(campaign, sheet=None):
    sheet = sheet or campaign.sheet
    found = matrix_of([sheet])[sheet.pk]
    codes = dict(campaign.inspection.library_version.areas.values_list("pk", "code"))
    return {codes[area]: cell for area, cell in found.items()}


def test_nothing_judged_yet_is_partly_without_a_level():
    cell = cells(make_inspection(1))["A1"]
    assert (cell.state, cell.judged, cell.applicable, cell.level) == (CellState.PARTLY, 0, 3, None)


def test_level_comes_with_the_last_judgement():
    campaign = make_inspection(1)
    first, second, third = (a.pk for a in campaign.answers()[:3])
    judge_many([Judgement(first, level="good"), Judgement(second, level="good")], by=campaign.head)
    assert cells(campaign)["A1"].level is None
    judge_many([Judgement(third, level="weak")], by=campaign.head)
    cell = cells(campaign)["A1"]
    assert (cell.points, cell.max_points) == (Decimal("19.5"), Decimal(30))
    assert cell.level.code == "fair"


def test_an_area_without_a_question_for_the_unit_is_out_of_scope():
    campaign = make_inspection([UnitFactory(school=True)])
    assert cells(campaign)["A2"].state == CellState.OUT_OF_SCOPE


def test_an_area_all_marked_not_applicable_is_out_of_scope():
    campaign = make_inspection(1)
    marks = [
        Judgement(a.pk, not_applicable=True, reason="Đơn vị không có nhiệm vụ này")
        for a in campaign.answers()[:3]
    ]
    judge_many(marks, by=campaign.head)
    assert cells(campaign)["A1"].state == CellState.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("before", "now", "change"), [("fair", "good", 1), ("good", "weak", -1), ("good", "good", 0)]
)
def test_arrow_compares_with_the_unit_s_sheet_of_last_year(before, now, change):
    people, unit = make_people(), UnitFactory()
    old = make_inspection([unit], people=people, library=make_library(), year=2019)
    judge_all(old.sheet, by=old.head, level=before)
    new = make_inspection(
        [unit], people=people, library=make_library(), previous=old.inspection, year=2020
    )
    judge_all(new.sheet, by=new.head, level=now)
    assert cells(new)["A1"].change == change


def test_no_arrow_while_not_all_is_judged():
    people, unit = make_people(), UnitFactory()
    old = make_inspection([unit], people=people, year=2019)
    judge_all(old.sheet, by=old.head)
    new = make_inspection([unit], people=people, previous=old.inspection)
    assert cells(new)["A1"].change == 0


def test_comments_only_has_no_points_and_no_level():
    campaign = make_inspection(1, scoring=Scoring.COMMENTS_ONLY)
    first, second, third = (a.pk for a in campaign.answers()[:3])
    judge_many([Judgement(first, note="Đã ban hành kế hoạch")], by=campaign.head)
    cell = cells(campaign)["A1"]
    assert (cell.state, cell.judged, cell.applicable) == (CellState.PARTLY, 1, 3)
    judge_many([Judgement(second, seen=True), Judgement(third, value=Decimal(1))], by=campaign.head)
    cell = cells(campaign)["A1"]
    assert (cell.state, cell.max_points, cell.level) == (CellState.JUDGED, 0, None)


def test_totals_of_a_sheet_sum_its_areas():
    campaign = make_inspection(1)
    judge_all(campaign.sheet, by=campaign.head, level="good")
    scale = campaign.inspection.library_version.scale.as_rule()
    total = totals_of(matrix_of([campaign.sheet])[campaign.sheet.pk].values(), scale)
    assert (total.points, total.max_points, total.level.code) == (51, 60, "good")


def test_the_matrix_costs_four_queries_for_one_unit_and_for_twelve():
    old = make_inspection(12, until="opened", year=2019)
    people = {"head": old.head, "secretary": old.secretary, "inspector": old.inspector}
    make_inspection(old.units, people=people, previous=old.inspection, until="opened")
    new = Sheet.objects.filter(previous__isnull=False)
    for sheets in (list(new[:1]), list(new)):
        with CaptureQueriesContext(connection) as queries:
            matrix_of(sheets)
        assert len(queries) == 4

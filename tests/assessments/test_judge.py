"""The team's side: what a judgement sets, who may, and that it is all or nothing."""

from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.assessments.actions import (
    add_criterion,
    freeze_sheets,
    judge_as,
    judge_many,
    open_sheets,
    record_measured,
)
from congvu.assessments.actions.judge import (
    check_right,
    check_versions,
    judged_fields,
    locked,
    write,
)
from congvu.assessments.actions.sheets import SheetSpec
from congvu.assessments.errors import ReasonMissing, SheetFrozen, WrongPoints
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from congvu.assessments.states import Scoring
from congvu.core.errors import BadInput, NotAllowed, StaleSave
from congvu.core.models import LogEntry
from congvu.inspections.models import Visit
from congvu.inspections.states import VisitState
from tests.inspections.factories import PERIOD, make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_inspection(2))


def judge(campaign, answer=None, by=None, **told):
    answer = answer or campaign.answer
    return judge_many([Judgement(answer.pk, **told)], by=by or campaign.inspector)[0]


def test_points_are_kept_with_who_and_when(campaign):
    with time_machine.travel("2020-08-25T02:41:00Z", tick=False):
        answer = judge(campaign, points=Decimal("5.5"), note=" thiếu thời hạn ")
    assert (answer.points, answer.max_points, answer.judged_note) == (
        Decimal("5.5"),
        10,
        "thiếu thời hạn",
    )
    assert answer.judged_by == campaign.inspector
    assert answer.judged_at.isoformat() == "2020-08-25T02:41:00+00:00"
    row = LogEntry.objects.filter(kind="assessments.answer", object_id=str(answer.pk)).last()
    assert (row.action, row.changes["points"]) == ("assessments.judge", [None, "5.50"])


def test_a_level_means_its_points(campaign):
    assert judge(campaign, level="good").points == Decimal("8.50")


def test_a_value_proposes_points(campaign):
    assert judge(campaign, value=Decimal(0)).points == 0
    assert judge(campaign, value=Decimal(1)).points == 10


def test_points_typed_later_take_the_level_away(campaign):
    judge(campaign, level="good")
    answer = judge(campaign, points=Decimal(9))
    assert (answer.points, answer.judged_level) == (9, "")


def test_saving_the_same_again_leaves_the_first_judge(campaign):
    first = judge(campaign, points=Decimal(5))
    again = judge(campaign, by=campaign.head, note="")
    assert (again.judged_by, again.version) == (campaign.inspector, first.version)


def test_a_note_alone_does_not_judge(campaign):
    assert judge(campaign, note="xem lại buổi chiều").judged_at is None


def test_a_mark_taken_back_leaves_the_answer_unjudged(campaign):
    full = campaign.answers()[2]
    assert judge(campaign, full, nothing_arose=True).points == 10
    back = judge(campaign, full, nothing_arose=False)
    assert (back.points, back.judged_at) == (None, None)
    judge(campaign, not_applicable=True, reason="Không có nhiệm vụ")
    back = judge(campaign, not_applicable=False)
    assert (back.max_points, back.judged_at, back.not_applicable_reason) == (10, None, "")


def test_clear_takes_the_judgement_back_and_keeps_the_note(campaign):
    judge(campaign, points=Decimal(5), note="ghi")
    answer = judge(campaign, clear=True)
    assert (answer.points, answer.judged_by, answer.judged_note) == (None, None, "ghi")


@pytest.mark.parametrize("points", ["10.5", "-1", "5.3"])
def test_wrong_points_are_refused_by_name(campaign, points):
    with pytest.raises(WrongPoints, match="A1.1"):
        judge(campaign, points=Decimal(points))


def test_not_applicable_needs_a_reason(campaign):
    with pytest.raises(ReasonMissing):
        judge(campaign, not_applicable=True, reason="  ")


def test_unknown_levels_and_answers_are_refused(campaign):
    with pytest.raises(BadInput):
        judge(campaign, level="superb")
    with pytest.raises(BadInput) as error:
        judge_many([Judgement(campaign.answer.pk), Judgement(999_999)], by=campaign.inspector)
    assert list(error.value.fields) == ["answers[1].id"]


def test_a_stale_save_names_the_answer(campaign):
    version = campaign.answer.version
    judge(campaign, by=campaign.head, points=Decimal(4))
    with pytest.raises(StaleSave) as error:
        judge(campaign, version=version, points=Decimal(5))
    assert [a.pk for a in error.value.details["stale"]] == [campaign.answer.pk]
    assert campaign.answer.points == 4


def test_nothing_is_saved_when_one_of_many_is_wrong(campaign):
    first, second = (a.pk for a in campaign.answers()[:2])
    changes = [Judgement(first, points=Decimal(5)), Judgement(second, points=Decimal(99))]
    with pytest.raises(WrongPoints):
        judge_many(changes, by=campaign.inspector)
    assert not Answer.objects.judged().exists()


def test_a_frozen_sheet_changes_no_more(campaign):
    freeze_sheets([campaign.sheet], by=campaign.secretary)
    with pytest.raises(SheetFrozen):
        judge(campaign, points=Decimal(5))


def test_nobody_judges_the_own_unit_nor_without_being_in_the_team(campaign):
    people = make_people()
    own = people["inspector"].seats.first().unit
    mine = make_inspection([own], people=people)
    with pytest.raises(NotAllowed, match="đang công tác"):
        judge(mine, by=mine.inspector, points=Decimal(5))
    with pytest.raises(NotAllowed):
        judge(campaign, by=officer("inspector"), points=Decimal(5))
    with pytest.raises(NotAllowed):
        judge(campaign, by=officer("contact", campaign.units[0]), points=Decimal(5))


def test_the_parts_of_a_judgement_refuse_by_themselves(campaign):
    answers = locked([campaign.answer.pk])
    with pytest.raises(NotAllowed):
        check_right(answers.values(), officer("viewer"))
    with pytest.raises(StaleSave):
        check_versions(answers, [Judgement(campaign.answer.pk, version=7)])
    change = Judgement(campaign.answer.pk, points=Decimal(3))
    told = judged_fields(answers[campaign.answer.pk], change, campaign.head)
    assert (told["points"], told["judged_by"]) == (3, campaign.head)


def test_comments_only_takes_no_points():
    campaign = make_inspection(1, scoring=Scoring.COMMENTS_ONLY)
    answer = judge(campaign, points=Decimal(5), level="good")
    assert (answer.points, answer.judged_level, answer.judged_at) == (None, "", None)
    assert judge(campaign, note="Đã ban hành").judged
    assert judge(campaign, campaign.answers()[1], seen=True).judged


def test_queries_are_the_same_for_two_and_for_a_hundred():
    campaign = make_inspection(4, library=make_library(areas=3, criteria=9))
    rows = [a.pk for v in campaign.visits for a in campaign.answers(v.sheet)]
    assert len(rows) > 100
    counts = []
    for chosen in (rows[:1], rows[1:3], rows[3:103]):
        by = type(campaign.inspector).objects.get(pk=campaign.inspector.pk)
        with CaptureQueriesContext(connection) as queries:
            judge_many([Judgement(pk, level="good") for pk in chosen], by=by)
        counts.append(len([q for q in queries if "SAVEPOINT" not in q["sql"]]))
    assert counts == [6, 6, 6]


def test_measured_values_stand_beside_the_others(campaign):
    record_measured([(campaign.answer, Decimal("96.4"), "27/28 hồ sơ")], by=None)
    assert campaign.answer.measured_value == Decimal("96.4")


def test_the_head_adds_a_criterion_with_a_reason():
    campaign = make_inspection([UnitFactory(school=True)])
    criterion = campaign.inspection.library_version.areas.get(code="A2").criteria.first()
    with pytest.raises(ReasonMissing):
        add_criterion(campaign.sheet, criterion, reason=" ", by=campaign.head)
    with pytest.raises(NotAllowed):
        add_criterion(campaign.sheet, criterion, reason="Có thủ tục", by=campaign.inspector)
    added = add_criterion(campaign.sheet, criterion, reason="Có thủ tục", by=campaign.head)
    assert (added.added_reason, added.max_points) == ("Có thủ tục", 10)
    with pytest.raises(BadInput):
        add_criterion(campaign.sheet, criterion, reason="Lần nữa", by=campaign.head)


def test_sheets_are_opened_by_those_who_run_campaigns_only():
    version, unit = make_library(), UnitFactory()
    spec = SheetSpec(unit, version, *PERIOD)
    with pytest.raises(NotAllowed):
        open_sheets([spec], by=officer("inspector"))
    sheet = open_sheets([spec], by=officer("secretary"))[0]
    assert sheet.answers.count() == 6


def test_freezing_needs_the_right(campaign):
    with pytest.raises(NotAllowed):
        freeze_sheets([campaign.sheet], by=campaign.inspector)


def as_good(answer) -> Judgement:
    return Judgement(answer.pk, version=answer.version, level="good")


def refused(answer) -> Judgement:
    raise BadInput("không đọc được")


def test_a_judgement_may_be_read_off_the_answer(campaign):
    answer = judge_as(campaign.answer.pk, as_good, by=campaign.inspector)
    assert (answer.criterion.code, answer.points) == ("A1.1", Decimal("8.5"))
    row = locked([campaign.answer.pk])
    change = Judgement(campaign.answer.pk, level="weak")
    assert write(row, [change], campaign.head)[0].points == Decimal("2.5")


def test_who_may_not_judge_is_told_that_first(campaign):
    for meant in (as_good, refused):
        with pytest.raises(NotAllowed):
            judge_as(campaign.answer.pk, meant, by=officer("viewer"))
    with pytest.raises(BadInput, match="không đọc được"):
        judge_as(campaign.answer.pk, refused, by=campaign.inspector)
    with pytest.raises(BadInput):
        judge_as(2**70, as_good, by=campaign.inspector)
    assert not Answer.objects.judged().exists()


def freeze(campaign):
    freeze_sheets([campaign.sheet], by=campaign.head)


def leave_the_team(campaign):
    campaign.inspection.team.filter(user=campaign.inspector).update(user=officer("viewer"))


def sign_minutes(campaign):
    Visit.objects.filter(sheet=campaign.sheet).update(state=VisitState.MINUTES_SIGNED)


@pytest.mark.parametrize(
    ("meanwhile", "error"),
    [(freeze, SheetFrozen), (leave_the_team, NotAllowed), (sign_minutes, NotAllowed)],
)
def test_what_happens_between_reading_and_locking_counts(campaign, meanwhile, error):
    def meant(answer):
        meanwhile(campaign)
        return as_good(answer)

    with pytest.raises(error):
        judge_as(campaign.answer.pk, meant, by=campaign.inspector)
    assert not Answer.objects.judged().exists()


def test_a_colleague_between_reading_and_locking_makes_the_save_stale(campaign):
    def meant(answer):
        judge(campaign, by=campaign.head, level="weak", version=1)
        return as_good(answer)

    with pytest.raises(StaleSave) as error:
        judge_as(campaign.answer.pk, meant, by=campaign.inspector)
    assert [a.pk for a in error.value.details["stale"]] == [campaign.answer.pk]
    campaign.answer.refresh_from_db()
    assert (campaign.answer.judged_level, campaign.answer.version) == ("weak", 2)


def test_a_page_that_saves_by_itself_asks_little_and_the_least_under_the_lock(campaign):
    judge_as(campaign.answer.pk, as_good, by=campaign.inspector)
    other = campaign.answers(campaign.sheet)[1]
    with CaptureQueriesContext(connection) as queries:
        judge_as(other.pk, as_good, by=campaign.inspector)
    asked = [q["sql"].split()[0] for q in queries]
    under = ["SELECT", "SELECT", "SELECT", "UPDATE", "INSERT"]
    assert asked == ["SELECT", "SAVEPOINT", *under, "RELEASE"]

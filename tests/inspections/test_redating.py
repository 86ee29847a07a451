"""A new holiday moves what was counted on the calendar, and says so in the log."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from congvu.assessments.models import Sheet
from congvu.core.models import LogEntry
from congvu.inspections.actions import extend_recommendation
from congvu.inspections.models import Inspection, Recommendation, Visit
from congvu.inspections.states import InspectionState, RecommendationState
from congvu.organizations.actions import add_day, remove_day
from congvu.organizations.states import DayKind, DayStatus, Role
from tests.inspections.factories import make_inspection
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
CONCLUDED = dt.date(2020, 10, 5)  # a Monday
DUE = dt.date(2020, 10, 19)  # ten working days later
HOLIDAY = dt.date(2020, 10, 13)


@pytest.fixture
def concluded():
    campaign = make_inspection(2)
    Inspection.objects.update(state=InspectionState.CONCLUDED, concluded_on=CONCLUDED)
    for unit in campaign.units:
        Recommendation.objects.create(
            inspection=campaign.inspection,
            unit=unit,
            text="Niêm yết đủ thủ tục",
            responsible_head="Trưởng phòng",
            doer="Chuyên viên",
            due_working_days=10,
            due_on=DUE,
            original_due_on=DUE,
            state=RecommendationState.OPEN,
        )
    return campaign


def holiday(campaign, date=HOLIDAY, **fields):
    return add_day(
        by=campaign.secretary, date=date, kind=DayKind.HOLIDAY, name="Nghỉ bão", **fields
    )


def dues():
    return list(Recommendation.objects.order_by("pk").values_list("due_on", "original_due_on"))


def test_a_holiday_moves_open_recommendations_and_keeps_the_first_day(concluded):
    holiday(concluded)
    assert dues() == [(DUE + dt.timedelta(days=1), DUE)] * 2
    rows = LogEntry.objects.filter(action="inspections.redate")
    assert [row.changes for row in rows] == [{"due_on": ["2020-10-19", "2020-10-20"]}] * 2
    assert rows[0].actor == concluded.secretary and "Nghỉ bão" in rows[0].reason


def test_closed_ones_and_those_set_by_hand_stay(concluded):
    first, second = Recommendation.objects.order_by("pk")
    Recommendation.objects.filter(pk=first.pk).update(
        state=RecommendationState.CLOSED, closed_on=CONCLUDED
    )
    later = dt.date(2020, 11, 30)
    extend_recommendation(second, due_on=later, reason="Chờ trang thiết bị", by=concluded.head)
    holiday(concluded)
    assert dues() == [(DUE, DUE), (later, DUE)]


def test_a_day_of_one_unit_or_outside_the_period_moves_nothing(concluded):
    holiday(concluded, unit=concluded.units[0])
    holiday(concluded, date=dt.date(2020, 12, 1))
    assert dues() == [(DUE, DUE)] * 2
    assert not LogEntry.objects.filter(action="inspections.redate").exists()


def test_dropping_an_expected_day_moves_them_back(concluded):
    day = holiday(concluded, status=DayStatus.PROVISIONAL)
    assert dues()[0][0] == DUE + dt.timedelta(days=1)
    remove_day(day, by=concluded.secretary, reason="Không nghỉ nữa")
    assert dues() == [(DUE, DUE)] * 2


def test_self_reports_are_due_earlier_before_the_visit():
    campaign = make_inspection(1)
    assert Sheet.objects.get().self_due_on == dt.date(2020, 8, 20)
    holiday(campaign, date=dt.date(2020, 8, 21))
    assert Sheet.objects.get().self_due_on == dt.date(2020, 8, 19)
    assert LogEntry.objects.filter(action="assessments.redate_self").count() == 1


@time_machine.travel("2020-09-07T02:00:00Z", tick=False)
def test_explanations_have_the_day_more():
    campaign = make_inspection(1)
    assert campaign.inspection.parameters["explanation_working_days"] == 5
    sent = dt.datetime(2020, 9, 7, 2, tzinfo=dt.UTC)  # a Monday
    Visit.objects.update(draft_sent_at=sent, explanation_due_on=dt.date(2020, 9, 14))
    Inspection.objects.update(state=InspectionState.MINUTES_SIGNED)
    holiday(campaign, date=dt.date(2020, 9, 8))
    assert Visit.objects.get().explanation_due_on == dt.date(2020, 9, 15)


def rehearse(client, **more):
    asked = {"date": "2020-10-13", "kind": DayKind.HOLIDAY, **more}
    return client.get(reverse("organizations:rehearsal"), asked)


def test_a_rehearsal_tells_what_would_move_and_moves_nothing(concluded, client_of):
    moved = rehearse(client_of(concluded.secretary)).context["moved"]
    assert [(one.before, one.after) for one in moved] == [(DUE, DUE + dt.timedelta(days=1))] * 2
    assert dues() == [(DUE, DUE)] * 2


def test_a_rehearsed_day_of_one_unit_or_made_up_for_moves_nothing(concluded, client_of):
    secretary = client_of(concluded.secretary)
    assert rehearse(secretary, unit=concluded.units[0].pk).context["moved"] == []
    assert rehearse(secretary, pair="2020-10-17").context["moved"] == []


def test_a_rehearsal_tells_a_unit_only_its_own(concluded, client_of):
    head = officer(Role.UNIT_HEAD, concluded.units[0])
    [one] = rehearse(client_of(head)).context["moved"]
    assert one.label == str(concluded.units[0])

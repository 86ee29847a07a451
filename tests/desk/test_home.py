"""The first page: what each role must do now, sorted by day, in few queries."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.actions import submit_self
from congvu.core import clock
from congvu.desk.work import tasks_of
from congvu.inspections.actions import answer_explanation, explain
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Recommendation, Visit
from congvu.inspections.states import (
    DocumentKind,
    DocumentState,
    InspectionState,
    PlanState,
    RecommendationState,
    VisitState,
)
from tests.inspections.factories import make_inspection, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
FIRST_DAY = "2020-08-25T02:00:00Z"


def titles(user):
    user._rights = None
    return [task.title for task in tasks_of(user)]


@time_machine.travel(FIRST_DAY, tick=False)
def test_the_inspector_sees_today_s_visit_first():
    campaign = make_inspection(3)
    told = tasks_of(campaign.inspector)
    assert told[0].title == f"Kiểm tra {campaign.units[0]}"
    assert told[0].url == reverse("assessments:sheet_detail", args=[campaign.sheet.pk])
    assert [task.due.day for task in told] == [25, 25, 26]


def test_nobody_is_sent_to_the_own_unit():
    people = make_people()
    own = people["inspector"].seats.first().unit
    campaign = make_inspection([own, UnitFactory()], people=people)
    assert len(titles(campaign.inspector)) == 1


def test_a_visit_that_did_not_happen_is_late():
    campaign = make_inspection(1)
    with time_machine.travel("2020-08-27T02:00:00Z", tick=False):
        [task] = tasks_of(campaign.inspector)
    assert task.late and "dời lịch" in task.title


def test_after_the_visit_the_minutes_wait():
    campaign = make_inspection(1)
    Visit.objects.update(state=VisitState.VISITED)
    assert titles(campaign.inspector) == [f"Ký biên bản với {campaign.units[0]}"]


@time_machine.travel("2020-08-22T02:00:00Z", tick=False)
def test_the_contact_owes_a_report_until_it_is_sent():
    campaign = make_inspection(2)
    contact = officer("contact", campaign.units[0])
    [task] = tasks_of(contact)
    assert task.late and task.due == dt.date(2020, 8, 20)
    submit_self(campaign.sheet, by=contact)
    assert titles(contact) == []


def recommendation(campaign, state, due=None):
    return Recommendation.objects.create(
        inspection=campaign.inspection,
        unit=campaign.units[0],
        text="Niêm yết đủ thủ tục",
        responsible_head="Trưởng phòng",
        doer="Chuyên viên",
        state=state,
        due_on=due,
    )


def test_remedies_go_to_the_unit_and_come_back_to_the_team():
    campaign = make_inspection(1)
    unit_head = officer("unit_head", campaign.units[0])
    yesterday = clock.today() - dt.timedelta(days=1)
    row = recommendation(campaign, RecommendationState.OPEN, yesterday)
    mine = [t for t in tasks_of(unit_head) if t.kind == "Khắc phục sau kiểm tra"]
    assert mine[0].late and mine[0].title.startswith("Khắc phục:")
    assert not [t for t in titles(campaign.secretary) if "Niêm yết" in t]
    Recommendation.objects.filter(pk=row.pk).update(state=RecommendationState.SUBMITTED)
    assert any(t.startswith("Xác nhận khắc phục") for t in titles(campaign.secretary))
    assert not [t for t in titles(unit_head) if "Niêm yết" in t]
    Recommendation.objects.filter(pk=row.pk).update(state=RecommendationState.RETURNED)
    assert any(t.startswith("Làm lại") for t in titles(unit_head))


@pytest.mark.parametrize(
    ("state", "role", "verb"),
    [
        (DocumentState.SUBMITTED, "head", "Ký"),
        (DocumentState.SIGNED, "records_clerk", "Cấp số"),
        (DocumentState.NUMBERED, "records_clerk", "Phát hành"),
    ],
)
def test_papers_wait_for_the_right_hand(state, role, verb):
    campaign = make_inspection(1)
    OfficialDocument.objects.create(
        kind=DocumentKind.REPORT,
        inspection=campaign.inspection,
        state=state,
        type_code="BC",
        subject="Kết quả kiểm tra",
    )
    who = campaign.head if role == "head" else officer(role)
    assert f"{verb}: Báo cáo kết quả kiểm tra" in titles(who)
    assert not [t for t in titles(campaign.inspector) if t.startswith(verb)]


def test_the_conclusion_s_day_is_counted_for_those_who_prepare_it():
    campaign = make_inspection(7)
    Inspection.objects.update(state=InspectionState.MINUTES_SIGNED)
    told = [t for t in tasks_of(campaign.secretary) if t.kind == "Kết luận"]
    assert [t.due for t in told] == [dt.date(2020, 9, 21)]
    assert not [t for t in tasks_of(campaign.inspector) if t.kind == "Kết luận"]


def test_a_draft_sent_to_the_unit_asks_for_its_answer():
    campaign = make_inspection(1)
    contact = officer("contact", campaign.units[0])
    Inspection.objects.update(state=InspectionState.VISITING)
    tomorrow = clock.today() + dt.timedelta(days=1)
    Visit.objects.update(draft_sent_at=clock.now(), explanation_due_on=tomorrow)
    assert "Cho ý kiến về dự thảo kết quả kiểm tra" in titles(contact)


def test_an_explanation_waits_at_the_secretary_until_it_is_answered(client_of):
    campaign = make_inspection(2)
    Inspection.objects.update(state=InspectionState.VISITING)
    visit = campaign.visits[0]
    tomorrow = clock.today() + dt.timedelta(days=1)
    Visit.objects.filter(pk=visit.pk).update(draft_sent_at=clock.now(), explanation_due_on=tomorrow)
    visit.refresh_from_db()
    said = explain(visit, text="Đã niêm yết", by=officer("contact", campaign.units[0]))
    waits = f"Trả lời giải trình của {campaign.units[0]}"
    assert titles(campaign.secretary).count(waits) == 1
    assert waits not in titles(campaign.inspector)
    assert waits not in titles(officer("contact", campaign.units[0]))
    told = [task for task in tasks_of(campaign.secretary) if task.title == waits]
    assert client_of(campaign.secretary).get(told[0].url).status_code == 200
    answer_explanation(said, text="Tiếp thu", accepted=True, by=campaign.secretary)
    assert waits not in titles(campaign.secretary)


def test_a_plan_sent_without_a_paper_waits_at_the_head(client_of):
    campaign = make_inspection(1)
    version = campaign.inspection.library_version
    plan = Plan.objects.create(
        year=2021, title="Kế hoạch năm 2021", library_version=version,
        period_from=dt.date(2021, 1, 1), period_to=dt.date(2021, 12, 31),
    )  # fmt: skip
    assert "Ký: Kế hoạch năm 2021" not in titles(campaign.head)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)
    assert "Ký: Kế hoạch năm 2021" in titles(campaign.head)
    assert "Ký: Kế hoạch năm 2021" not in titles(campaign.secretary)
    [task] = [t for t in tasks_of(campaign.head) if t.kind == "Kế hoạch"]
    assert client_of(campaign.head).get(task.url).status_code == 200
    OfficialDocument.objects.create(kind=DocumentKind.PLAN, plan=plan, type_code="KH")
    assert "Ký: Kế hoạch năm 2021" not in titles(campaign.head)


def test_the_head_s_home_is_the_matrix(client_of):
    campaign = make_inspection(2)
    answer = client_of(campaign.head).get(reverse("desk:home"))
    assert [u["name"] for u in answer.context["units"]] == [str(u) for u in campaign.units]
    assert "data-matrix" in answer.content.decode()
    contact = officer("contact", campaign.units[0])
    assert "data-matrix" not in client_of(contact).get(reverse("desk:home")).content.decode()


def test_the_empty_page_says_what_will_come(client_of):
    answer = client_of(officer("viewer")).get(reverse("desk:home"))
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Không có việc nào đang chờ" in body and "Xem các đợt kiểm tra" in body
    assert client_of(officer("viewer")).post(reverse("desk:home")).status_code == 405


def test_a_citizen_is_led_to_the_public_pages(client_of, citizen):
    answer = client_of(citizen).get(reverse("desk:home"))
    assert (answer.status_code, answer.url) == (302, reverse("portal:home"))


def test_the_page_costs_the_same_for_one_and_for_twenty_units(client_of):
    counts = []
    for units in (1, 20):
        campaign = make_inspection(units)
        contact = officer("contact", campaign.units[0])
        told = []
        for who in (campaign.head, campaign.secretary, campaign.inspector, contact):
            client = client_of(who)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("desk:home")).status_code == 200
            told.append(len(queries))
        counts.append(told)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15

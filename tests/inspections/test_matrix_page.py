"""The head's page of a campaign: what it shows to whom, its figures, and what it costs."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.states import Scoring
from congvu.inspections import registry
from congvu.inspections.actions import FindingText, decide_repeat, raise_finding
from congvu.inspections.models import Finding, Visit, board_of
from congvu.inspections.states import Polarity, VisitState
from congvu.inspections.views.facts import left_words
from congvu.inspections.views.matrix import days_words
from tests.inspections.factories import judge_all, make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
WEDNESDAY = "2020-09-08T03:00:00Z"  # the day of the article


def page(client, campaign):
    return client.get(campaign.inspection.get_absolute_url())


def sign(campaign, count=1):
    """As if minutes were signed: the page only looks at the state."""
    pks = [visit.pk for visit in campaign.visits[:count]]
    Visit.objects.filter(pk__in=pks).update(state=VisitState.MINUTES_SIGNED)


def test_the_head_sees_every_unit(client_of):
    campaign = make_inspection(3)
    judge_all(campaign.sheet, by=campaign.head)
    answer = page(client_of(campaign.head), campaign)
    units = answer.context["units"]
    assert [u["name"] for u in units] == [str(u) for u in campaign.units]
    cell = units[0]["cells"][0]
    assert (cell["label"], cell["points"], cell["level"]) == ("Tốt", "25,5 / 30", "good")
    area = campaign.answer.criterion.area_id
    assert cell["url"] == reverse("assessments:sheet_area", args=[campaign.sheet.pk, area])
    assert "25/8 sáng" in units[0]["note"]


def test_a_unit_sees_itself_after_the_minutes_and_the_average(client_of):
    campaign = make_inspection(4)
    contact = officer("contact", campaign.units[0])
    for visit in campaign.visits[:3]:
        judge_all(visit.sheet, by=campaign.head)
    before = page(client_of(contact), campaign).context["units"]
    assert before[0]["cells"][0]["word"] == "chưa công bố"
    sign(campaign)
    after = page(client_of(contact), campaign).context["units"]
    assert [row["name"] for row in after] == [str(campaign.units[0]), "Bình quân"]
    assert after[0]["cells"][0]["level"] == "good"
    assert after[1]["cells"][0]["points"] == "85,0%"


def test_no_average_of_two_units_lest_one_is_read_out_of_it():
    campaign = make_inspection(2)
    for visit in campaign.visits:
        judge_all(visit.sheet, by=campaign.head)
    assert set(board_of(campaign.inspection, campaign.head).average) == {None}


def test_a_member_sees_nothing_of_the_own_unit_and_strangers_nothing_at_all(client_of):
    people = make_people()
    own = people["inspector"].seats.first().unit
    campaign = make_inspection([own, UnitFactory()], people=people)
    judge_all(campaign.sheet, by=campaign.head)
    rows = page(client_of(campaign.inspector), campaign).context["units"]
    assert rows[0]["cells"][0]["word"] == "chưa công bố"
    assert page(client_of(officer("unit_head")), campaign).status_code == 404
    assert client_of(campaign.head).post(campaign.inspection.get_absolute_url()).status_code == 405


def facts(client, campaign):
    return {f["label"]: f for f in page(client, campaign).context["facts"]}


@time_machine.travel(WEDNESDAY, tick=False)
def test_figures_of_the_strip(client_of):
    campaign = make_inspection(7)
    sign(campaign, 5)
    answer = campaign.answers(campaign.visits[6].sheet)[0]
    raise_finding(answer, FindingText("Chậm báo cáo"), by=campaign.inspector)
    raise_finding(answer, FindingText("Tốt", Polarity.STRENGTH), by=campaign.inspector)
    told = facts(client_of(campaign.head), campaign)
    assert told["đã ký biên bản"]["value"] == "5 / 7"
    assert (told["hạn chế"]["value"], told["ưu điểm"]["value"]) == ("1", "1")
    due = told["hạn thông báo kết luận 21/9/2020"]
    assert (due["value"], due["late"]) == ("Còn 9 ngày làm việc", False)


@pytest.mark.parametrize(
    ("left", "words"),
    [(9, "Còn 9 ngày làm việc"), (0, "Hết hạn hôm nay"), (-2, "Quá hạn 2 ngày làm việc")],
)
def test_the_clock_in_words(left, words):
    assert left_words(left) == words


def test_days_in_words():
    first = dt.date(2020, 8, 25)
    assert days_words(first, first) == "25/8/2020"
    assert days_words(first, dt.date(2020, 8, 28)) == "25–28/8/2020"
    assert days_words(first, dt.date(2020, 9, 3)) == "25/8–03/9/2020"


def test_a_confirmed_repeat_is_marked(client_of):
    people, unit, library = make_people(), UnitFactory(), make_library()
    old = make_inspection([unit], people=people, library=library, year=2019)
    first = raise_finding(old.answer, FindingText("Chưa niêm yết"), by=old.inspector)
    new = make_inspection([unit], people=people, library=library, previous=old.inspection)
    again = raise_finding(new.answer, FindingText("Chưa niêm yết"), by=new.inspector)
    decide_repeat(again, repeated=True, of=first, by=new.inspector)
    judge_all(new.sheet, by=new.head)
    cell = page(client_of(new.head), new).context["units"][0]["cells"][0]
    assert cell["mark"] == "repeat"
    body = client_of(new.head).get(new.answer.get_absolute_url()).content.decode()
    assert "Hạn chế năm 2019" in body and "Hạn chế lặp lại" in body


def test_comments_are_counted_in_a_campaign_without_points(client_of):
    campaign = make_inspection(1, scoring=Scoring.COMMENTS_ONLY)
    raise_finding(campaign.answer, FindingText("Chậm báo cáo"), by=campaign.inspector)
    cells = page(client_of(campaign.head), campaign).context["units"][0]["cells"]
    assert (cells[0]["label"], cells[1]["word"]) == ("1 hạn chế", "chưa xem")


def test_why_the_conclusion_is_due_is_told_day_by_day(client_of):
    campaign = make_inspection(7)
    address = reverse("inspections:conclusion_explained", args=[campaign.inspection.pk])
    answer = client_of(campaign.head).get(address)
    days = answer.context["deadline"].days
    assert (days[-1].date, sum(day.counts for day in days)) == (dt.date(2020, 9, 21), 15)
    assert "Quốc khánh" in answer.content.decode()
    fresh = make_inspection(1, until="opened")
    none = reverse("inspections:conclusion_explained", args=[fresh.inspection.pk])
    assert client_of(campaign.head).get(none).status_code == 404


def test_the_page_costs_the_same_for_two_and_for_twenty_units(client_of):
    counts = []
    for units in (2, 20):
        people, chosen = make_people(), [UnitFactory() for _ in range(units)]
        old = make_inspection(chosen, people=people, year=2019, until="opened")
        new = make_inspection(chosen, people=people, previous=old.inspection)
        client = client_of(new.head)
        page(client, new)
        with CaptureQueriesContext(connection) as queries:
            page(client, new)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16  # three of them for the next step
    assert not Finding.objects.exists()


def test_the_next_step_is_the_page_s_one_primary_button(client_of, monkeypatch):
    step = SimpleNamespace(
        label="Lập báo cáo kết quả", url="/bao-cao/", why="10 ngày làm việc", due=None, late=False
    )
    monkeypatch.setattr(registry, "_next_steps", [lambda inspection, user, visits: step])
    campaign = make_inspection(1)
    body = page(client_of(campaign.head), campaign).content.decode()
    assert body.count("button-primary") == 1 and "10 ngày làm việc" in body
    monkeypatch.setattr(registry, "_next_steps", [lambda inspection, user, visits: None])
    assert "button-primary" not in page(client_of(campaign.head), campaign).content.decode()

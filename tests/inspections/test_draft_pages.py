"""The draft to the unit, its explanations, and what units are reminded of."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.inspections.models import Explanation, Recommendation
from congvu.inspections.reminders import reminders
from congvu.organizations.states import Role
from tests.inspections.campaigns import make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def test_a_unit_explains_within_its_clock_and_is_answered(client_of):
    with clock.at(moment(2020, 8, 27)):
        campaign = make_campaign(units=1).judged()
        visit = campaign.visits[0]
        unit_head = officer(Role.UNIT_HEAD, visit.unit)
        unit, team = client_of(unit_head), client_of(campaign.secretary)
        path, explain = url("draft_detail", visit.pk), url("explanation_add", visit.pk)
        assert list(unit.get(path).context["findings"]) == []
        assert unit.post(explain, {"text": "Chưa đúng"}).status_code == 409
        assert unit.post(url("draft_send", visit.pk)).status_code == 403
        assert team.post(url("draft_send", visit.pk)).status_code == 302
        page = unit.get(path)
        assert (len(page.context["findings"]), page.context["left"]) == (1, 5)
        assert unit.post(explain, {"text": ""}).status_code == 422
        sent = {"text": "Đã niêm yết từ tháng 7", "finding": campaign.findings[0].pk}
        assert unit.post(explain, sent).status_code == 302
        row = Explanation.objects.get()
        answer = url("explanation_answer", row.pk)
        assert team.post(answer, {"answer_text": "Đồng ý"}).status_code == 422
        said = {"answer_text": "Đồng ý", "accepted": "1", "version": row.version}
        assert unit.post(answer, said).status_code == 403
        assert team.post(answer, said).status_code == 302
        assert "Đồng ý" in unit.get(path).content.decode()


def test_strangers_see_no_draft(client_of, outsider):
    with clock.at(moment(2020, 8, 27)):
        campaign = make_campaign(units=1).judged()
        path = url("draft_detail", campaign.visits[0].pk)
        assert client_of(outsider).get(path).status_code == 404


def test_units_are_reminded_before_and_after_the_due_day():
    with clock.at(moment(2020, 9, 8)):
        make_campaign(units=1).concluded()
        row = Recommendation.objects.get()
        contact = officer(Role.CONTACT, row.unit)
        assert list(reminders(dt.date(2020, 9, 10))) == []
        [soon] = reminders(dt.date(2020, 10, 2))
        assert (soon.to_id, soon.path) == (contact.pk, row.get_absolute_url())
        assert "còn 1 ngày làm việc (hạn 05/10/2020)" in soon.text and len(soon.text) <= 300
        [late] = reminders(dt.date(2020, 10, 7))
        assert late.urgent and "quá hạn 2 ngày làm việc" in late.text


def test_a_self_report_is_reminded_of_the_day_before_it_is_due():
    with clock.at(moment(2020, 8, 12)):
        campaign = make_campaign(units=1).scheduled()
        visit = campaign.visits[0]
        officer(Role.CONTACT, visit.unit)
        told = [d for day in range(13, 26) for d in reminders(dt.date(2020, 8, day))]
        assert {d.title for d in told} == {"Báo cáo tự kiểm tra"}
        assert len({d.key for d in told}) == 1

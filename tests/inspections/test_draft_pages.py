"""The draft to the unit, its explanations, and what units are reminded of."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.models import Explanation, Finding, Recommendation
from congvu.inspections.reminders import reminders
from congvu.inspections.states import DocumentKind, RecommendationState
from congvu.organizations.states import Role
from tests.inspections.campaigns import make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def test_a_unit_explains_within_its_clock_and_is_answered(client_of):
    with clock.at(moment(2020, 8, 27)):
        campaign = make_campaign(units=1).judged()
        visit = actions.end_visit(campaign.visits[0], by=campaign.secretary)
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


# --- before its time, after its day -----------------------------------------------------------


def test_a_draft_waits_for_the_end_of_the_visit(client_of):
    with clock.at(moment(2020, 8, 20)):
        campaign = make_campaign(units=1).scheduled()
        visit, team = campaign.visits[0], client_of(campaign.secretary)
        button = url("draft_send", visit.pk)
        assert button not in team.get(url("draft_detail", visit.pk)).content.decode()
        assert team.post(button).status_code == 409
        actions.begin_visit(visit, by=campaign.secretary)
        with pytest.raises(WrongState, match="Chưa kết thúc"):
            actions.send_draft(campaign.visits[0], by=campaign.secretary)
        actions.end_visit(campaign.visits[0], by=campaign.secretary)
        assert button in team.get(url("draft_detail", visit.pk)).content.decode()
        assert team.post(button).status_code == 302


@pytest.mark.parametrize(("day", "late"), [(3, False), (4, True)])
def test_an_explanation_after_its_day_is_taken_and_marked(client_of, day, late):
    with clock.at(moment(2020, 8, 26)):
        campaign = make_campaign(units=1).minuted()
        visit = actions.send_draft(campaign.visits[0], by=campaign.secretary)
        head = officer(Role.UNIT_HEAD, visit.unit)
    assert visit.explanation_due_on == dt.date(2020, 9, 3)  # the second is a holiday
    with clock.at(moment(2020, 9, day)):
        row = actions.explain(visit, text="Đã niêm yết", by=head)
        assert row.late is late
        page = client_of(campaign.secretary).get(url("draft_detail", visit.pk))
        assert ("gửi sau hạn" in page.content.decode()) is late


# --- what was taken up changes the finding ----------------------------------------------------


@pytest.fixture
def explained():
    """Minutes signed, the draft sent, one explanation on the one finding."""
    with clock.at(moment(2020, 8, 27)):
        campaign = make_campaign(units=1).minuted()
        visit = actions.send_draft(campaign.visits[0], by=campaign.secretary)
        head = officer(Role.UNIT_HEAD, visit.unit)
        row = actions.explain(visit, text="Đã niêm yết 14/8", finding=campaign.findings[0], by=head)
        yield campaign, row, head


def taken_up(campaign, row):
    return actions.answer_explanation(row, text="Đúng", accepted=True, by=campaign.inspector)


def test_an_accepted_explanation_rewords_the_finding_with_itself_as_reason(client_of, explained):
    campaign, row, head = explained
    finding, team = campaign.findings[0], client_of(campaign.inspector)
    path = url("explanation_apply", row.pk)
    assert path not in team.get(url("draft_detail", row.visit_id)).content.decode()
    said = {"finding": finding.pk, "outcome": "reworded", "text": "Niêm yết chậm 05 thủ tục"}
    assert team.post(path, said).status_code == 409  # nobody has taken it up yet
    taken_up(campaign, row)
    assert path in team.get(url("draft_detail", row.visit_id)).content.decode()
    assert client_of(head).get(path).status_code == 403
    assert client_of(officer(Role.UNIT_HEAD)).get(path).status_code == 404
    assert finding.text in team.get(path).content.decode()
    assert team.post(path, said | {"text": " "}).status_code == 422
    stale = team.post(path, said | {"version": finding.version + 3})
    assert stale.status_code == 409 and "Niêm yết chậm" in stale.content.decode()
    assert team.post(path, said).status_code == 302
    finding.refresh_from_db()
    assert finding.text == "Niêm yết chậm 05 thủ tục"
    entry = LogEntry.objects.get(action="inspections.reword_finding")
    assert "Đã niêm yết 14/8" in entry.reason
    page = team.get(url("draft_detail", row.visit_id)).content.decode()
    assert "Đã sửa phát hiện" in page and path not in page


def test_a_finding_taken_back_counts_and_is_asked_about_nowhere(client_of, explained):
    campaign, row, _ = explained
    finding = campaign.findings[0]
    taken_up(campaign, row)
    said = {"finding": finding.pk, "outcome": "withdrawn"}
    team = client_of(campaign.secretary)
    assert team.post(url("explanation_apply", row.pk), said).status_code == 302
    assert not Finding.objects.exists() and Finding.every.get().withdrawn_for == row
    assert Recommendation.objects.get().state == RecommendationState.WITHDRAWN
    lines = team.get(url("finding_list", campaign.inspection.pk)).content.decode()
    assert finding.text not in lines
    own = team.get(finding.get_absolute_url())
    assert own.status_code == 200 and "Đã rút theo giải trình" in own.content.decode()
    # nothing waits for a place in a remark any more
    paper = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    campaign.carry(paper, "98", dt.date(2020, 8, 27))


def test_only_its_own_finding_and_only_before_the_report(explained):
    campaign, row, head = explained
    finding = campaign.findings[0]
    taken_up(campaign, row)
    with pytest.raises(NotAllowed):
        actions.reword_finding(row, finding, text="Khác", by=head)
    other = actions.explain(row.visit, text="Về toàn bộ", by=head)
    with pytest.raises(WrongState, match="chưa tiếp thu"):
        actions.withdraw_finding(other, finding, by=campaign.inspector)
    stranger = Finding(pk=finding.pk + 1)
    with pytest.raises((BadInput, Finding.DoesNotExist)):
        actions.reword_finding(row, stranger, text="Khác", by=campaign.inspector)
    actions.mark_minutes_only(finding, minutes_only=True, by=campaign.secretary)
    paper = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    actions.submit(paper, signer_name="A", signer_title="Giám đốc", by=campaign.secretary)
    with pytest.raises(WrongState, match="đã trình ký"):
        actions.reword_finding(row, finding, text="Khác", by=campaign.inspector)

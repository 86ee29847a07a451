"""Raising, reading, correcting and taking back findings; samples."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.models import Answer
from congvu.core.errors import StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, Recommendation, Sample
from congvu.inspections.outputs.proposals import limitation_of
from congvu.inspections.states import Polarity, RepeatState
from congvu.inspections.views import finding_list
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 8, 26)


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def answer_of(campaign, at=1):
    return Answer.objects.filter(sheet=campaign.visits[0].sheet).order_by("pk")[at]


TEXT = {"polarity": "limitation", "text": "Chưa niêm yết đủ thủ tục", "severity": "normal"}


def test_a_finding_is_raised_from_the_answer_with_a_recommendation(client_of):
    campaign = make_campaign(units=1).judged()
    contact = officer(Role.CONTACT, campaign.units[0])
    answer, client = answer_of(campaign), client_of(campaign.inspector)
    page = client.get(url("finding_add", answer.pk))
    assert page.context["form"]["doer"].value() == str(contact)
    sent = TEXT | {
        "asked_text": "Niêm yết lại", "responsible_head": "Trưởng phòng", "doer": "Đầu mối",
        "due_working_days": 20,
    }  # fmt: skip
    saved = client.post(url("finding_add", answer.pk), sent)
    assert saved.status_code == 302
    row = Finding.objects.get(answer=answer)
    assert row.text == TEXT["text"]
    asked = Recommendation.objects.get(finding=row)
    assert (asked.doer, asked.due_working_days) == ("Đầu mối", 20)
    assert LogEntry.objects.filter(action="inspections.raise_finding", object_id=row.pk).exists()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client_of):
    campaign = make_campaign(units=1).judged()
    answer, client = answer_of(campaign), client_of(campaign.inspector)
    sent = TEXT | {"asked_text": "Niêm yết lại", "due_working_days": 20}
    page = client.post(url("finding_add", answer.pk), sent)
    assert page.status_code == 422
    assert "responsible_head" in page.context["form"].errors
    assert "Chưa niêm yết đủ thủ tục" in page.content.decode()
    assert not Finding.objects.filter(answer=answer).exists()


def test_nobody_outside_the_team_raises_findings(client_of, outsider):
    campaign = make_campaign(units=1).judged()
    answer = answer_of(campaign)
    assert client_of(outsider).post(url("finding_add", answer.pk), TEXT).status_code == 404
    unit_head = officer(Role.UNIT_HEAD, campaign.units[0])
    assert client_of(unit_head).post(url("finding_add", answer.pk), TEXT).status_code == 403


def test_a_unit_sees_its_findings_after_the_minutes_only(client_of):
    campaign = make_campaign(units=1).judged()
    unit_head = officer(Role.UNIT_HEAD, campaign.units[0])
    path = url("finding_detail", campaign.findings[0].pk)
    assert client_of(unit_head).get(path).status_code == 404
    campaign = make_campaign_signed(campaign)
    assert client_of(unit_head).get(path).status_code == 200


def make_campaign_signed(campaign):
    for visit in campaign.visits:
        actions.end_visit(visit, by=campaign.secretary)
        at = moment(2020, 8, 25, 8), moment(2020, 8, 25, 11)
        actions.write_minutes(
            visit, began_at=at[0], ended_at=at[1], read_aloud=True, by=campaign.secretary
        )
        visit.refresh_from_db()
        actions.sign_minutes(
            visit,
            code=actions.minutes_code(visit),
            signed_on=visit.day,
            signed_by_unit="A",
            by=campaign.secretary,
        )
    return campaign


def test_a_stale_edit_shows_both_texts(client_of):
    campaign = make_campaign(units=1).judged()
    row = campaign.findings[0]
    actions.edit_finding(row, actions.FindingText("Câu của người khác"), by=campaign.inspector)
    sent = TEXT | {"version": 1}
    page = client_of(campaign.inspector).post(url("finding_edit", row.pk), sent)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Câu của người khác" in text and TEXT["text"] in text
    with pytest.raises(StaleSave):
        actions.edit_finding(row, actions.FindingText("x"), by=campaign.inspector, expected=1)


def test_editing_keeps_the_mark_minutes_only():
    campaign = make_campaign(units=1).judged()
    row = actions.mark_minutes_only(campaign.findings[0], minutes_only=True, by=campaign.secretary)
    row = actions.edit_finding(row, actions.FindingText("Câu mới"), by=campaign.inspector)
    assert row.minutes_only and row.text == "Câu mới"


def test_a_finding_with_a_recommendation_does_not_become_a_strength():
    campaign = make_campaign(units=1).judged()
    turned = actions.FindingText("Làm tốt", polarity=Polarity.STRENGTH)
    with pytest.raises(WrongState):
        actions.edit_finding(campaign.findings[0], turned, by=campaign.inspector)


def test_removing_asks_why_and_keeps_the_reason(client_of):
    campaign = make_campaign(units=1).judged()
    row, client = campaign.findings[0], client_of(campaign.inspector)
    assert client.post(url("finding_remove", row.pk), {}).status_code == 422
    assert client.post(url("finding_remove", row.pk), {"reason": "Ghi nhầm"}).status_code == 302
    assert not Finding.objects.filter(pk=row.pk).exists()
    assert LogEntry.objects.get(action="inspections.remove_finding").reason == "Ghi nhầm"


def test_a_person_confirms_a_repeat(client_of):
    campaign = make_campaign(units=1).judged()
    row = campaign.findings[0]
    visit = campaign.visits[0]
    earlier = actions.add_finding(
        visit, row.area, actions.FindingText("Niêm yết thiếu"), by=campaign.inspector
    )
    Finding.objects.filter(pk=row.pk).update(repeat_of=earlier, repeat_state=RepeatState.PROPOSED)
    client = client_of(campaign.inspector)
    assert "Niêm yết thiếu" in client.get(url("finding_detail", row.pk)).content.decode()
    assert client.post(url("finding_repeat", row.pk), {"lap_lai": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.repeat_state == RepeatState.CONFIRMED


def test_the_list_filters_and_its_queries_do_not_grow(client_of):
    campaign = make_campaign(units=2).judged()
    client, path = client_of(campaign.secretary), url("finding_list", campaign.inspection.pk)
    client.get(path)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            page = client.get(path, {"chua_dua": "1"})
        counts.append(len(seen))
        for visit in campaign.visits:
            for i in range(3):
                said = actions.FindingText(f"Chưa làm việc {i}")
                actions.add_finding(visit, campaign.findings[0].area, said, by=campaign.inspector)
    assert counts[0] == counts[1]
    assert len(page.context["rows"]) == 8
    assert client.get(path, {"loai": "strength"}).context["rows"] == []
    assert len(client.get(path, {"q": "chua lam viec 2"}).context["rows"]) == 4
    book = client.get(url("finding_excel", campaign.inspection.pk))
    assert book.content[:2] == b"PK"


def test_a_question_becomes_a_limitation():
    assert limitation_of("Đơn vị có niêm yết đủ thủ tục không?") == (
        "Đơn vị chưa niêm yết đủ thủ tục"
    )


def test_a_sample_is_drawn_checked_and_drawn_again(client_of):
    campaign = make_campaign(units=1).judged()
    visit, client = campaign.visits[0], client_of(campaign.inspector)
    answer = answer_of(campaign)
    path = f"{url('sample_add', visit.pk)}?cau={answer.pk}"
    assert client.get(path).status_code == 200
    sent = {"source": "Sổ một cửa", "population": 412, "size": 30, "seed": "2020-07"}
    assert client.post(path, sent | {"size": 500}).status_code == 422
    assert client.post(path, sent).status_code == 302
    sample = Sample.objects.get()
    assert sample.answer == answer
    path = url("sample_detail", sample.pk)
    first = sample.drawn[0]
    assert client.post(path, {f"sai-{first}": "Thiếu phiếu hẹn", "version": 1}).status_code == 302
    page = client.get(path)
    assert page.context["same_again"]
    assert page.context["sentence"] == (
        "Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): 01 hồ sơ có sai sót."
    )
    stale = client.post(path, {f"sai-{first}": "Khác", "version": 1})
    assert stale.status_code == 409
    unit_head = officer(Role.UNIT_HEAD, campaign.units[0])
    assert client_of(unit_head).get(path).status_code == 403


def test_limitations_are_gone_repeated_or_new(client_of):
    campaign = make_campaign(units=1).judged()
    now, area = campaign.findings[0], campaign.findings[0].area
    old = Inspection.objects.get(pk=campaign.inspection.pk)
    old.pk, old.year = None, 2019
    old.save(force_insert=True)
    kept, gone = (
        Finding.objects.create(
            inspection=old, unit=now.unit, area=area, polarity="limitation", text=text
        )
        for text in ("Niêm yết thiếu", "Sổ chưa ghi đủ")
    )
    actions.decide_repeat(now, repeated=True, of=kept, by=campaign.secretary)
    said = actions.FindingText("Chưa có hộp thư")
    new = actions.add_finding(campaign.visits[0], area, said, by=campaign.inspector)
    Inspection.objects.filter(pk=campaign.inspection.pk).update(previous=old)
    page = client_of(campaign.head).get(url("comparison", campaign.inspection.pk))
    [change] = page.context["changes"]
    assert (change.gone, change.repeated, change.new) == ([gone], [now], [new])


@pytest.mark.parametrize("few", [5, finding_list.FEW])
def test_the_pages_of_the_list_hold_every_finding_once_there_and_back(client_of, monkeypatch, few):
    monkeypatch.setattr(finding_list, "FEW", few)
    campaign = make_campaign(units=3).judged()
    area = campaign.findings[0].area
    for i in range(20):
        for visit in campaign.visits:
            rare = " đột xuất" if i % 7 == 0 else ""
            said = actions.FindingText(f"Chưa làm việc {i}{rare}")
            actions.add_finding(visit, area, said, by=campaign.inspector)
    every = sorted(
        Finding.objects.select_related("unit", "area"),
        key=lambda row: (row.unit.order, row.unit.name, row.unit_id, row.area.order, row.pk),
    )
    client, path = client_of(campaign.secretary), url("finding_list", campaign.inspection.pk)
    for asked in (
        {},
        {"q": "viec"},
        {"q": "dot xuat"},
        {"noi_dung": str(area.pk), "chua_dua": "1"},
    ):
        rows = client.get(path, asked).context["rows"]
        seen, page = list(rows), client.get(path, asked)
        while page.context["next_cursor"]:
            page = client.get(path, asked | {"sau": page.context["next_cursor"]})
            seen += page.context["rows"]
        kept = {row.pk for row in seen}
        assert seen == [row for row in every if row.pk in kept]
        assert len(seen) == page.context["found"] > (5 if asked.get("q") == "dot xuat" else 50)
        while page.context["previous_cursor"]:
            page = client.get(path, asked | {"truoc": page.context["previous_cursor"]})
        assert page.context["rows"] == rows

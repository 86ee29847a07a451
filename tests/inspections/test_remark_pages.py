"""The workbench of general remarks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.models import Finding, GeneralRemark, Recommendation
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign
from tests.organizations.factories import SeatFactory, officer

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 9, 1)


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def typed(group, **more):
    """The fields of a group as the page shows them."""
    fields = {"text": group.proposed, "findings": [f.pk for f in group.findings]} | more
    return {f"{group.key}-{name}": value for name, value in fields.items()}


def three_groups():
    """A campaign whose findings speak of three things."""
    campaign = make_campaign(units=2).judged()
    for polarity, text in (("limitation", "Hồ sơ lưu chưa đủ"), ("strength", "Có sáng kiến")):
        said = actions.FindingText(text, polarity=polarity)
        for visit in campaign.visits:
            area = campaign.findings[0].area
            actions.add_finding(visit, area, said, by=campaign.inspector)
    return campaign


def test_a_group_becomes_a_remark_in_one_click(client_of):
    campaign = make_campaign(units=3).judged()
    client = client_of(campaign.secretary)
    page = client.get(url("remark_list", campaign.inspection.pk))
    [group] = page.context["bench"].groups
    assert group.count == "03/03 đơn vị"
    assert "Còn 3 phát hiện" in page.content.decode()
    sent = typed(group) | {"nhom": group.key}
    assert client.post(url("remark_add", campaign.inspection.pk), sent).status_code == 302
    page = client.get(url("remark_list", campaign.inspection.pk))
    [shown] = page.context["bench"].limitations
    assert page.context["bench"].waiting == 0
    assert "(03/03 đơn vị: " in shown.printed
    assert LogEntry.objects.filter(action="inspections.place_finding").count() == 3


def test_an_empty_sentence_is_refused(client_of):
    campaign = make_campaign(units=1).judged()
    client, path = client_of(campaign.secretary), url("remark_add", campaign.inspection.pk)
    bench = client.get(url("remark_list", campaign.inspection.pk)).context["bench"]
    [group] = bench.groups
    refused = client.post(path, typed(group, text=" ") | {"nhom": group.key})
    assert refused.status_code == 422 and f'id="loi-{group.key}"' in refused.content.decode()
    assert client.post(path, typed(group) | {"nhom": "limitation-0-0"}).status_code == 409
    assert client.post(path, {"nhom": group.key}).status_code == 422
    assert not GeneralRemark.objects.exists()


def test_wording_saves_itself_and_a_stale_save_shows_both(client_of):
    campaign = make_campaign(units=1).remarked()
    remark, client = GeneralRemark.objects.get(), client_of(campaign.secretary)
    path, auto = url("remark_edit", remark.pk), {"X-Autosave": "1"}
    saved = client.post(path, {"text": "Câu hai", "version": 1}, headers=auto)
    assert saved.json()["version"] == 2
    stale = client.post(path, {"text": "Câu ba", "version": 1}, headers=auto)
    assert stale.status_code == 409
    assert "Câu hai" in stale.content.decode() and "data-stale" in stale.content.decode()
    assert client.post(path, {"text": "Câu ba", "version": 1}).status_code == 409
    assert client.post(path, {"text": "", "version": 2}, headers=auto).status_code == 422
    assert client.post(path, {"text": "Câu ba", "version": 2}).status_code == 302


def test_remarks_move_take_out_and_go(client_of):
    campaign = make_campaign(units=2).remarked()
    client, first = client_of(campaign.secretary), GeneralRemark.objects.get()
    second = actions.add_remark(
        campaign.inspection, polarity="limitation", text="Khác", by=campaign.secretary
    )
    client.post(url("remark_move", second.pk), {"huong": "len"})
    order = GeneralRemark.objects.order_by("order").values_list("pk", flat=True)
    assert list(order) == [second.pk, first.pk]
    row = campaign.findings[0]
    client.post(url("remark_take_out", first.pk), {"findings": [row.pk]})
    assert Finding.objects.unplaced().count() == 1
    key = client.get(url("remark_list", campaign.inspection.pk)).context["bench"].groups[0].key
    sent = {"vao": key, f"{key}-remark": second.pk, f"{key}-findings": [row.pk]}
    client.post(url("remark_add", campaign.inspection.pk), sent)
    row.refresh_from_db()
    assert row.remark_id == second.pk
    client.post(url("remark_remove", second.pk))
    row.refresh_from_db()
    assert row.remark_id is None
    client.post(url("finding_minutes_only", row.pk), {"chi_bien_ban": "1", "ve": "nhan-xet"})
    assert Finding.objects.unplaced().count() == 0


def test_only_who_prepares_makes_remarks(client_of, outsider):
    campaign = make_campaign(units=1).remarked()
    path = url("remark_list", campaign.inspection.pk)
    assert client_of(campaign.inspector).get(path).status_code == 403
    assert client_of(outsider).get(path).status_code == 404
    remark = GeneralRemark.objects.get()
    refused = client_of(campaign.inspector).post(url("remark_edit", remark.pk), {"text": "x"})
    assert refused.status_code == 403


def test_the_workbench_costs_the_same_for_any_number(client_of):
    campaign = make_campaign(units=2).judged()
    first, second = campaign.findings
    client, path = client_of(campaign.secretary), url("remark_list", campaign.inspection.pk)
    client.get(path)
    counts = []
    for text in ("Câu một", "Câu hai"):
        actions.add_remark(
            campaign.inspection, polarity="limitation", text=text, findings=[first],
            by=campaign.secretary,
        )  # fmt: skip
        for visit in campaign.visits:
            said = actions.FindingText(f"Chưa làm {text}")
            actions.add_finding(visit, second.area, said, by=campaign.inspector)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_one_request_reaches_several_units(client_of):
    campaign = make_campaign(units=2).minuted()
    for unit in campaign.units:
        officer(Role.UNIT_HEAD, unit)
    client, path = client_of(campaign.secretary), url("units_ask", campaign.inspection.pk)
    before = Recommendation.objects.count()
    rows = client.get(path).context["form"].rows()
    assert all(row["head"] for row in rows)
    sent = {"text": "Ban hành kế hoạch trước 15/01", "due_working_days": 30}
    sent["units"] = [u.pk for u in campaign.units]
    assert client.post(path, sent).status_code == 422
    for unit in campaign.units:
        sent |= {f"nguoi-{unit.pk}": "Trưởng phòng", f"lam-{unit.pk}": "Đầu mối"}
    assert client.post(path, sent).status_code == 302
    made = Recommendation.objects.exclude(group="")
    assert Recommendation.objects.count() == before + 2
    assert {row.group for row in made} == {"YC-01"}
    page = client.get(url("remark_list", campaign.inspection.pk))
    assert "Ban hành kế hoạch trước 15/01" in page.content.decode()


def test_every_group_becomes_a_remark_at_once_as_typed_and_ticked(client_of):
    campaign = three_groups()
    client, path = client_of(campaign.secretary), url("remark_add", campaign.inspection.pk)
    page = client.get(url("remark_list", campaign.inspection.pk))
    groups = page.context["bench"].groups
    assert len(groups) == 3 and "Lập cả 03 nhận xét" in page.content.decode()
    sent = {"nhom": "tat-ca"}
    for group in groups:
        sent |= typed(group, text=f"Câu của {group.key}")
    left = groups[0].findings[0]
    sent[f"{groups[0].key}-findings"] = [row.pk for row in groups[0].findings[1:]]
    wrong = client.post(path, sent | {f"{groups[1].key}-text": ""})
    assert wrong.status_code == 422 and not GeneralRemark.objects.exists()
    shown = wrong.content.decode()
    assert f"Câu của {groups[2].key}" in shown  # what was typed elsewhere is kept
    assert f'value="{left.pk}" checked' not in shown and f'value="{left.pk}"' in shown
    with CaptureQueriesContext(connection) as seen:
        assert client.post(path, sent).status_code == 302
    assert [r.order for r in GeneralRemark.objects.filter(polarity="limitation")] == [1, 2]
    assert Finding.objects.unplaced().get() == left
    assert LogEntry.objects.filter(action="inspections.add_remark").count() == 3
    assert len(seen) <= 25


def test_making_four_remarks_costs_no_more_than_making_two():
    campaign, counts = three_groups(), []
    limits = [row for row in Finding.objects.order_by("pk") if row.polarity == "limitation"]
    for some in (limits[:2], limits):
        drafts = [actions.RemarkDraft("limitation", f.text, [f]) for f in some]
        with CaptureQueriesContext(connection) as seen:
            actions.add_remarks(campaign.inspection, drafts, by=campaign.secretary)
        counts.append(len(seen))
    assert len(limits) == 4 and counts[0] == counts[1]


def test_what_was_found_at_ones_own_unit_waits_for_its_draft(client_of):
    campaign = make_campaign(units=2).judged()
    user, mine, other = campaign.secretary, *campaign.visits
    SeatFactory(user=user, role="contact", unit=mine.unit)
    page = url("remark_list", campaign.inspection.pk)
    answer = client_of(user).get(page)
    [group] = answer.context["bench"].groups
    assert {found.unit_id for found in group.findings} == {other.unit_id}
    assert "Phát hiện tại đơn vị của bạn" in answer.content.decode()
    whole = client_of(campaign.head).get(page)
    assert whole.context["bench"].waiting == 2
    assert "Phát hiện tại đơn vị của bạn" not in whole.content.decode()
    type(mine).objects.filter(pk=mine.pk).update(draft_sent_at=clock.now())
    told = client_of(user).get(page)
    assert told.context["bench"].waiting == 2
    assert "Phát hiện tại đơn vị của bạn" not in told.content.decode()

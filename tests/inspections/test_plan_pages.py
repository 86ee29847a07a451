"""Pages of the plan: who may, what they do, what they refuse, what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.inspections import actions
from congvu.inspections.models import Inspection, Plan
from congvu.inspections.models.plan import DEFAULT_PARAMETERS
from congvu.inspections.states import DocumentKind, InspectionKind, InspectionState, PlanState
from congvu.organizations.models import Unit
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def typed(plan, **other):
    fields = {
        "year": 2021,
        "title": "Kế hoạch kiểm tra năm 2021",
        "period_from": "01/01/2021",
        "period_to": "31/12/2021",
        "library_version": plan.library_version_id,
        "scoring": "points",
        "coverage_target_percent": 60,
        "purpose": "Nâng cao trách nhiệm",
        "areas": ["N2"],
        "ground_lines": "Quyết định số 1\n\nKế hoạch số 2",
    }
    fields |= {f"p_{name}": value for name, value in DEFAULT_PARAMETERS.items()}
    return fields | other


def ticked(units, reason="Chưa kiểm tra từ năm 2017", **other):
    fields = {"verb": "save"}
    for unit in units:
        fields |= {f"u{unit.pk}-chosen": "on", f"u{unit.pk}-reason": reason}
    return fields | other


def test_a_plan_is_written_with_its_own_numbers(client_of):
    campaign = make_campaign()
    data = typed(campaign.plan, p_conclusion_working_days=12)
    answer = client_of(campaign.secretary).post(url("plan_add"), data)
    plan = Plan.objects.get(year=2021)
    assert answer.url == url("plan_units", plan.pk)
    assert (plan.area_codes, plan.grounds) == (["N2"], ["Quyết định số 1", "Kế hoạch số 2"])
    assert plan.parameters["conclusion_working_days"] == 12


def test_a_wrong_period_keeps_what_was_typed(client_of):
    campaign = make_campaign()
    data = typed(campaign.plan, period_to="31/12/2020")
    answer = client_of(campaign.secretary).post(url("plan_add"), data)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu" in body and "Nâng cao trách nhiệm" in body
    assert Plan.objects.count() == 1


def test_looking_at_areas_of_a_library_saves_nothing(client_of):
    campaign = make_campaign()
    data = typed(campaign.plan, verb="areas")
    answer = client_of(campaign.secretary).post(url("plan_add"), data)
    assert answer.status_code == 200 and Plan.objects.count() == 1


def test_a_stale_page_does_not_overwrite_a_plan(client_of):
    campaign = make_campaign()
    actions.edit_plan(campaign.plan, funding="Từ nguồn chi thường xuyên", by=campaign.secretary)
    data = typed(campaign.plan, version=1)
    answer = client_of(campaign.secretary).post(url("plan_edit", campaign.plan.pk), data)
    assert answer.status_code == 409
    assert "đã bị người khác sửa" in answer.content.decode()


def test_units_are_ticked_with_reasons_and_covered_now(client_of):
    campaign = make_campaign(units=3)
    address, client = url("plan_units", campaign.plan.pk), client_of(campaign.secretary)
    seen = client.post(address, ticked(campaign.units[:1], verb="preview"))
    in_force = Unit.objects.inspectable().count()
    assert seen.context["coverage"]["chosen"] == 1
    assert seen.context["coverage"]["in_force"] == in_force
    assert campaign.plan.units.count() == 3
    assert client.post(address, ticked(campaign.units[:1])).status_code == 302
    assert [row.unit for row in campaign.plan.units.all()] == campaign.units[:1]


def test_a_unit_without_a_reason_is_refused(client_of):
    campaign = make_campaign()
    data = ticked(campaign.units[:1], reason=" ")
    answer = client_of(campaign.secretary).post(url("plan_units", campaign.plan.pk), data)
    assert answer.status_code == 422 and "Phải ghi lý do chọn" in answer.content.decode()


def test_a_pasted_table_becomes_ticked_rows_or_doubts(client_of):
    campaign = make_campaign()
    address, client = url("plan_units", campaign.plan.pk), client_of(campaign.secretary)
    name = campaign.units[2].name.upper()
    table = f"TT\tĐơn vị\tLý do chọn\tTháng\n1\t{name}\tTheo đề nghị\t08/2020"
    taken = client.post(address, {"verb": "paste", "text": table})
    line = next(f for f in taken.context["forms"] if f.unit == campaign.units[2])
    assert (line["reason"].value(), line["month"].value()) == ("Theo đề nghị", 8)
    doubtful = client.post(address, {"verb": "paste", "text": table.replace(name, "Phòng lạ")})
    assert doubtful.status_code == 422 and doubtful.context["preview"].problems


def test_from_draft_to_an_open_campaign(client_of):
    campaign = make_campaign()
    plan, client = campaign.plan, client_of(campaign.secretary)
    client.post(url("plan_submit", plan.pk))
    back = client_of(campaign.head).post(url("plan_return", plan.pk), {"reason": "Bổ sung"})
    assert back.status_code == 302
    client.post(url("plan_submit", plan.pk))
    campaign.carry(campaign.paper(DocumentKind.PLAN, plan=plan), "35", dt.date(2020, 3, 17))
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    answer = client.post(url("plan_open", plan.pk), {"led_by_decision_maker": "on"})
    inspection = Inspection.objects.get()
    assert answer.url == url("inspection_steps", inspection.pk)
    assert inspection.led_by_decision_maker and inspection.visits.count() == 3


def test_a_plan_is_issued_by_its_paper_alone(client_of):
    campaign = make_campaign()
    plan, head = campaign.plan, client_of(campaign.head)
    secretary, approve = client_of(campaign.secretary), url("plan_approve", plan.pk)

    def refused(client, name="plan_approve", **sent):
        answer = client.post(url(name, plan.pk), sent)
        plan.refresh_from_db()
        return answer.status_code == 409 and plan.state == PlanState.SUBMITTED

    secretary.post(url("plan_submit", plan.pk))
    page = secretary.get(plan.get_absolute_url()).content.decode()
    assert "chưa có văn bản" in page and approve not in page
    assert refused(secretary) and refused(head)
    paper = actions.submit(
        campaign.paper(DocumentKind.PLAN, plan=plan),
        signer_name="Giám đốc thử", signer_title="Giám đốc", by=campaign.secretary,
    )  # fmt: skip
    assert refused(secretary) and refused(head)
    assert refused(head, "plan_return", reason="Sửa")  # the paper goes back, the plan with it
    day = dt.date(2020, 3, 17)
    paper = actions.sign(paper, signed_on=day, by=campaign.clerk)
    assert refused(secretary)
    assert approve not in secretary.get(plan.get_absolute_url()).content.decode()
    actions.number(paper, number="35", symbol="KH-SLĐ", dated_on=day, by=campaign.clerk)
    assert "35/KH-SLĐ" in secretary.get(plan.get_absolute_url()).content.decode()
    assert secretary.post(approve, {"version": plan.version}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_a_draft_leads_to_its_paper_by_one_primary_button(client_of):
    campaign = make_campaign()
    client, page = client_of(campaign.secretary), url("plan_detail", campaign.plan.pk)
    said = client.get(page).content.decode()
    assert said.count("button-primary") == 1 and said.count("Lập văn bản kế hoạch") == 1
    assert '<button class="button button-primary">Lập văn bản kế hoạch' in said
    paper = client.post(url("plan_document_add", campaign.plan.pk)).url
    said = client.get(page).content.decode()
    assert f'class="button button-primary" href="{paper}">Mở văn bản kế hoạch' in said
    assert said.count("button-primary") == 1 and url("plan_submit", campaign.plan.pk) not in said


def test_a_draft_can_not_be_opened_and_a_return_needs_its_reason(client_of):
    campaign = make_campaign()
    plan, client = campaign.plan, client_of(campaign.secretary)
    assert client.post(url("plan_open", plan.pk)).status_code in (409, 422)
    client.post(url("plan_submit", plan.pk))
    assert client.post(url("plan_return", plan.pk), {"reason": ""}).status_code == 422


def test_copied_and_cancelled(client_of):
    campaign = make_campaign()
    client = client_of(campaign.secretary)
    client.post(url("plan_copy", campaign.plan.pk), {"year": 2021})
    copy = Plan.objects.get(year=2021)
    assert copy.units.count() == 3 and "2021" in copy.title
    client.post(url("plan_cancel", copy.pk), {"reason": "Lập nhầm"})
    copy.refresh_from_db()
    assert copy.state == PlanState.CANCELLED


def test_next_years_plan_is_proposed_from_what_is_open(client_of):
    campaign = make_campaign().concluded()
    answer = client_of(campaign.secretary).post(url("plan_propose", campaign.inspection.pk))
    plan = Plan.objects.get(year=2021)
    assert answer.url == plan.get_absolute_url()
    assert "kiến nghị" in plan.units.first().reason


def test_who_may_not(client_of):
    campaign = make_campaign()
    pk = campaign.plan.pk
    assert client_of(campaign.inspector).get(url("plan_add")).status_code == 403
    assert client_of(campaign.inspector).get(url("plan_edit", pk)).status_code == 403
    assert client_of(campaign.inspector).post(url("plan_submit", pk)).status_code == 403
    stranger = client_of(officer("unit_head"))
    for name in ("plan_detail", "plan_edit", "plan_units", "plan_copy", "plan_cancel"):
        assert stranger.get(url(name, pk)).status_code == 404
    assert client_of(campaign.secretary).get(url("plan_approve", pk)).status_code == 405


def test_an_unannounced_inspection_needs_no_plan_but_a_reason(client_of):
    campaign = make_campaign()
    data = {
        "kind": "unannounced",
        "title": "Kiểm tra đột xuất bộ phận một cửa",
        "period_from": "01/01/2020",
        "period_to": "01/08/2020",
        "units": [campaign.units[0].pk],
        "library_version": campaign.plan.library_version_id,
        "areas": ["N1"],
        "scoring": "points",
    }
    client = client_of(campaign.secretary)
    assert client.post(url("inspection_add"), data).status_code == 422
    answer = client.post(url("inspection_add"), data | {"reason": "Phản ánh của người dân"})
    inspection = Inspection.objects.get()
    assert answer.url == url("inspection_steps", inspection.pk)
    assert (inspection.kind, inspection.plan) == (InspectionKind.UNANNOUNCED, None)
    steps = client.get(answer.url).context["steps"]
    assert [step.number for step in steps if step.skipped] == [1, 3, 4, 5]
    assert client_of(campaign.inspector).get(url("inspection_add")).status_code == 403


def test_a_follow_up_visits_the_units_of_chosen_recommendations(client_of):
    campaign = make_campaign().concluded()
    client, address = client_of(campaign.secretary), url("follow_up_add", campaign.inspection.pk)
    one = campaign.inspection.recommendations.first()
    assert client.post(address, {"title": "Kiểm tra lại"}).status_code == 422
    client.post(address, {"title": "Kiểm tra lại", "recommendations": [one.pk]})
    again = Inspection.objects.get(kind=InspectionKind.FOLLOW_UP)
    assert [visit.unit for visit in again.visits.all()] == [one.unit]
    assert again.previous == campaign.inspection and one.text in again.note


def test_a_follow_up_takes_all_of_a_unit_by_one_tick(client_of):
    campaign = make_campaign().concluded()
    client, address = client_of(campaign.secretary), url("follow_up_add", campaign.inspection.pk)
    one = campaign.inspection.recommendations.first()
    refused = client.post(address, {"title": "", "units": [one.unit_id]})
    assert refused.status_code == 422
    assert [g.unit for g in refused.context["form"].groups if g.whole] == [one.unit]
    client.post(address, {"title": "Kiểm tra lại", "units": [one.unit_id]})
    again = Inspection.objects.get(kind=InspectionKind.FOLLOW_UP)
    assert [visit.unit for visit in again.visits.all()] == [one.unit]
    asked = campaign.inspection.recommendations.filter(unit=one.unit)
    assert all(row.text in again.note for row in asked)
    elsewhere = client.post(address, {"title": "Kiểm tra lại", "units": [10**6]})
    assert elsewhere.status_code == 422


def test_steps_offer_no_door_that_does_not_open(client_of):
    campaign = make_campaign().concluded()
    address = url("inspection_steps", campaign.inspection.pk)
    for person in (campaign.secretary, campaign.inspector):
        client = client_of(person)
        steps = client.get(address).context["steps"]
        doors = {step.url for step in steps if step.url}
        assert [door for door in doors if client.get(door).status_code != 200] == []
    assert url("units_notify", campaign.inspection.pk) not in doors


@pytest.mark.parametrize(("role", "offered"), [("contact", True), ("records_clerk", False)])
def test_the_report_of_a_unit_is_offered_to_who_speaks_for_it(client_of, role, offered):
    visit = make_campaign().minuted().inspection.visits.first()
    client = client_of(officer(role, visit.unit))
    address = reverse("assessments:sheet_self", args=[visit.sheet_id])
    page = client.get(visit.get_absolute_url()).content.decode()
    assert (address in page) is offered
    assert (client.get(address).status_code == 200) is offered


def test_the_list_says_how_far_each_campaign_is(client_of):
    campaign = make_campaign().minuted()
    client = client_of(campaign.secretary)
    row = client.get(url("inspection_list"), {"nam": "2020"}).context["rows"][0]
    assert (row.figures["signed"], row.figures["units"]) == (3, 3)
    none = client.get(url("inspection_list"), {"trang_thai": InspectionState.CANCELLED})
    assert not none.context["rows"] and "Không có đợt nào như vậy" in none.content.decode()
    assert client.get(url("inspection_list"), {"q": "khong co"}).context["rows"] == []


def test_an_empty_list_teaches_where_to_begin(client_of, secretary, outsider):
    body = client_of(secretary).get(url("inspection_list")).content.decode()
    assert "bắt đầu từ kế hoạch năm" in body and url("plan_list") in body
    body = client_of(outsider).get(url("inspection_list")).content.decode()
    assert "bắt đầu từ kế hoạch năm" not in body


def test_steps_name_what_is_next_and_by_when(client_of):
    campaign = make_campaign().opened()
    address = url("inspection_steps", campaign.inspection.pk)
    client = client_of(campaign.secretary)
    assert client.get(address).context["current"].number == 2
    assert client_of(officer("unit_head")).get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_the_steps_of_a_concluded_campaign_wait_for_remedies(client_of):
    campaign = make_campaign().concluded()
    client = client_of(campaign.secretary)
    page = client.get(url("inspection_steps", campaign.inspection.pk))
    steps = {step.number: step for step in page.context["steps"]}
    assert steps[8].done and str(steps[8].due) == "2020-09-17"
    assert page.context["current"].number == 9


def test_next_years_plan_is_proposed_once_until_it_is_given_up(client_of):
    campaign = make_campaign().concluded()
    client, at = client_of(campaign.secretary), campaign.inspection.pk
    steps, door = url("inspection_steps", at), url("plan_propose", at)
    assert door in client.get(steps).content.decode()
    first = Plan.objects.get(pk=client.post(door).url.strip("/").split("/")[-1])
    again = client.post(door)
    assert again.status_code == 409
    assert "Đã có kế hoạch năm 2021" in again.content.decode()
    assert Plan.objects.get(year=2021) == first
    page = client.get(steps).content.decode()
    assert door not in page and first.get_absolute_url() in page
    actions.cancel_plan(first, reason="Lập lại", by=campaign.secretary)
    assert door in client.get(steps).content.decode()
    assert client.post(door).status_code == 302
    assert Plan.objects.filter(year=2021).count() == 2


@pytest.mark.parametrize("name", ["inspection_list", "plan_list"])
def test_lists_cost_the_same_for_one_and_for_many(client_of, name):
    campaign = make_campaign().opened()
    client, counts = client_of(campaign.secretary), []
    for _ in range(2):
        client.get(url(name))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name))
        counts.append(len(queries))
        for year in range(2021, 2031):
            copy = actions.copy_plan(campaign.plan, year=year, by=campaign.secretary)
            Plan.objects.filter(pk=copy.pk).update(state=PlanState.APPROVED)
            copy.refresh_from_db()
            actions.open_from_plan(copy, by=campaign.secretary)
    assert counts[0] == counts[1] <= 10


def test_a_plan_costs_the_same_for_two_units_and_for_twenty(client_of):
    campaign = make_campaign(2)
    client = client_of(campaign.secretary)
    more = [UnitFactory() for _ in range(18)]
    counts = {name: [] for name in ("plan_detail", "plan_units", "plan_edit")}
    for units in (campaign.units, campaign.units + more):
        rows = [actions.PlanUnitRow(unit, "Theo đề nghị") for unit in units]
        actions.set_plan_units(campaign.plan, rows, by=campaign.secretary)
        for name, found in counts.items():
            client.get(url(name, campaign.plan.pk))
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name, campaign.plan.pk))
            found.append(len(queries))
    assert all(first == last <= 20 for first, last in counts.values())


def test_the_numbers_of_a_plan_say_what_they_count(client_of):
    campaign = make_campaign(1)
    page = client_of(campaign.secretary).get(campaign.plan.get_absolute_url())
    told = dict(page.context["parameters"])
    assert told["Thông báo trước ngày làm việc"] == "05 ngày làm việc"
    assert told["Số bản biên bản"] == "02 bản"
    assert told["Bảo quản hồ sơ đợt kiểm tra"] == "20 năm"

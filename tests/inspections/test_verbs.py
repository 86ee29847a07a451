"""Verbs of a campaign: done and logged, refused to strangers, to a stale save, to bad input."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.errors import FindingsUnplaced
from congvu.inspections.models import (
    Conclusion,
    Explanation,
    GeneralRemark,
    OfficialDocument,
    Recommendation,
    Remedy,
    TravelTime,
)
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.wording import bound_lines
from congvu.inspections.states import (
    DocumentKind,
    DocumentState,
    InspectionState,
    PlanState,
    RecommendationState,
    VisitState,
)
from congvu.organizations.states import Role
from tests.inspections.campaigns import Campaign, every_test_at, make_campaign
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture
def stranger(db):
    """Head of a unit that has no part in the campaign."""
    return officer(Role.UNIT_HEAD, UnitFactory())


def submitted_plan(campaign: Campaign) -> Any:
    return actions.submit_plan(campaign.plan, by=campaign.secretary)


def ended_visit(campaign: Campaign) -> Any:
    return actions.end_visit(campaign.visits[0], by=campaign.secretary)


def written_minutes(campaign: Campaign) -> Any:
    visit = ended_visit(campaign)
    minutes = actions.write_minutes(visit, place="Phòng họp", by=campaign.secretary)
    visit.version = minutes.version  # what the page holds is the version of the minutes
    return visit


def conclusion(campaign: Campaign) -> OfficialDocument:
    return campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)


def reworded_conclusion(campaign: Campaign) -> OfficialDocument:
    row = conclusion(campaign)
    return actions.accept_wording(row, {"+": "Lời riêng."}, by=campaign.secretary)


def sent_conclusion(campaign: Campaign) -> OfficialDocument:
    row = conclusion(campaign)
    return actions.submit(row, signer_name="A", signer_title="Giám đốc", by=campaign.secretary)


def remedy(campaign: Campaign) -> Remedy:
    row = Recommendation.objects.get()
    contact = officer(Role.CONTACT, row.unit)
    return actions.submit_remedy(row, text="Đã làm", done_on=dt.date(2020, 9, 8), by=contact)


def closed_recommendation(campaign: Campaign) -> Recommendation:
    actions.accept_remedy(remedy(campaign), by=campaign.secretary)
    return Recommendation.objects.get()


def explanation(campaign: Campaign) -> Explanation:
    visit = actions.send_draft(ended_visit(campaign), by=campaign.secretary)
    contact = officer(Role.CONTACT, visit.unit)
    return actions.explain(visit, text="Đã niêm yết", by=contact)


class Verb(NamedTuple):
    """An action, how far the campaign must be, on what it is done, with what."""

    do: Callable[..., Any]
    stage: str
    target: Callable[[Campaign], Any]
    given: dict[str, Any]
    logged: str


VERBS = [
    Verb(actions.submit_plan, "", lambda c: c.plan, {}, "submit_plan"),
    Verb(actions.return_plan, "", submitted_plan, {"reason": "Thiếu"}, "return_plan"),
    Verb(actions.cancel_plan, "", lambda c: c.plan, {"reason": "Hoãn"}, "cancel_plan"),
    Verb(actions.resume_visit, "judged", ended_visit, {}, "resume_visit"),
    Verb(
        actions.write_unit_opinion, "judged", written_minutes, {"text": "Nhất trí"},
        "write_unit_opinion",
    ),
    Verb(
        actions.edit_recommendation, "judged", lambda c: Recommendation.objects.get(),
        {"doer": "Chuyên viên"}, "edit_recommendation",
    ),
    Verb(actions.send_draft, "judged", ended_visit, {}, "send_draft"),
    Verb(
        actions.answer_explanation, "judged", explanation,
        {"text": "Tiếp thu", "accepted": True}, "answer_explanation",
    ),
    Verb(
        actions.edit_remark, "remarked", lambda c: GeneralRemark.objects.get(),
        {"text": "Câu khác"}, "edit_remark",
    ),
    Verb(
        actions.remove_remark, "remarked", lambda c: GeneralRemark.objects.get(), {},
        "remove_remark",
    ),
    Verb(actions.edit_document, "remarked", conclusion, {"subject": "Khác"}, "edit_document"),
    Verb(
        actions.accept_wording, "remarked", conclusion, {"wording": {"+": "Lời riêng."}},
        "accept_wording",
    ),
    Verb(
        actions.restore_wording, "remarked", reworded_conclusion, {"tags": [""]},
        "restore_wording",
    ),
    Verb(
        actions.send_back, "remarked", sent_conclusion, {"reason": "Sai số"},
        "send_back_document",
    ),
    Verb(
        actions.file_document, "concluded",
        lambda c: OfficialDocument.objects.get(kind=DocumentKind.CONCLUSION), {},
        "file_document",
    ),
    Verb(actions.return_remedy, "concluded", remedy, {"reason": "Thiếu ảnh"}, "return_remedy"),
    Verb(
        actions.reopen_recommendation, "concluded", closed_recommendation,
        {"reason": "Tái diễn"}, "reopen_recommendation",
    ),
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.do.__name__)
def test_a_verb_is_logged_and_refused_to_whom_and_when_it_must_be(verb, stranger):
    campaign = make_campaign(units=1)
    if verb.stage:
        getattr(campaign, verb.stage)()
    target = verb.target(campaign)
    with pytest.raises(NotAllowed):
        verb.do(target, by=stranger, **verb.given)
    with pytest.raises(StaleSave):
        verb.do(target, by=campaign.secretary, expected=target.version + 1, **verb.given)
    rows = LogEntry.objects.filter(action=f"inspections.{verb.logged}")
    before = rows.count()
    verb.do(target, by=campaign.secretary, expected=target.version, **verb.given)
    assert rows.count() > before
    assert rows.last().actor == campaign.secretary


def test_a_plan_needs_units_and_reasons_and_goes_each_step_once():
    campaign = make_campaign(units=1)
    with pytest.raises(BadInput):
        actions.return_plan(campaign.plan, reason=" ", by=campaign.head)
    with pytest.raises(WrongState):
        actions.return_plan(campaign.plan, reason="Thiếu", by=campaign.head)
    plan = submitted_plan(campaign)
    assert plan.state == PlanState.SUBMITTED
    assert actions.cancel_plan(plan, reason="Thôi", by=campaign.secretary).state == (
        PlanState.CANCELLED
    )
    with pytest.raises(WrongState):
        actions.submit_plan(plan, by=campaign.secretary)


def test_next_years_plan_is_proposed_from_what_is_open(stranger):
    campaign = make_campaign(units=2).concluded()
    with pytest.raises(NotAllowed):
        actions.propose_plan(campaign.inspection, by=stranger)
    plan = actions.propose_plan(campaign.inspection, by=campaign.secretary)
    assert (plan.year, plan.state) == (2021, PlanState.DRAFT)
    said = {row.unit: row.reason for row in plan.units.select_related("unit")}
    assert all("01 kiến nghị chưa khắc phục" in said[unit] for unit in campaign.units)


def test_findings_are_placed_taken_out_and_remarks_put_in_order(stranger):
    campaign = make_campaign(units=2).remarked()
    first, by = GeneralRemark.objects.get(), campaign.secretary
    second = actions.add_remark(campaign.inspection, polarity="limitation", text="Hai", by=by)
    [one, _] = campaign.findings
    for refused in (
        lambda: actions.take_out_findings([one], by=stranger),
        lambda: actions.place_findings(second, [one], by=stranger),
        lambda: actions.order_remarks([second, first], by=stranger),
    ):
        with pytest.raises(NotAllowed):
            refused()
    one.refresh_from_db()
    actions.take_out_findings([one], by=by)
    one.refresh_from_db()
    assert one.remark is None
    actions.place_findings(second, [one], by=by)
    one.refresh_from_db()
    assert one.remark == second
    actions.order_remarks([second, first], by=by)
    assert list(GeneralRemark.objects.order_by("order")) == [second, first]
    praise = actions.add_remark(campaign.inspection, polarity="strength", text="Tốt", by=by)
    with pytest.raises(BadInput):
        actions.place_findings(praise, [one], by=by)


def test_remarks_are_proposed_from_what_waits_for_a_place(stranger):
    campaign = make_campaign(units=2).judged()
    inspection, by = campaign.inspection, campaign.secretary
    with pytest.raises(NotAllowed):
        actions.proposed_remarks(inspection, stranger)
    [draft] = actions.proposed_remarks(inspection, by)
    assert {one.pk for one in draft.findings} == {one.pk for one in campaign.findings}
    actions.add_remarks(inspection, [draft], by=by)
    assert actions.proposed_remarks(inspection, by) == []


def test_a_general_recommendation_asks_every_unit_by_name(stranger):
    campaign = make_campaign(units=2).judged()
    asked: dict[str, Any] = {
        "text": "Niêm yết đủ", "units": campaign.units, "due_working_days": 20, "group": "g1",
        "heads": {unit.pk: ("Trưởng phòng", "Chuyên viên") for unit in campaign.units},
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.ask_units(campaign.inspection, by=stranger, **asked)
    for wrong in ({"text": " "}, {"heads": {}}):
        with pytest.raises(BadInput):
            actions.ask_units(campaign.inspection, by=campaign.secretary, **(asked | wrong))
    rows = actions.ask_units(campaign.inspection, by=campaign.secretary, **asked)
    assert {row.unit for row in rows} == set(campaign.units)
    assert LogEntry.objects.filter(action="inspections.ask_unit").count() == 2


def test_a_recommendation_is_drafted_whole_and_opens_with_its_day(stranger):
    campaign = make_campaign(units=1).judged()
    [finding], by = campaign.findings, campaign.inspector
    text = actions.RecommendationText("Lập sổ theo dõi", "Trưởng phòng", "Văn thư", 5)
    with pytest.raises(NotAllowed):
        actions.add_recommendation(finding, text, by=stranger)
    with pytest.raises(BadInput):
        actions.add_recommendation(finding, actions.RecommendationText("x", "", "", 0), by=by)
    row = actions.add_recommendation(finding, text, by=by)
    actions.open_recommendations(campaign.inspection, dt.date(2020, 9, 7), by=campaign.head)
    row.refresh_from_db()
    assert (row.state, row.due_on) == (RecommendationState.OPEN, dt.date(2020, 9, 14))
    assert row.original_due_on == row.due_on
    with pytest.raises(WrongState):
        actions.edit_recommendation(row, text="Khác", by=by)


def test_reopening_opens_the_campaign_again():
    campaign = make_campaign(units=1).concluded()
    row = closed_recommendation(campaign)
    with pytest.raises(BadInput):
        actions.reopen_recommendation(row, reason=" ", by=campaign.secretary)
    row = actions.reopen_recommendation(row, reason="Tái diễn", by=campaign.secretary)
    assert (row.state, row.closed_on) == (RecommendationState.OPEN, None)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CONCLUDED


def test_a_returned_remedy_leaves_the_unit_its_due_day():
    campaign = make_campaign(units=1).concluded()
    sent, due = remedy(campaign), Recommendation.objects.get().due_on
    with pytest.raises(BadInput):
        actions.return_remedy(sent, reason=" ", by=campaign.secretary)
    actions.return_remedy(sent, reason="Thiếu ảnh", by=campaign.secretary)
    row = Recommendation.objects.get()
    assert (row.state, row.due_on) == (RecommendationState.RETURNED, due)
    with pytest.raises(WrongState):
        actions.return_remedy(sent, reason="Lần nữa", by=campaign.secretary)


def test_an_opinion_needs_minutes_and_signed_minutes_are_closed():
    campaign = make_campaign(units=1).judged()
    visit = ended_visit(campaign)
    with pytest.raises(WrongState):
        actions.write_unit_opinion(visit, text="Nhất trí", by=campaign.secretary)
    assert actions.resume_visit(visit, by=campaign.secretary).state == VisitState.IN_PROGRESS


def test_a_paper_sent_for_signature_is_closed_until_it_comes_back():
    campaign = make_campaign(units=1).remarked()
    row, by = sent_conclusion(campaign), campaign.secretary
    for refused in (
        lambda: actions.edit_document(row, subject="Khác", by=by),
        lambda: actions.restore_wording(row, ["x"], by=by),
        lambda: actions.file_document(row, by=by),
    ):
        with pytest.raises(WrongState):
            refused()
    with pytest.raises(BadInput):
        actions.send_back(row, reason=" ", by=by)
    row = actions.send_back(row, reason="Sai số", by=by)
    assert (row.state, row.frozen, row.submitted_at) == (DocumentState.DRAFT, None, None)
    for wrong in ({"subject": " "}, {"number": "98"}):
        with pytest.raises(BadInput):
            actions.edit_document(row, by=by, **wrong)


def test_wording_that_drops_a_fact_needs_a_reason_and_can_be_restored():
    campaign = make_campaign(units=1).remarked()
    row, by = conclusion(campaign), campaign.secretary
    line = next(line for line in bound_lines(from_data(row)).values() if line.facts)
    with pytest.raises(BadInput):
        actions.accept_wording(row, {line.tag: "Lời không còn số liệu."}, by=by)
    kept = [{"tag": line.tag, "fact": f.key, "reason": "Đã nêu ở phụ lục"} for f in line.facts]
    silent = [{**item, "reason": " "} for item in kept]
    wording = {line.tag: "Lời không còn số liệu."}
    with pytest.raises(BadInput):
        actions.accept_wording(row, wording, kept=silent, by=by)
    row = actions.accept_wording(row, wording, kept=kept, by=by)
    assert row.wording == wording
    row = actions.restore_wording(row, [line.tag], by=by)
    assert (row.wording, row.kept) == ({}, [])


def test_a_signed_copy_belongs_to_a_signed_paper(stranger):
    campaign = make_campaign(units=1).remarked()
    row, by, png = sent_conclusion(campaign), campaign.clerk, b"\x89PNG\r\n\x1a\n" + bytes(64)
    with pytest.raises(NotAllowed):
        actions.put_signed_file(row, io.BytesIO(png), "ky.png", by=stranger)
    with pytest.raises(BadInput):
        actions.put_signed_file(row, io.BytesIO(png), "ky.png", by=by)
    row = actions.sign(row, signed_on=dt.date(2020, 9, 8), by=by)
    with pytest.raises(BadInput):
        actions.put_signed_file(row, io.BytesIO(b""), "ky.png", by=by)


def test_travel_time_is_typed_once_per_pair(stranger):
    campaign = make_campaign(units=1)
    way = {"from_place": "Sở", "to_place": "Trung tâm"}
    with pytest.raises(NotAllowed):
        actions.set_travel_time(**way, minutes=20, by=stranger)
    for minutes in (20, 35):
        actions.set_travel_time(**way, minutes=minutes, by=campaign.secretary)
    assert TravelTime.objects.get().minutes == 35
    assert LogEntry.objects.filter(action="inspections.set_travel_time").count() == 2


def test_visits_are_not_finished_while_minutes_wait():
    campaign = make_campaign(units=2).judged()
    actions.finish_visits_if_done(campaign.inspection, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.VISITING


def test_a_campaign_does_not_close_while_a_recommendation_is_open():
    campaign = make_campaign(units=1).concluded()
    actions.close_if_done(campaign.inspection, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CONCLUDED


def test_concluding_discloses_only_what_the_page_offers():
    campaign = make_campaign(units=1).minuted()
    document = conclusion(campaign)
    with pytest.raises(BadInput):
        actions.disclose(document, phones=True, by=campaign.head)
    with pytest.raises(FindingsUnplaced):
        actions.conclude(campaign.inspection, document, by=campaign.head)
    assert not Conclusion.objects.exists()

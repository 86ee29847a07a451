"""Phúc tra: what a follow-up campaign finds of each recommendation, and what follows from it."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.documents.readback import read_docx
from congvu.documents.readback.facts import check_facts
from congvu.evidence.actions import store_version
from congvu.inspections import actions
from congvu.inspections.models import Inspection, Recheck, Recommendation
from congvu.inspections.outputs import build, visit_text
from congvu.inspections.outputs.files import word
from congvu.inspections.resting import rests_on
from congvu.inspections.states import (
    DocumentKind,
    InspectionState,
    RecommendationState,
    Session,
    TeamRole,
)
from congvu.inspections.views.doors import data_door
from congvu.organizations.states import Role
from tests.inspections.campaigns import Campaign, every_test_at, make_campaign, member, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
S = RecommendationState
DAY = dt.date(2020, 12, 1)
_at_the_visit = every_test_at(2020, 12, 1)


def follow_up() -> Campaign:
    """A concluded campaign whose one recommendation is being looked at again."""
    first = make_campaign(units=1).concluded()
    chosen = list(first.inspection.recommendations.all())
    again = actions.open_follow_up(first.inspection, "Kiểm tra lại", chosen, by=first.secretary)
    campaign = replace(first, inspection=again, findings=[])
    rows = [
        actions.MemberRow("Giám đốc thử", TeamRole.HEAD, "Giám đốc Sở", campaign.head),
        member("Thư ký thử", TeamRole.SECRETARY, "Chánh Văn phòng", campaign.secretary),
        member("Thành viên thử", TeamRole.MEMBER, "Chuyên viên", campaign.inspector),
    ]
    actions.set_team(again, rows, by=campaign.secretary)
    campaign.carry(campaign.paper(DocumentKind.DECISION, inspection=again), "200", DAY)
    [visit] = campaign.visits
    plan = [actions.VisitRow(visit, DAY, Session.MORNING)]
    actions.set_schedule(again, plan, by=campaign.secretary)
    again.refresh_from_db()
    actions.notify_units(again, by=campaign.secretary)
    return campaign


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    with clock.at(moment(2020, 12, 1)):
        return keeping(follow_up)


@pytest.fixture
def begun(campaign) -> Campaign:
    actions.begin_visit(campaign.visits[0], by=campaign.secretary)
    return campaign


def row() -> Recheck:
    return Recheck.objects.select_related("recommendation__inspection", "visit").get()


def stand() -> tuple[str, dt.date | None, str]:
    asked = row().recommendation
    return asked.state, asked.closed_on, asked.inspection.state


def record(campaign: Campaign, result: str, note: str = "") -> Recheck:
    return actions.record_recheck(row(), result=result, note=note, by=campaign.inspector)


def at() -> str:
    return row().get_absolute_url()


def said(response) -> str:
    return response.content.decode()


def sign(campaign: Campaign) -> None:
    """The visit ends, its minutes are signed the same day."""
    [visit] = campaign.visits
    actions.end_visit(visit, by=campaign.secretary)
    times = {"began_at": moment(2020, 12, 1, 8), "ended_at": moment(2020, 12, 1, 11)}
    [visit] = campaign.visits
    actions.write_minutes(visit, **times, read_aloud=True, by=campaign.secretary)
    [visit] = campaign.visits
    signed = {"signed_on": DAY, "signed_by_unit": "Trưởng phòng"}
    with clock.at(moment(2020, 12, 1, 15)):
        code = actions.minutes_code(visit)
        actions.sign_minutes(visit, code=code, **signed, by=campaign.secretary)


def test_the_state_follows_each_result_and_may_be_put_right(begun):
    record(begun, "done")
    assert stand() == (S.CLOSED, DAY, InspectionState.CLOSED)
    record(begun, "partly", "Còn thiếu niêm yết tại trường")
    assert stand() == (S.RETURNED, None, InspectionState.CONCLUDED)
    record(begun, "not_done", "Chưa niêm yết")
    assert stand() == (S.OPEN, None, InspectionState.CONCLUDED)
    last = row()
    assert (last.result, last.note, last.checked_on) == ("not_done", "Chưa niêm yết", DAY)
    assert last.checked_by == begun.inspector
    logged = LogEntry.objects.filter(action="inspections.record_recheck")
    assert logged.filter(kind="inspections.recheck").count() == 3


def test_a_report_still_waiting_is_settled_with_it(begun):
    contact = officer(Role.CONTACT, begun.units[0])
    asked = Recommendation.objects.get()
    days = {"done_on": dt.date(2020, 11, 20), "by": contact}
    remedy = actions.submit_remedy(asked, text="Đã niêm yết", **days)
    record(begun, "partly", "Còn thiếu 02 thủ tục")
    remedy.refresh_from_db()
    assert remedy.accepted is False and "Còn thiếu 02 thủ tục" in remedy.review_reason
    remedy = actions.submit_remedy(asked, text="Đã niêm yết đủ", **days)
    record(begun, "done")
    remedy.refresh_from_db()
    assert remedy.accepted is True and remedy.reviewed_by == begun.inspector
    assert stand()[:2] == (S.CLOSED, dt.date(2020, 11, 20))


def test_it_is_recorded_at_work_by_the_team_alone(campaign):
    with pytest.raises(WrongState, match="bắt đầu buổi làm việc"):
        record(campaign, "done")
    [visit] = campaign.visits
    actions.begin_visit(visit, by=campaign.secretary)
    for user in (campaign.clerk, officer(Role.CONTACT, campaign.units[0])):
        with pytest.raises(NotAllowed):
            actions.record_recheck(row(), result="done", by=user)
    for result, note in (("done ", ""), ("", ""), ("partly", " "), ("not_done", "")):
        with pytest.raises(BadInput):
            record(campaign, result, note)
    assert stand()[0] == S.OPEN


def test_what_was_withdrawn_meanwhile_has_no_result(begun):
    asked = Recommendation.objects.get()
    actions.withdraw_recommendation(asked, reason="Trùng", by=begun.head)
    with pytest.raises(WrongState):
        record(begun, "done")


def test_the_minutes_tell_the_results_and_close_them(begun):
    record(begun, "partly", "Còn thiếu niêm yết")
    [visit] = begun.visits
    text = visit_text(DocumentKind.MINUTES, visit)
    table = next(block for block in text.blocks() if hasattr(block, "rows"))
    assert table.rows[0].cells[2:] == ("Thực hiện một phần", "Còn thiếu niêm yết.")
    headings = [block.text for block in text.body if hasattr(block, "level")]
    assert "III. KẾT QUẢ KIỂM TRA LẠI" in headings
    assert "IV. Ý KIẾN VÀ CAM KẾT CỦA ĐƠN VỊ" in headings
    sign(begun)
    with pytest.raises(WrongState):
        record(begun, "done")
    assert rests_on(begun.inspection)["rechecks"] == [
        [row().pk, row().recommendation_id, visit.pk, "partly", "Còn thiếu niêm yết"]
    ]


@pytest.mark.parametrize("kind", [DocumentKind.CONCLUSION, DocumentKind.REPORT])
def test_report_and_conclusion_tell_the_results(begun, kind):
    first = record(begun, "done")
    other = Recommendation.objects.get()
    for result in ("partly", ""):
        other.pk = None
        other.save()
        Recheck.objects.create(recommendation=other, visit=first.visit, result=result, note="Còn 2")
    sign(begun)
    begun.inspection.refresh_from_db()
    paper = begun.paper(kind, inspection=begun.inspection)
    text = build(paper)
    said = next(one for one in text.body if getattr(one, "tag", "") == "rechecks")
    assert said.text == (
        "Đoàn kiểm tra đã kiểm tra lại việc thực hiện 03 kiến nghị tại Thông báo kết luận số "
        "98/TB-SLĐ ngày 07/9/2020. Đã thực hiện: 01 kiến nghị; thực hiện một phần: 01 kiến nghị; "
        "chưa ghi: 01 kiến nghị."
    )
    assert check_facts(said.facts, said.text, said.text) == []
    assert check_facts(said.facts, said.text, said.text.replace("hiện: 01", "hiện: 02"))
    table = next(one for one in text.body if getattr(one, "rows", None))
    unit = begun.units[0].short_name
    assert [line.cells[1] for line in table.rows] == [unit] * 3
    assert [line.cells[3:] for line in table.rows] == [
        ("Đã thực hiện", ""), ("Thực hiện một phần", "Còn 2."), ("Chưa ghi", "Còn 2."),
    ]  # fmt: skip
    assert table.rows[0].tag == f"recheck-{first.pk}"
    assert data_door(table.rows[0].tag, paper) == first.get_absolute_url()
    parts = [one.text.split(".")[0] for one in text.body if getattr(one, "level", 0) == 1]
    assert parts == ["I", "II", "III", "IV", "V", "VI"][: len(parts)]
    assert said.text in {line.text for line in read_docx(word(text, kind)).lines}


def test_a_first_campaign_has_no_such_part():
    campaign = make_campaign(units=1).concluded()
    paper = campaign.inspection.documents.get(kind=DocumentKind.CONCLUSION)
    headings = [one.text for one in build(paper).body if getattr(one, "level", 0) == 1]
    assert headings[0] == "I. KẾT QUẢ ĐẠT ĐƯỢC" and len(headings) == 4


def test_the_page_records_and_shows_it_everywhere(begun, client_of):
    client = client_of(begun.inspector)
    visit = begun.visits[0].get_absolute_url()
    assert at() in said(client.get(visit)) and "chưa ghi kết quả" in said(client.get(visit))
    note = "Còn thiếu niêm yết tại trường"
    told = {"result": "partly", "note": note, "version": row().version}
    assert client.post(at(), told).url == visit
    assert "Thực hiện một phần" in said(client.get(visit))
    words = "kiểm tra lại ngày 01/12/2020: thực hiện một phần"
    unit_head = client_of(officer(Role.UNIT_HEAD, begun.units[0]))
    head = client_of(begun.head)
    detail = row().recommendation.get_absolute_url()
    for who in (unit_head, head):
        assert words in said(who.get(reverse("inspections:recommendation_list")))
        assert f"</a>: {note}" in said(who.get(detail))
        # past its day, it stands on the one-page sheet
        assert words in said(who.get(reverse("inspections:heads_sheet")))
    first = Inspection.objects.get(plan=begun.plan).pk
    where = [first, "remediation"]
    file = head.get(reverse("inspections:inspection_file", args=[*where, "docx"])).content
    lines = " ".join(line.text for line in read_docx(file).lines)
    assert f"{words[:1].upper()}{words[1:]}. {note}." in " ".join(lines.split())
    book = head.get(reverse("inspections:inspection_file", args=[*where, "xlsx"])).content
    values = [cell for line in load_workbook(io.BytesIO(book)).active.values for cell in line]
    assert any(note in str(value) for value in values)


def test_who_sees_and_who_may_not(begun, outsider, client_of):
    told = {"result": "done", "version": row().version}
    assert client_of(outsider).get(at()).status_code == 404
    unit = client_of(officer(Role.CONTACT, begun.units[0]))
    assert unit.get(at()).context["form"] is None
    assert unit.post(at(), told).status_code == 403
    assert client_of(begun.inspector).put(at()).status_code == 405
    assert stand()[0] == S.OPEN


def test_bad_input_and_a_stale_save_keep_what_was_typed(begun, client_of):
    client, opened = client_of(begun.inspector), row().version
    page = client.post(at(), {"result": "not_done", "note": "", "version": opened})
    assert page.status_code == 422 and "Ghi rõ phần chưa thực hiện" in said(page)
    assert page.context["form"]["result"].value() == "not_done"
    assert client.post(at(), {"result": "x", "version": opened}).status_code == 422
    record(begun, "done")
    late = {"result": "partly", "note": "Chưa đủ", "version": opened}
    page = client.post(at(), late)
    assert page.status_code == 409 and "Chưa đủ" in said(page)
    assert stand()[0] == S.CLOSED


def test_evidence_is_the_teams_while_it_is_there(begun, client_of):
    page = client_of(begun.inspector).get(at())
    assert page.context["can_attach"] and "Thêm tài liệu" in said(page)
    file = SimpleUploadedFile("anh.txt", b"Bang niem yet")
    store_version(file, "anh.txt", by=begun.inspector, attach_to=row(), title="Ảnh bảng niêm yết")
    assert "Ảnh bảng niêm yết" in said(client_of(begun.inspector).get(at()))
    contact = officer(Role.CONTACT, begun.units[0])
    file.seek(0)
    with pytest.raises(NotAllowed):
        store_version(file, "x.txt", by=contact, attach_to=row(), title="Ảnh khác")
    listed = client_of(begun.secretary).get(
        reverse("inspections:document_list", args=[begun.inspection.pk])
    )
    assert "kèm 01 tệp" in said(listed)


@pytest.mark.parametrize("name", ["visit_detail", "recommendation_list"])
def test_pages_cost_the_same_for_many(begun, client_of, name):
    client = client_of(begun.secretary)
    page = {
        "visit_detail": begun.visits[0].get_absolute_url(),
        "recommendation_list": reverse("inspections:recommendation_list"),
    }[name]
    record(begun, "partly", "Còn thiếu")

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(page).status_code == 200
        return len(seen)

    cost()
    before, first = cost(), row()
    for _ in range(10):
        asked = Recommendation.objects.get(pk=first.recommendation_id)
        asked.pk = None
        asked.save()
        Recheck.objects.create(
            recommendation=asked, visit=first.visit, result="partly", note="x", checked_on=DAY
        )
    assert cost() == before <= 15

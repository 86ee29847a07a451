"""A member missing at one visit, replaced or not: written on the page, told by the minutes."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.actions import judge_many
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from congvu.core.errors import NotAllowed, StaleSave
from congvu.inspections import actions
from congvu.inspections.models import Visit
from congvu.inspections.outputs.minutes import minutes
from congvu.inspections.policies import judge_rule, may_run_visit
from tests.inspections.campaigns import make_campaign, moment

pytestmark = pytest.mark.django_db
WHY = "đi họp Ủy ban nhân dân tỉnh"


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).visiting())


@pytest.fixture
def visit(campaign):
    return campaign.visits[0]


@pytest.fixture
def team(campaign):
    return dict(zip(("head", "secretary", "member"), campaign.inspection.team.all(), strict=True))


def at(visit):
    return reverse("inspections:visit_attendance", args=[visit.pk])


def posted(team, *missing, **more):
    """Everybody ticked but the missing."""
    data = {f"m{m.pk}-present": "on" for name, m in team.items() if name not in missing}
    return data | {f"m{team[k.split('_')[0]].pk}-{k.split('_')[1]}": v for k, v in more.items()}


def lines(visit):
    return [b.full_text for b in minutes(visit).blocks() if hasattr(b, "full_text")]


def test_a_missing_member_is_told_in_the_minutes(client_of, campaign, visit, team):
    desk = client_of(campaign.secretary)
    page = desk.get(reverse("inspections:visit_detail", args=[visit.pk])).content.decode()
    assert at(visit) in page and "vắng mặt:" not in page
    assert desk.post(at(visit), posted(team, "member", member_reason=WHY)).status_code == 302
    page = desk.get(reverse("inspections:visit_detail", args=[visit.pk])).content.decode()
    assert f"vắng mặt: {WHY}" in page and "không có người thay" in page
    there = [line for line in lines(visit) if line.endswith((" - Trưởng đoàn;", " - Thư ký;"))]
    assert len(there) == 2 and not any(line.endswith(" - Thành viên;") for line in lines(visit))
    assert f"- Vắng mặt: Thành viên thử - Thành viên; lý do: {WHY}." in lines(visit)
    printed = desk.get(reverse("inspections:minutes_print", args=[visit.pk])).content.decode()
    assert WHY in printed


def test_who_does_the_secretarys_part_writes_the_minutes(client_of, campaign, visit, team):
    assert not may_run_visit(campaign.inspector, visit)
    given = {"secretary_reason": WHY, "secretary_substitute": team["member"].pk}
    head = client_of(campaign.head)
    assert head.post(at(visit), posted(team, "secretary", **given)).status_code == 302
    visit = Visit.objects.get(pk=visit.pk)
    assert visit.acting_secretary == team["member"] and may_run_visit(campaign.inspector, visit)
    told = (
        f"- Vắng mặt: Thư ký thử - Thư ký; lý do: {WHY}; Thành viên thử làm thư ký buổi làm việc."
    )
    assert told in lines(visit)
    assert not any("công tác tại đơn vị được kiểm tra nên" in line for line in lines(visit))
    assert head.post(at(visit), posted(team)).status_code == 302  # the secretary came after all
    visit = Visit.objects.get(pk=visit.pk)
    assert visit.acting_secretary is None and not any("Vắng mặt" in line for line in lines(visit))


@pytest.mark.parametrize(
    ("missing", "given", "told"),
    [
        (["member"], {}, "Ghi lý do Thành viên thử vắng mặt."),
        (["secretary"], {"secretary_reason": WHY}, "Thư ký vắng mặt thì phải có người làm thay."),
        (
            ["member", "secretary"],
            {"member_reason": WHY, "secretary_reason": WHY, "secretary_substitute": "member"},
            "Thành viên thử không có mặt ở buổi này.",
        ),
        (["member"], {"member_reason": WHY, "member_substitute": "777777"}, "không phải"),
        (["member"], {"member_reason": "x" * 301}, "300"),
    ],
)
def test_what_does_not_fit_is_refused_and_kept(
    client_of, campaign, visit, team, missing, given, told
):
    given = {k: team[v].pk if v in team else v for k, v in given.items()}
    answer = client_of(campaign.head).post(at(visit), posted(team, *missing, **given))
    page = answer.content.decode()
    assert answer.status_code == 422 and (told in page or "field-error" in page)
    assert all(str(value) in page for value in given.values() if value != "777777")
    assert not visit.members.filter(present=False).exists()


def test_not_everybody_may_be_missing(client_of, campaign, visit, team):
    given = {f"{name}_reason": WHY for name in team}
    given["secretary_substitute"] = ""
    answer = client_of(campaign.head).post(at(visit), posted(team, *team, **given))
    assert answer.status_code == 422


def test_only_who_runs_the_visit_writes_it(client_of, campaign, visit, team, outsider):
    assert client_of(campaign.inspector).get(at(visit)).status_code == 403
    assert client_of(campaign.inspector).post(at(visit), posted(team)).status_code == 403
    assert client_of(outsider).get(at(visit)).status_code == 404
    assert client_of(campaign.head).put(at(visit)).status_code == 405


def test_a_stale_page_and_signed_minutes_change_nothing(client_of, campaign, visit, team):
    with pytest.raises(StaleSave):
        actions.set_attendance(visit, [], by=campaign.head, expected=visit.version + 3)
    old = posted(team, "member", member_reason=WHY) | {"version": visit.version + 3}
    assert client_of(campaign.head).post(at(visit), old).status_code == 409
    signed = make_signed(campaign, visit)
    assert client_of(campaign.head).post(at(signed), posted(team)).status_code == 409


def make_signed(campaign, visit):
    """The visit with its minutes signed."""
    day = visit.day
    actions.write_minutes(
        visit,
        began_at=moment(day.year, day.month, day.day, 8),
        ended_at=moment(day.year, day.month, day.day, 11),
        read_aloud=True,
        by=campaign.secretary,
    )
    actions.end_visit(Visit.objects.get(pk=visit.pk), by=campaign.secretary)
    actions.sign_minutes(
        Visit.objects.get(pk=visit.pk),
        code=actions.minutes_code(Visit.objects.get(pk=visit.pk)),
        signed_on=visit.day,
        signed_by_unit="Trưởng phòng",
        by=campaign.secretary,
    )
    return Visit.objects.get(pk=visit.pk)


def test_saving_the_schedule_keeps_who_said_they_are_missing():
    fresh = make_campaign(units=1).scheduled()
    visit = fresh.visits[0]
    member = fresh.inspection.team.last()
    actions.set_attendance(visit, [actions.Absence(member, WHY)], by=fresh.secretary)
    row = actions.VisitRow(Visit.objects.get(pk=visit.pk), visit.day, visit.session)
    actions.set_schedule(fresh.inspection, [row], by=fresh.secretary)
    assert not visit.members.get(member=member).present


def test_the_page_costs_the_same_for_a_large_team(client_of):
    campaign = make_campaign(units=1).opened()
    client = client_of(campaign.head)

    def cost(members):
        head = actions.MemberRow("Giám đốc thử", "head", "", campaign.head)
        rows = [head, *(actions.MemberRow(f"Thành viên {i}", "member") for i in range(members))]
        actions.set_team(campaign.inspection, rows, by=campaign.secretary)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(campaign.visits[0])).status_code == 200
        return len(asked)

    few = cost(1)
    assert few == cost(20) and few <= 15


def test_who_is_missing_judges_and_finds_nothing_there_who_stands_in_does(campaign, visit, team):
    answer = Answer.objects.filter(sheet=visit.sheet).first()
    judged = [Judgement(answer.pk, points=Decimal(8))]
    found = actions.FindingText("Chậm báo cáo")
    gone = actions.Absence(team["member"], WHY, team["head"])
    actions.set_attendance(visit, [gone], by=campaign.secretary)
    with pytest.raises(NotAllowed, match="vắng mặt ở buổi làm việc"):
        judge_many(judged, by=campaign.inspector)
    with pytest.raises(NotAllowed, match="người làm thay ghi nhận"):
        actions.raise_finding(answer, found, by=campaign.inspector)
    answer.refresh_from_db()
    assert answer.points is None
    judge_many(judged, by=campaign.head)
    actions.raise_finding(answer, found, by=campaign.head)
    visit.refresh_from_db()
    actions.set_attendance(visit, [], by=campaign.secretary)
    judge_many([Judgement(answer.pk, points=Decimal(7))], by=campaign.inspector)


def test_the_page_of_a_visit_offers_no_judging_to_who_is_missing(client_of, campaign, visit, team):
    url = reverse("inspections:visit_detail", args=[visit.pk])
    assert client_of(campaign.inspector).get(url).context["can_judge"]
    gone = actions.Absence(team["member"], WHY)
    actions.set_attendance(visit, [gone], by=campaign.secretary)
    assert not client_of(campaign.inspector).get(url).context["can_judge"]
    assert client_of(campaign.head).get(url).context["can_judge"]


def test_absent_from_one_visit_is_absent_from_no_other():
    campaign = make_campaign(units=2).visiting()
    first, second = campaign.visits
    member = campaign.inspection.team.get(user=campaign.inspector)
    actions.set_attendance(first, [actions.Absence(member, WHY)], by=campaign.secretary)
    sheets = [first.sheet_id, second.sheet_id]
    assert judge_rule(campaign.inspector, sheets) == {second.sheet_id}

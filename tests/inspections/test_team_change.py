"""The team after its decision: who leaves, who comes, who may do what from then on."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.inspections import actions
from congvu.inspections.errors import NoActingSecretary
from congvu.inspections.models import OfficialDocument, TeamMember, Visit
from congvu.inspections.outputs import from_data
from congvu.inspections.policies import may_work_at
from congvu.inspections.states import DocumentKind, TeamRole, VisitState
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign, member
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
WHY = "Chuyển công tác"
DAY = dt.date(2020, 8, 20)
_in_the_story = every_test_at(2020, 8, 20)


@pytest.fixture
def campaign():
    return make_campaign(units=2).scheduled()


def of_role(campaign, role):
    return campaign.inspection.team.present().get(role=role)


def change(leaves=(), comes=(), *, on=DAY, reason=WHY):
    return actions.TeamChange(list(leaves), list(comes), reason, DAY, on)


def newcomer(unit=None, role=TeamRole.MEMBER, name="Bà Người mới"):
    user = officer(Role.INSPECTOR, unit or UnitFactory())
    return user, member(name, role, "Chuyên viên", user)


def test_who_leaves_loses_the_rights_and_who_comes_gets_them_but_at_home(campaign):
    gone = of_role(campaign, TeamRole.MEMBER)
    fresh, row = newcomer(unit=campaign.units[1])
    actions.change_team(campaign.inspection, change([gone], [row]), by=campaign.secretary)
    home, away = campaign.visits[1], campaign.visits[0]
    assert not may_work_at(campaign.inspector, away)
    assert may_work_at(fresh, away) and not may_work_at(fresh, home)
    came = TeamMember.objects.get(user=fresh)
    assert {p.visit_id: p.present for p in came.visits.all()} == {away.pk: True, home.pk: False}
    assert not TeamMember.objects.filter(pk=gone.pk).exists()  # was at no visit yet


def test_the_amending_decision_says_who_leaves_and_who_comes(campaign):
    gone = of_role(campaign, TeamRole.MEMBER)
    _, row = newcomer()
    actions.change_team(campaign.inspection, change([gone], [row]), by=campaign.secretary)
    paper = OfficialDocument.objects.get(kind=DocumentKind.AMENDING_DECISION)
    assert paper.subject.startswith("Về việc thay đổi thành viên Đoàn kiểm tra")
    text = "\n".join(getattr(block, "text", "") for block in from_data(paper).body)
    assert "kể từ ngày 20/8/2020" in text and "số 12826" in text
    assert "Thành viên thử, Chuyên viên - Thành viên: thôi tham gia Đoàn kiểm tra" in text
    assert "Bà Người mới, Chuyên viên - Thành viên: tham gia Đoàn kiểm tra" in text
    issued = campaign.carry(paper, "13001", dt.date(2020, 8, 20))
    assert issued.code == "13001/QĐ-SLĐ"


def test_who_was_at_a_signed_visit_stays_named_there(campaign):
    visit = campaign.visits[0]
    actions.begin_visit(visit, by=campaign.secretary)
    gone = of_role(campaign, TeamRole.MEMBER)
    with pytest.raises(WrongState, match="chưa ký biên bản"):
        actions.change_team(campaign.inspection, change([gone]), by=campaign.secretary)
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.MINUTES_SIGNED)
    actions.change_team(campaign.inspection, change([gone]), by=campaign.secretary)
    gone.refresh_from_db()
    assert (gone.left_on, gone.user) == (DAY, None)
    assert [p.visit_id for p in gone.visits.all()] == [visit.pk]
    assert gone not in campaign.inspection.team.present()
    assert campaign.visits[0].state == VisitState.MINUTES_SIGNED


def test_a_team_keeps_one_head_and_nobody_twice(campaign):
    head = of_role(campaign, TeamRole.HEAD)
    with pytest.raises(BadInput, match="đúng một trưởng đoàn"):
        actions.change_team(campaign.inspection, change([head]), by=campaign.secretary)
    _, second = newcomer(role=TeamRole.HEAD)
    with pytest.raises(BadInput, match="đúng một trưởng đoàn"):
        actions.change_team(campaign.inspection, change((), [second]), by=campaign.secretary)
    again = member("Thư ký thử", TeamRole.MEMBER, "", campaign.secretary)
    with pytest.raises(BadInput, match="đã có trong đoàn"):
        actions.change_team(campaign.inspection, change((), [again]), by=campaign.secretary)
    actions.change_team(campaign.inspection, change([head], [second]), by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    assert of_role(campaign, TeamRole.HEAD).name == "Bà Người mới"
    assert not campaign.inspection.led_by_decision_maker  # the head of the office leads no more


def test_a_new_secretary_writes_nothing_at_the_own_unit(campaign):
    old = of_role(campaign, TeamRole.SECRETARY)
    _, row = newcomer(unit=campaign.units[0], role=TeamRole.SECRETARY)
    with pytest.raises(NoActingSecretary):
        actions.change_team(campaign.inspection, change([old], [row]), by=campaign.secretary)
    assert of_role(campaign, TeamRole.SECRETARY).user == campaign.secretary


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"leaves": [], "comes": []}, "leaves"),
        ({"on": dt.date(2020, 8, 1)}, "effective_on"),  # before the decision
        ({"on": dt.date(2020, 8, 26)}, "effective_on"),  # a visit of the 25th lies before
    ],
)
def test_what_is_missing_is_named(campaign, given, field):
    told = {"leaves": [of_role(campaign, TeamRole.MEMBER)]} | given
    with pytest.raises(BadInput) as refused:
        actions.change_team(campaign.inspection, change(**told), by=campaign.secretary)
    assert field in refused.value.fields


def test_only_who_prepares_changes_it(campaign):
    gone = of_role(campaign, TeamRole.MEMBER)
    with pytest.raises(NotAllowed):
        actions.change_team(campaign.inspection, change([gone]), by=campaign.inspector)


def test_before_the_decision_the_team_is_set_not_changed():
    early = make_campaign(units=1).teamed()
    gone = of_role(early, TeamRole.MEMBER)
    with pytest.raises(WrongState):
        actions.change_team(early.inspection, change([gone]), by=early.secretary)


# --- the page ----------------------------------------------------------------------------------


def typed(campaign, **more):
    return {
        "lines": 3,
        "leaves": [of_role(campaign, TeamRole.MEMBER).pk],
        "m1-name": "Ông Ngoài Sở",
        "m1-title": "Chuyên viên Sở Nội vụ",
        "m1-role": "member",
        "reason": WHY,
        "decided_on": "20/8/2020",
        "effective_on": "20/8/2020",
        **more,
    }


def test_the_page_changes_the_team_and_leads_to_the_decision(client_of, campaign):
    url = reverse("inspections:team_change", args=[campaign.inspection.pk])
    desk = client_of(campaign.secretary)
    before = reverse("inspections:team_edit", args=[campaign.inspection.pk])
    assert desk.get(before).url == url
    assert "Thành viên thử" in desk.get(url).content.decode()
    answer = desk.post(url, typed(campaign, reason=""))
    assert answer.status_code == 422 and "Ông Ngoài Sở" in answer.content.decode()
    stale = campaign.inspection.version + 3
    assert desk.post(url, typed(campaign, version=stale)).status_code == 409
    answer = desk.post(url, typed(campaign))
    paper = OfficialDocument.objects.get(kind=DocumentKind.AMENDING_DECISION)
    assert answer.url == paper.get_absolute_url()
    assert campaign.inspection.team.present().filter(name="Ông Ngoài Sở").exists()


def test_the_page_is_for_who_prepares(client_of, campaign):
    url = reverse("inspections:team_change", args=[campaign.inspection.pk])
    assert client_of(campaign.inspector).get(url).status_code == 403
    assert client_of(officer(Role.UNIT_HEAD)).get(url).status_code == 404
    assert client_of(campaign.secretary).put(url).status_code == 405

"""Last year's team and schedule as a proposal; a team pasted from Word or Excel."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.copying import earlier, same_weekday
from congvu.inspections.models import Inspection, TeamMember
from congvu.inspections.states import TeamRole
from congvu.organizations.actions import end_seat
from congvu.organizations.states import Role
from tests.inspections.campaigns import announce_years, make_campaign
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
HEAD = "TT\tHọ và tên\tChức vụ\tĐơn vị công tác\tNhiệm vụ\tNội dung phụ trách\n"


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


@pytest.fixture
def opened():
    return make_campaign().opened()


@pytest.fixture
def team_url(opened):
    return url("team_edit", opened.inspection.pk)


@pytest.fixture
def desk(client_of, opened):
    return client_of(opened.secretary)


def shown(answer) -> list[dict]:
    """The filled lines of the page."""
    lines = [form.initial for form in answer.context["forms"]]
    return [line for line in lines if line.get("person") or line.get("name")]


def typed(answer) -> dict:
    """What a browser posts when the page is saved as it stands."""
    data = {"verb": "save", "lines": len(answer.context["forms"])}
    for form in answer.context["forms"]:
        for name, value in form.initial.items():
            if value:
                data[f"{form.prefix}-{name}"] = value
    return data


# --- pasted ----------------------------------------------------------------------------------


def test_a_pasted_team_becomes_rows_and_is_saved(desk, opened, team_url):
    lines = [
        f"1\tÔng {opened.head}\t\t\tTrưởng đoàn\t",
        f"2\t{opened.secretary}\tChánh Văn phòng\t\tThư ký đoàn\tN1",
        "3\tBà Lê Thị Ngoài\tChuyên viên Sở Nội vụ\t\tThành viên\t1; 2",
        *(f"{i}\tThành viên mời {i}\t\t\t\t" for i in range(4, 12)),
    ]
    answer = desk.post(team_url, {"verb": "paste", "text": HEAD + "\n".join(lines)})
    assert answer.status_code == 200 and answer.context["taken"] == 11
    assert not TeamMember.objects.exists()  # nothing is entered before it is looked through
    rows = shown(answer)
    assert [row["person"] for row in rows[:3]] == [opened.head.pk, opened.secretary.pk, None]
    assert desk.post(team_url, typed(answer)).status_code == 302
    team = list(opened.inspection.team.all())
    assert len(team) == 11  # more than the page had lines before
    assert [m.role for m in team[:3]] == [TeamRole.HEAD, TeamRole.SECRETARY, TeamRole.MEMBER]
    assert (team[1].area_codes, team[1].title) == (["N1"], "Chánh Văn phòng")
    assert (team[2].name, team[2].user, team[2].area_codes) == ("Lê Thị Ngoài", None, ["N1", "N2"])


def test_a_table_pasted_from_word_is_read_too(desk, opened, team_url):
    cells = f"<td>{opened.head}</td><td>Trưởng đoàn</td>"
    table = f"<table><tr><th>Họ và tên</th><th>Nhiệm vụ</th></tr><tr>{cells}</tr></table>"
    answer = desk.post(team_url, {"verb": "paste", "text": table})
    assert [row["person"] for row in shown(answer)] == [opened.head.pk]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("1\tNguyễn Văn Mã\t\t\tTrưởng đoàn\t", "name"),  # one letter off an officer's name
        ("1\t\tChuyên viên\t\t\t", "name"),
        ("1\tNgười ngoài\t\tPhòng không có\t\t", "unit"),
        ("1\tTrùng Tên\t\t\t\t", "unit"),
        ("1\tNgười ngoài\t\t\tTrưởng đàn\t", "role"),
        ("1\tNgười ngoài\t\t\t\tN9", "areas"),
        ("1\tNgười A\t\t\tTrưởng đoàn\t\n2\tLê B\t\t\tTrưởng đoàn\t", "role"),
        ("1\tNgười A\t\t\t\t\n2\tLê B\t\t\t\t\n3\tngười a\t\t\t\t", "name"),
    ],
)
def test_a_doubtful_cell_is_marked_and_nothing_is_taken(desk, opened, team_url, line, column):
    for name in ("Nguyễn Văn Mạnh", "Trùng Tên", "Trùng Tên"):
        officer(Role.VIEWER, UnitFactory(), full_name=name)
    answer = desk.post(team_url, {"verb": "paste", "text": HEAD + line})
    assert answer.status_code == 422
    assert [problem.column for problem in answer.context["preview"].problems] == [column]
    assert "has-error" in answer.content.decode() and shown(answer) == []
    assert line.split("\t")[1] in answer.content.decode()  # what was pasted is kept


def test_what_is_no_table_is_explained(desk, team_url):
    for text in ("", "chỉ một dòng chữ", "Cột lạ\tCột khác\na\tb"):
        answer = desk.post(team_url, {"verb": "paste", "text": text})
        assert answer.status_code == 422 and "Trưởng đoàn" in answer.content.decode()


def test_only_who_prepares_pastes_or_copies(client_of, opened, outsider):
    for name in ("team_edit", "schedule_edit"):
        address = url(name, opened.inspection.pk)
        for verb in ("paste", "copy"):
            assert client_of(outsider).post(address, {"verb": verb}).status_code == 404
            assert client_of(opened.clerk).post(address, {"verb": verb}).status_code == 403


# --- copied ----------------------------------------------------------------------------------


@pytest.fixture
def next_year():
    """A campaign of 2020 with team and schedule, and the one of 2021 just opened."""
    campaign = make_campaign().scheduled()
    spec = actions.OpeningSpec(
        title="Kiểm tra năm 2021",
        year=2021,
        library_version=campaign.inspection.library_version,
        area_codes=("N1",),
        units=tuple(campaign.units),
        period_from=dt.date(2021, 1, 1),
        period_to=dt.date(2021, 8, 15),
        previous=campaign.inspection,
    )
    return campaign, actions.open_inspection(spec, by=campaign.secretary)


def test_last_years_team_is_proposed_and_saved_only_by_the_button(client_of, next_year):
    campaign, fresh = next_year
    address, desk = url("team_edit", fresh.pk), client_of(campaign.secretary)
    assert "Nhân bản đoàn năm 2020" in desk.get(address).content.decode()
    before = LogEntry.objects.count()
    answer = desk.post(address, {"verb": "copy"})
    assert answer.status_code == 200 and LogEntry.objects.count() == before
    people = [campaign.head.pk, campaign.secretary.pk, campaign.inspector.pk]
    assert [row["person"] for row in shown(answer)] == people
    assert desk.post(address, typed(answer)).status_code == 302
    assert list(fresh.team.values_list("user_id", flat=True)) == people


def test_who_left_is_named_and_not_proposed_as_an_officer(client_of, next_year, administrator):
    campaign, fresh = next_year
    end_seat(campaign.inspector.seats.get(), by=administrator, on=dt.date(2021, 1, 1))
    answer = client_of(campaign.secretary).post(url("team_edit", fresh.pk), {"verb": "copy"})
    assert answer.context["doubtful"] == ["Thành viên thử"]
    assert [row["person"] for row in shown(answer)][2] is None
    assert "Thành viên thử không còn trong danh sách cán bộ" in answer.content.decode()


def test_last_years_schedule_is_proposed_on_the_same_weekday(client_of, next_year):
    campaign, fresh = next_year
    desk = client_of(campaign.secretary)
    answer = desk.post(url("schedule_edit", fresh.pk), {"verb": "copy"})
    days = [form.initial["day"] for form in answer.context["forms"]]
    assert days == [dt.date(2021, 8, 24), dt.date(2021, 8, 24), dt.date(2021, 8, 25)]
    assert [form.initial["session"] for form in answer.context["forms"]][:2] == [
        "morning",
        "afternoon",
    ]
    assert not fresh.visits.filter(day__isnull=False).exists()
    data = {"verb": "save"}
    for form in answer.context["forms"]:
        data |= {f"{form.prefix}-{k}": form[k].value() for k in ("day", "session")}
    assert desk.post(url("schedule_edit", fresh.pk), data).status_code == 302
    assert sorted(fresh.visits.values_list("day", flat=True)) == days


def test_a_day_off_moves_to_the_next_working_day(db):
    announce_years(2020, 2021)
    assert same_weekday(dt.date(2020, 9, 3), 1) == dt.date(2021, 9, 3)  # the 2nd is off
    assert same_weekday(dt.date(2020, 8, 25), 1) == dt.date(2021, 8, 24)
    assert same_weekday(dt.date(2020, 8, 25), 3) == dt.date(2023, 8, 22)  # not announced yet


def test_without_an_earlier_campaign_there_is_nothing_to_copy(desk, opened, team_url):
    assert earlier(opened.inspection) is None
    assert "Nhân bản" not in desk.get(team_url).content.decode()
    answer = desk.post(team_url, {"verb": "copy"})
    assert answer.status_code == 200 and shown(answer) == []
    assert Inspection.objects.count() == 1

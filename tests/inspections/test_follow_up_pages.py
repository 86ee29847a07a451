"""Recommendations after the conclusion: lists, remedies, more time, the heads' sheet."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.inspections.models import Recommendation, Remedy
from congvu.inspections.states import RecommendationState
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
DUE = dt.date(2020, 10, 5)
_after_the_conclusion = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).concluded())


@pytest.fixture
def row(campaign):
    return Recommendation.objects.get()


@pytest.fixture
def unit_head(row):
    return officer(Role.UNIT_HEAD, row.unit)


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


REPORT = {"text": "Đã niêm yết lại đủ", "done_on": "08/9/2020"}


def test_a_unit_reports_and_the_secretary_returns_then_accepts(campaign, row, unit_head, client_of):
    unit, team = client_of(unit_head), client_of(campaign.secretary)
    path = url("remedy_add", row.pk)
    assert unit.get(row.get_absolute_url()).context["remedy_form"]
    assert unit.post(path, REPORT | {"version": row.version}).status_code == 302
    remedy = Remedy.objects.get()
    assert team.post(url("remedy_return", remedy.pk), {"tra-reason": ""}).status_code == 422
    sent = {"tra-reason": "Thiếu ảnh", "tra-version": remedy.version}
    assert team.post(url("remedy_return", remedy.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.due_on) == (RecommendationState.RETURNED, DUE)
    assert "Thiếu ảnh" in unit.get(row.get_absolute_url()).content.decode()
    unit.post(path, REPORT | {"version": row.version})
    team.post(url("remedy_accept", Remedy.objects.first().pk), {})
    row.refresh_from_db()
    assert row.state == RecommendationState.CLOSED
    assert LogEntry.objects.filter(action="inspections.accept_remedy").exists()
    reopened = team.post(url("recommendation_reopen", row.pk), {"mo-lai-reason": "Kiểm tra lại"})
    assert reopened.status_code == 302
    row.refresh_from_db()
    assert row.state == RecommendationState.OPEN


def test_a_refused_report_keeps_what_was_typed(row, unit_head, client_of):
    client = client_of(unit_head)
    later = client.post(url("remedy_add", row.pk), REPORT | {"done_on": "09/9/2020"})
    assert later.status_code == 422
    assert REPORT["text"] in later.content.decode()
    stale = client.post(url("remedy_add", row.pk), REPORT | {"version": 99})
    assert stale.status_code == 409
    assert Remedy.objects.count() == 0


def test_strangers_see_nothing_and_the_unit_judges_nothing(row, unit_head, outsider, client_of):
    assert client_of(outsider).get(row.get_absolute_url()).status_code == 404
    assert client_of(outsider).post(url("remedy_add", row.pk), REPORT).status_code == 404
    client = client_of(unit_head)
    client.post(url("remedy_add", row.pk), REPORT)
    remedy = Remedy.objects.get()
    assert client.post(url("remedy_accept", remedy.pk), {}).status_code == 403
    assert client.get(url("remedy_accept", remedy.pk)).status_code == 405
    sent = {"gia-han-due_on": "20/10/2020", "gia-han-reason": "Xin thêm"}
    assert client.post(url("recommendation_extend", row.pk), sent).status_code == 403


def test_more_time_keeps_the_original_day(campaign, row, client_of):
    client, path = client_of(campaign.head), url("recommendation_extend", row.pk)
    sent = {"gia-han-due_on": "01/10/2020", "gia-han-reason": "Chờ kinh phí"}
    assert client.post(path, sent).status_code == 422
    assert client.post(path, sent | {"gia-han-due_on": "20/10/2020"}).status_code == 302
    row.refresh_from_db()
    assert (row.due_on, row.original_due_on) == (dt.date(2020, 10, 20), DUE)
    assert "ban đầu 05/10/2020" in client.get(url("recommendation_list")).content.decode()


def test_late_is_said_in_words_and_on_the_heads_sheet(campaign, row, client_of):
    client = client_of(campaign.head)
    assert client.get(url("heads_sheet")).context["groups"] == []
    with clock.at(moment(2020, 10, 8)):
        page = client.get(url("recommendation_list"), {"qua_han": "1"})
        assert "quá hạn 3 ngày làm việc" in page.content.decode()
        [group] = client.get(url("heads_sheet")).context["groups"]
        assert (group["unit"], group["head"]) == (row.unit, "Trưởng phòng")
        assert client.get(url("recommendation_excel")).content[:2] == b"PK"


def test_the_list_shows_a_unit_its_own_only(row, unit_head, outsider, client_of):
    own = client_of(unit_head).get(url("recommendation_list")).context["rows"]
    assert [line.row.pk for line in own] == [row.pk]
    assert client_of(outsider).get(url("recommendation_list")).context["rows"] == []


def test_the_list_costs_the_same_for_any_number(campaign, row, client_of):
    client = client_of(campaign.secretary)
    client.get(url("recommendation_list"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(url("recommendation_list"))
        counts.append(len(seen))
        for _ in range(10):
            row.pk = None
            row.save(force_insert=True)
    assert counts[0] == counts[1]


def listed(client, **asked):
    """Lines of the list, as they stand on the first page."""
    return client.get(url("recommendation_list"), asked).context["rows"]


def copies(row, count, **told):
    """More recommendations like ``row``."""
    for _ in range(count):
        row.pk = None
        for name, value in told.items():
            setattr(row, name, value)
        row.save(force_insert=True)


def test_the_overdue_come_first_and_the_done_last(campaign, row, client_of):
    first = row.pk
    copies(row, 1, due_on=dt.date(2020, 9, 1), text="Quá hạn rồi")
    copies(row, 1, state=RecommendationState.CLOSED, text="Làm xong rồi")
    lines = listed(client_of(campaign.head))
    assert [line.row.text for line in lines][::2] == ["Quá hạn rồi", "Làm xong rồi"]
    assert lines[1].row.pk == first


def test_a_request_to_several_units_stands_on_one_line(campaign, row, client_of):
    other = officer(Role.CONTACT).seats.get().unit
    copies(row, 1, group="YC-01", text="Niêm yết đủ thủ tục")
    copies(row, 1, unit=other, state=RecommendationState.CLOSED)
    client = client_of(campaign.head)
    lines = listed(client)
    assert len(lines) == 2
    [common] = [line for line in lines if line.row.group]
    assert (len(common.members), common.closed) == (2, 1)
    assert "1/2 đã khắc phục" in client.get(url("recommendation_list")).content.decode()
    alone = listed(client, dot=row.inspection_id, nhom="YC-01")
    assert len(alone) == 2 and all(line.members == [] for line in alone)


def test_the_list_goes_on_by_key_and_keeps_its_filters(campaign, row, client_of):
    copies(row, 30)
    client = client_of(campaign.head)
    first = client.get(url("recommendation_list"), {"dot": row.inspection_id})
    key = first.context["next_cursor"]
    assert f"dot={row.inspection_id}&amp;sau={key}" in first.content.decode()
    rest = client.get(url("recommendation_list"), {"dot": row.inspection_id, "sau": key})
    pages = [[line.row.pk for line in page.context["rows"]] for page in (first, rest)]
    assert len({*pages[0], *pages[1]}) == 31 and rest.context["next_cursor"] is None


def test_figures_above_the_list_lead_to_their_rows(campaign, row, client_of):
    copies(row, 2, due_on=dt.date(2020, 9, 1))
    client = client_of(campaign.head)
    for fact in client.get(url("recommendation_list")).context["facts"]:
        page = client.get(url("recommendation_list") + fact["door_url"])
        assert page.context["total"] == fact["value"], fact

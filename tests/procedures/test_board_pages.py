"""What is public where: a unit's list, sheets with their mark, the walk along the board."""

import datetime as dt
import json
import re
import uuid

import pytest

from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.core.models import LogEntry
from congvu.procedures import actions, rules
from congvu.procedures.actions import Content
from congvu.procedures.models import Disclosure, Posting, Procedure, ProcedureVersion
from tests.organizations.factories import UnitFactory, officer
from tests.procedures import factories
from tests.procedures.pages import at, page

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 9, 8, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_2020():
    with clock.at(NOW):
        yield


def school_with(department, complete, bare):
    school = UnitFactory(parent=department, school=True, name="Trường Trung cấp nghề thử")
    for _ in range(complete):
        factories.published(school, competence="public_service_unit")
    for _ in range(bare):
        factories.ProcedureVersionFactory(
            procedure__owner=school, procedure__competence="public_service_unit", published=True
        )
    return school


def test_a_schools_list_tells_what_each_procedure_lacks(client_of, department):
    school = school_with(department, 3, 2)
    told = page(client_of(officer("contact", school)), "unit_disclosure", school.pk)
    assert "3/5 thủ tục đủ bốn nội dung" in told
    assert told.count("0/4") == 2
    assert "In bản niêm yết" in told


def test_sheets_are_printed_at_once_with_a_mark_each(client_of, department):
    school = school_with(department, 3, 2)
    client = client_of(officer("contact", school))
    answer = client.post(at("postings_print", school.pk), {"place": "Sảnh"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    assert Posting.objects.filter(unit=school, place="Sảnh").count() == 5
    one = Procedure.objects.first()
    client.post(at("postings_print", school.pk), {"thu_tuc": [one.pk]})
    assert Posting.objects.count() == 6


def test_a_unit_without_published_procedures_prints_nothing(client_of, contact, unit):
    factories.draft(unit)
    answer = client_of(contact).post(at("postings_print", unit.pk))
    assert answer.status_code == 422
    assert not Posting.objects.exists()


def test_anybody_scans_a_sheet_and_learns_whether_it_holds(client, unit, contact, head):
    version = factories.published(unit)
    [sheet] = actions.print_postings(unit, [version], by=contact)
    address = at("posting_scan", sheet.mark)
    told = client.get(address).content.decode()
    assert "còn đúng" in told
    assert "Tờ khai" in told
    assert "thấy bản này" not in told
    draft = actions.revise(version, by=contact)
    day = {"effective_from": dt.date(2020, 9, 1)}
    actions.edit_version(draft, Content(day), by=contact)
    actions.publish(actions.submit(draft, by=contact), by=head)
    assert "đã cũ" in client.get(address).content.decode()
    actions.repeal(ProcedureVersion.objects.get(number=2), dt.date(2020, 9, 7), by=head, reason="x")
    assert "không còn tiếp nhận" in client.get(address).content.decode()


def test_an_unknown_mark_says_so(client):
    answer = client.get(at("posting_scan", uuid.uuid4()))
    assert answer.status_code == 404
    assert "Không nhận ra" in answer.content.decode()


def test_the_walk_ticks_sheet_by_sheet_or_all_at_once(client_of, contact, outsider, unit):
    versions = [factories.published(unit) for _ in range(3)]
    sheets = actions.print_postings(unit, versions[:2], by=contact)
    walker = client_of(contact)
    assert not Posting.objects.hanging().exists()
    printed = page(walker, "board", unit.pk)
    assert printed.count("đã in, chưa thấy treo") == 2
    assert "còn đúng</span>" not in printed
    assert "thấy bản này" in walker.get(at("posting_scan", sheets[0].mark)).content.decode()
    assert walker.post(at("posting_seen", sheets[0].mark)).status_code == 302
    told = page(walker, "board", unit.pk)
    assert versions[2].name in told
    assert told.count(" checked") == 1
    ticked = {"thay": [sheet.pk for sheet in sheets]}
    assert walker.post(at("board", unit.pk), ticked).status_code == 302
    assert Posting.objects.filter(seen_by=contact).count() == 2
    assert walker.post(at("board", unit.pk), {}).status_code == 422
    stranger = client_of(outsider)
    assert stranger.post(at("board", unit.pk), ticked).status_code == 403
    assert stranger.post(at("posting_seen", sheets[0].mark)).status_code == 403
    assert stranger.post(at("posting_remove", sheets[0].pk)).status_code == 403
    assert walker.post(at("posting_remove", sheets[0].pk)).status_code == 302
    assert page(walker, "board", unit.pk).count('id="sheet-') == 1


def test_the_list_for_the_walk_tells_every_sheet_and_what_is_wanted(client_of, contact, unit):
    version = factories.published(unit)
    [sheet] = actions.print_postings(unit, [version], by=contact)
    client = client_of(contact)
    told = client.get(at("walk_list", unit.pk)).json()
    assert [one["number"] for one in told["versions"]] == [1]
    [row] = told["sheets"]
    assert (row["mark"], row["code"]) == (str(sheet.mark), sheet.code)
    assert (row["state"], row["seen"]) == ("current", "")
    assert "token" not in told
    assert client.get(at("walk_list", unit.pk), {"gui": ""}).json()["token"]


def test_the_short_code_is_read_out_and_printed_under_the_qr(unit, contact):
    [sheet] = actions.print_postings(unit, [factories.published(unit)], by=contact)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", sheet.code)
    assert rules.short_code(uuid.UUID(int=0)) == "0000-0000"
    assert rules.short_code(uuid.UUID(int=2**128 - 1)) == "ZZZZ-ZZZZ"


def test_the_worker_is_kept_to_one_units_page(client_of, contact, outsider, unit):
    answer = client_of(contact).get(at("walk_worker", unit.pk))
    assert answer["Content-Type"].startswith("text/javascript")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in answer
    assert at("walk_worker", unit.pk).startswith(at("walk_page", unit.pk))
    text = answer.content.decode()
    assert "__EDITION__" not in text
    told = page(client_of(contact), "walk_page", unit.pk)
    assert contact.full_name not in told
    assert "csrf" not in told.lower()
    assert client_of(outsider).get(at("walk_page", unit.pk)).status_code == 403


def send(client, unit, *ticks):
    given = json.dumps([{"mark": str(mark), "on": on} for mark, on in ticks])
    return client.post(at("walk_send", unit.pk), {"ticks": given})


def test_ticks_made_without_network_are_written_once_on_their_day(client_of, contact, unit):
    with clock.at(dt.datetime(2020, 9, 1, 2, tzinfo=dt.UTC)):
        versions = [factories.published(unit) for _ in range(3)]
        one, two, gone = actions.print_postings(unit, versions, by=contact)
    actions.take_down(gone, by=contact)
    client = client_of(contact)
    ticks = [(one.mark, "2020-09-07"), (two.mark, "2030-01-01"), (gone.mark, "2020-09-07")]
    told = send(client, unit, *ticks).json()
    assert sorted(told["seen"]) == sorted([str(one.mark), str(two.mark)])
    assert told["left"] == [str(gone.mark)]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.seen_on, two.seen_on) == (dt.date(2020, 9, 7), dt.date(2020, 9, 8))
    written = LogEntry.objects.count()
    assert send(client, unit, *ticks).status_code == 200
    actions.check_board(unit, [one], by=contact)
    send(client, unit, ticks[0])  # an older look takes nothing back
    one.refresh_from_db()
    assert one.seen_on == dt.date(2020, 9, 8)
    looked = Disclosure.objects.get(procedure=one.procedure_version.procedure)
    assert looked.last_checked_on == dt.date(2020, 9, 8)
    assert LogEntry.objects.filter(action="procedures.check_board").count() == 3
    assert LogEntry.objects.count() == written + 2


@pytest.mark.parametrize(
    "ticks",
    [
        "",
        "x",
        "[]",
        "{}",
        "[1]",
        '[{"mark": "x", "on": "2020-09-07"}]',
        '[{"mark": null, "on": 5}]',
    ],
)
def test_nonsense_instead_of_ticks_is_refused(client_of, contact, outsider, unit, ticks):
    client = client_of(contact)
    assert client.post(at("walk_send", unit.pk), {"ticks": ticks}).status_code == 422
    assert client.get(at("walk_send", unit.pk)).status_code == 405
    assert send(client_of(outsider), unit, (uuid.uuid4(), "2020-09-07")).status_code == 403


def test_a_level_is_declared_in_the_words_of_its_day(client_of, contact, unit):
    procedure = factories.published(unit).procedure
    client = client_of(contact)
    bad = {"level": "full", "valid_from": "01/9/2020"}
    answer = client.post(at("level_declare", procedure.pk), bad)
    assert answer.status_code == 422
    assert "Mức độ 1, Mức độ 2" in answer.content.decode()
    good = bad | {"level": "legacy_level_4", "decision": "QĐ 12"}
    assert client.post(at("level_declare", procedure.pk), good).status_code == 302
    assert "Mức độ 4" in page(client, "procedure_detail", procedure.pk)


def test_a_channel_is_checked(client_of, contact, unit):
    procedure = factories.published(unit).procedure
    client = client_of(contact)
    form = {"channel": "portal", "on": "07/9/2020", "current": "on", "place": "Trang của phòng"}
    assert client.post(at("disclosure_check", procedure.pk), form).status_code == 302
    told = page(client, "unit_disclosure", unit.pk)
    assert "đúng bản đang áp dụng, kiểm tra 07/9/2020" in told
    form["on"] = "40/9/2020"
    assert client.post(at("disclosure_check", procedure.pk), form).status_code == 422


def test_only_whoever_keeps_the_units_procedures_sends_a_walk(contact, outsider, unit):
    [sheet] = actions.print_postings(unit, [factories.published(unit)], by=contact)
    ticks = {str(sheet.mark): NOW.date()}
    with pytest.raises(NotAllowed):
        actions.check_walk(unit, ticks, by=outsider)
    seen, left = actions.check_walk(unit, ticks | {str(uuid.uuid4()): NOW.date()}, by=contact)
    assert seen == [sheet] and len(left) == 1

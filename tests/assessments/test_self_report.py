"""The unit's side: its answers, its words, last year's again, sending and reopening."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from congvu.assessments.actions import (
    copy_previous_self,
    freeze_sheets,
    reopen_self,
    request_self,
    save_self_many,
    save_self_text,
    submit_self,
)
from congvu.assessments.errors import (
    SelfReportClosed,
    SelfReportNotAsked,
    SheetFrozen,
    WrongPoints,
)
from congvu.assessments.models import Sheet
from congvu.assessments.rules import SelfAnswer
from congvu.assessments.states import SelfState
from congvu.core.errors import NotAllowed, StaleSave, WrongState
from tests.inspections.factories import make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_inspection(2))


@pytest.fixture
def mai(campaign):
    return officer("contact", campaign.units[0])


def save(campaign, by, answer=None, **told):
    return save_self_many([SelfAnswer((answer or campaign.answer).pk, **told)], by=by)[0]


def test_a_value_proposes_points_and_typed_points_win(campaign, mai):
    assert save(campaign, mai, value=Decimal(1)).self_points == 10
    assert save(campaign, mai, value=Decimal(1), points=Decimal(7)).self_points == 7


def test_wrong_points_and_stale_saves_are_refused(campaign, mai):
    with pytest.raises(WrongPoints, match=r"A1\.1"):
        save(campaign, mai, points=Decimal(11))
    save(campaign, mai, note="một")
    with pytest.raises(StaleSave):
        save(campaign, mai, version=1, note="hai")


def test_only_the_unit_itself_answers(campaign):
    for who in (campaign.inspector, campaign.head, officer("contact", campaign.units[1])):
        with pytest.raises(NotAllowed):
            save(campaign, who, note="x")


def test_nothing_can_be_said_before_it_is_asked():
    campaign = make_inspection(1, until="opened")
    contact = officer("contact", campaign.units[0])
    with pytest.raises(SelfReportNotAsked):
        save(campaign, contact, note="x")
    assert not Sheet.objects.all().visible_to(contact).exists()


def test_words_are_kept_under_their_headings(campaign, mai):
    sheet = save_self_text(campaign.sheet, {"general": " tốt ", "unknown": "x"}, by=mai)
    assert sheet.self_text["general"] == "tốt"
    assert "unknown" not in sheet.self_text
    with pytest.raises(StaleSave):
        save_self_text(campaign.sheet, {"general": "khác"}, by=mai, expected=1)
    with pytest.raises(NotAllowed):
        save_self_text(campaign.sheet, {"general": "khác"}, by=campaign.head)


def test_late_is_allowed_and_told_in_days(campaign, mai):
    due = Sheet.objects.get(pk=campaign.sheet.pk).self_due_on
    assert due == dt.date(2020, 8, 20)  # three working days before the visit
    with time_machine.travel("2020-08-22T03:00:00Z", tick=False):
        sheet = submit_self(campaign.sheet, by=mai)
    assert (sheet.self_state, sheet.self_late_days) == (SelfState.SUBMITTED, 2)
    with pytest.raises(SelfReportClosed):
        save(campaign, mai, note="sửa")
    with pytest.raises(WrongState):
        submit_self(campaign.sheet, by=mai)


def test_a_report_not_sent_is_overdue_after_its_day(campaign):
    sheet = Sheet.objects.get(pk=campaign.sheet.pk)
    assert not sheet.self_overdue(dt.date(2020, 8, 20))
    assert sheet.self_overdue(dt.date(2020, 8, 21))


def test_the_secretary_reopens_with_a_reason(campaign, mai):
    submit_self(campaign.sheet, by=mai)
    with pytest.raises(NotAllowed):
        reopen_self(campaign.sheet, reason="thiếu", by=mai)
    sheet = reopen_self(campaign.sheet, reason="thiếu phụ lục", by=campaign.secretary)
    assert sheet.self_state == SelfState.REQUESTED
    assert save(campaign, mai, note="sửa").self_note == "sửa"
    submit_self(campaign.sheet, by=mai)
    freeze_sheets([Sheet.objects.get(pk=campaign.sheet.pk)], by=campaign.secretary)
    with pytest.raises(SheetFrozen):
        reopen_self(campaign.sheet, reason="muộn", by=campaign.secretary)


def test_asking_twice_is_refused(campaign):
    with pytest.raises(WrongState):
        request_self([Sheet.objects.get(pk=campaign.sheet.pk)], {}, by=campaign.secretary)


def test_last_year_fills_what_is_empty_and_nothing_else():
    people, unit, library = make_people(), UnitFactory(), make_library()
    old = make_inspection([unit], people=people, library=library, year=2019)
    contact = officer("contact", unit)
    first, second = old.answers()[:2]
    save(old, contact, first, value=Decimal(1), note="năm trước")
    save(old, contact, second, value=Decimal("96.4"))
    new = make_inspection([unit], people=people, library=library, previous=old.inspection)
    save(new, contact, new.answers()[1], note="đã tự viết")
    copied = copy_previous_self(new.sheet, by=contact)
    told = new.answers()
    assert len(copied) == 1
    assert (told[0].self_points, told[0].self_note) == (10, "năm trước")
    assert (told[1].self_value, told[1].self_note) == (None, "đã tự viết")
    with pytest.raises(NotAllowed):
        copy_previous_self(new.sheet, by=new.head)


def path(name, pk):
    return reverse(f"assessments:{name}", args=[pk])


def test_last_years_words_are_offered_and_never_copied_silently(client_of):
    people, unit, library = make_people(), UnitFactory(), make_library()
    old = make_inspection([unit], people=people, library=library, year=2019)
    new = make_inspection([unit], people=people, library=library, previous=old.inspection)
    mai = officer("contact", unit)
    client, address = client_of(mai), path("sheet_self", new.sheet.pk)
    first = old.answers()[0]
    client.post(path("answer_self", first.pk), {"version": 1, "value": "1", "note": "Kế hoạch 14"})
    told = {"version": Sheet.objects.get(pk=old.sheet.pk).version, "strengths": "Ban hành sớm"}
    client.post(path("self_text", old.sheet.pk), told)
    own = new.answers()[0]
    client.post(path("answer_self", own.pk), {"version": 1, "value": "1"})
    page = client.get(address).content.decode()
    for words, to in (("Kế hoạch 14", f"n{own.pk}"), ("Ban hành sớm", "id_strengths")):
        assert f"data-words>{words}</p>" in page and f'data-take="{to}"' in page
    assert page.count("data-take") == 2
    assert (new.answers()[0].self_note, Sheet.objects.get(pk=new.sheet.pk).self_text) == ("", {})
    client.post(path("answer_self", own.pk), {"version": 2, "note": "Kế hoạch 14"})
    told["version"] = Sheet.objects.get(pk=new.sheet.pk).version
    client.post(path("self_text", new.sheet.pk), told)
    assert "data-take" not in client.get(address).content.decode()  # said again already
    submit_self(new.sheet, by=mai)
    assert "data-words" not in client.get(address).content.decode()

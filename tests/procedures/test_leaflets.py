"""Leaflets given out: recorded with their sheet as evidence, listed, printed, found again."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.models import LogEntry
from congvu.evidence.models import Attachment, Item
from congvu.procedures import actions
from congvu.procedures.models import Leaflet, ProcedureVersion
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import UnitFactory, officer
from tests.procedures import factories
from tests.procedures.pages import at, page

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 9, 8, 2, tzinfo=dt.UTC)
DAY = dt.date(2020, 9, 7)


@pytest.fixture(autouse=True)
def _in_2020(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with clock.at(NOW):
        yield


@pytest.fixture
def version(unit):
    return factories.published(unit, name="Cấp bản sao văn bằng")


def given(version, by, **more):
    told = {"copies": 200, "place": "Hội trường Trường", "on": DAY} | more
    unit = told.pop("unit", version.procedure.owner)
    return actions.give_leaflets(unit, version.procedure, by=by, **told)


def test_a_giving_is_recorded_with_its_sheet_as_evidence(contact, version):
    leaflet = given(version, contact)
    assert (leaflet.procedure_version, leaflet.copies) == (version, 200)
    item = Item.objects.get()
    assert item.title == "Tờ rơi: Cấp bản sao văn bằng, phát 200 tờ ngày 07/9/2020"
    assert (item.source, item.effective_from, item.owner_unit) == ("system", DAY, leaflet.unit)
    assert item.versions.get().media_type == "application/pdf"
    assert Attachment.objects.live().of(leaflet).get().item == item
    assert LogEntry.objects.filter(action="procedures.give_leaflets").count() == 1


def test_the_sheet_is_of_the_version_that_held_that_day(contact, version):
    later = actions.revise(version, by=None)
    actions.edit_version(later, actions.Content({"effective_from": dt.date(2020, 9, 8)}), by=None)
    actions.publish(actions.submit(later, by=None), by=None)
    assert given(version, contact).procedure_version == version
    later.refresh_from_db()
    assert given(version, contact, on=dt.date(2020, 9, 8)).procedure_version == later


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"copies": 0}, "copies"),
        ({"copies": 1_000_001}, "copies"),
        ({"place": "  "}, "place"),
        ({"on": dt.date(2020, 9, 9)}, "on"),
        ({"on": dt.date(2019, 9, 9)}, "procedure"),
    ],
)
def test_what_nobody_can_have_given_is_refused_and_keeps_nothing(contact, version, told, field):
    with pytest.raises(BadInput) as refused:
        given(version, contact, **told)
    assert list(refused.value.fields) == [field]
    assert not Leaflet.objects.exists() and not Item.objects.exists()


def test_only_who_keeps_the_units_procedures_records(inspector, outsider, version):
    for user in (inspector, outsider):
        with pytest.raises(NotAllowed):
            given(version, user)


def test_the_page_records_and_lists_what_was_given(client_of, contact, version):
    client, unit = client_of(contact), version.procedure.owner
    assert "Chưa ghi nhận" in page(client, "leaflet_list", unit.pk)
    form = {"procedure": version.procedure_id, "copies": "1.200", "place": "Chợ", "on": "07/9/2020"}
    answer = client.post(at("leaflet_new", unit.pk), form)
    assert answer.headers["Location"] == at("leaflet_list", unit.pk)
    told = page(client, "leaflet_list", unit.pk)
    for words in ("Đã phát 1.200 tờ trong 1 lần", "còn đúng", "Chợ", "07/9/2020"):
        assert words in told
    assert Item.objects.get().get_absolute_url() in told
    sheet = page(client, "leaflet_print", unit.pk)
    assert "Sổ phát tờ rơi năm 2020" in sheet and "Cộng: 1.200 tờ trong 1 lần" in sheet
    assert "Chưa phát tờ rơi nào" in page(client, "leaflet_print", unit.pk, nam="2019")


@pytest.mark.parametrize(
    "bad", [{}, {"copies": "không"}, {"on": "31/02/2020"}, {"procedure": "0"}, {"on": "09/9/2020"}]
)
def test_bad_input_keeps_what_was_typed(client_of, contact, version, bad):
    form = {"procedure": version.procedure_id, "copies": "5", "place": "Chợ nổi", "on": "07/9/2020"}
    answer = client_of(contact).post(
        at("leaflet_new", version.procedure.owner_id), form | bad if bad else {}
    )
    assert answer.status_code == 422
    assert not bad or "Chợ nổi" in answer.content.decode()
    assert not Leaflet.objects.exists()


def test_wrong_role_outsider_and_wrong_method(client_of, inspector, outsider, citizen, version):
    pk = version.procedure.owner_id
    assert client_of(inspector).get(at("leaflet_new", pk)).status_code == 403
    assert client_of(outsider).post(at("leaflet_new", pk), {}).status_code == 403
    assert client_of(inspector).get(at("leaflet_list", pk)).status_code == 200
    assert client_of(citizen).get(at("leaflet_list", pk)).status_code in (302, 403, 404)
    assert client_of(inspector).post(at("leaflet_list", pk)).status_code == 405
    assert client_of(inspector).post(at("leaflet_print", pk)).status_code == 405
    assert client_of(inspector).get(at("leaflet_list", 10**9)).status_code == 404


def test_the_code_on_a_leaflet_says_when_it_is_outdated(client, contact, version):
    leaflet = given(version, contact)
    told = client.get(leaflet.get_absolute_url()).content.decode()
    assert "Tờ rơi này còn đúng" in told and "thấy bản này" not in told
    ProcedureVersion.objects.filter(pk=version.pk).update(
        state="repealed", effective_to=dt.date(2020, 9, 7)
    )
    told = client.get(leaflet.get_absolute_url()).content.decode()
    assert "không còn tiếp nhận" in told and "không phát tiếp" in told


def test_the_list_asks_the_same_for_one_and_for_twenty(
    client_of, contact, version, django_assert_max_num_queries
):
    client, unit = client_of(contact), version.procedure.owner
    given(version, contact)
    with django_assert_max_num_queries(15) as one:
        page(client, "leaflet_list", unit.pk)
    for _ in range(19):
        given(factories.published(unit), contact)
    with django_assert_max_num_queries(len(one)):
        assert page(client, "leaflet_list", unit.pk).count("còn đúng") == 20


def test_an_answer_of_an_inspection_may_rest_on_it(client_of):
    with clock.at(dt.datetime.now(dt.UTC)):
        campaign = make_campaign(units=1).judged()
        unit = campaign.visits[0].unit
        leaflet = given(factories.published(unit), campaign.secretary, unit=unit, on=None)
        answer = campaign.visits[0].sheet.answers.first()
        client, key = client_of(campaign.inspector), f"assessments.answer:{answer.pk}"
        picker = client.get(reverse("evidence:item_picker"), {"gan": key, "q": "to roi"})
        assert str(leaflet) in picker.content.decode()
        item = Attachment.objects.live().of(leaflet).get().item
        client.post(reverse("evidence:attach"), {"gan": key, "item": item.pk, "tiep": "/"})
    assert Attachment.objects.live().of(answer).get().item == item


def test_another_unit_gives_out_leaflets_of_a_procedure_it_does_not_decide(version, department):
    school = UnitFactory(parent=department, school=True)
    assert given(version, officer("contact", school), unit=school).unit == school

"""Taking in a campaign from before: previewed, whole or not at all, and what it is good for."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, Recommendation, Visit
from congvu.inspections.states import (
    InspectionKind,
    InspectionState,
    RecommendationState,
    RepeatState,
    VisitState,
)
from congvu.organizations.states import Role
from tests.inspections.campaigns import make_campaign, moment
from tests.inspections.factories import make_calendar, make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db

HEADINGS = "TT\tĐơn vị\tNội dung\tHạn chế\tKiến nghị\tHạn\tĐã khắc phục"
TITLE = "Kiểm tra cải cách hành chính năm 2019"


def address():
    return reverse("inspections:old_import")


def table(*rows):
    return "\n".join([HEADINGS, *("\t".join(row) for row in rows)])


def typed(version, text, **other):
    return {
        "title": TITLE,
        "year": 2019,
        "period_from": "01/01/2019",
        "period_to": "30/9/2019",
        "library_version": version.pk,
        "text": text,
    } | other


@pytest.fixture
def office():
    """People, two units and a library; it is 2020."""
    people = make_people()
    units = [
        UnitFactory(name="Phòng Người có công", short_name="Phòng NCC", symbol="NCC"),
        UnitFactory(name="Trung tâm Bảo trợ", short_name="TT Bảo trợ", symbol="TTBT"),
    ]
    with clock.at(moment(2020, 8, 3)):
        yield {**people, "units": units, "library": make_library()}


def good_rows():
    return table(
        ("1", "phong ncc", "Nội dung thứ 1", "Chưa niêm yết", "Niêm yết đủ", "30/10/2019", ""),
        ("2", "", "2. nd 2", "Sổ theo dõi ghi thiếu", "Ghi đủ sổ", "", "x"),
        ("3", "TTBT", "A1", "Trả kết quả trễ hạn", "Trả đúng hạn", "15/11/2019", "12/11/2019"),
        ("4", "TRUNG TÂM BẢO TRỢ", "A2", "Chưa có kế hoạch", "", "", ""),
    )  # fmt: skip


def test_a_preview_names_what_was_matched_and_writes_nothing(office, client_of):
    answer = client_of(office["secretary"]).post(address(), typed(office["library"], good_rows()))
    page = answer.content.decode()
    assert answer.status_code == 200 and answer.context["preview"].good
    assert "phong ncc → Phòng NCC" in page and "như trên → Phòng NCC" in page
    assert "2. nd 2 → ND 2" in page and "Nhập tất cả" in page
    assert not Inspection.objects.exists() and not Finding.objects.exists()


def test_an_old_campaign_is_taken_in_whole(office, client_of):
    client = client_of(office["secretary"])
    answer = client.post(address(), typed(office["library"], good_rows(), verb="enter"))
    old = Inspection.objects.get()
    assert answer.url == old.get_absolute_url()
    assert (old.kind, old.state) == (InspectionKind.IMPORTED, InspectionState.CONCLUDED)
    assert old.area_codes == ["A1", "A2"]
    visits = Visit.objects.filter(inspection=old)
    assert [(v.unit, v.state, v.sheet_id) for v in visits] == [
        (unit, VisitState.MINUTES_SIGNED, None) for unit in office["units"]
    ]
    rows = Recommendation.objects.order_by("pk").values_list("state", "due_on", "closed_on")
    assert list(rows) == [
        (RecommendationState.OPEN, dt.date(2019, 10, 30), None),
        (RecommendationState.CLOSED, None, None),
        (RecommendationState.CLOSED, dt.date(2019, 11, 15), dt.date(2019, 11, 12)),
    ]
    assert Finding.objects.limitations().count() == 4


def test_each_object_has_one_log_row(office, client_of):
    before = LogEntry.objects.filter(kind__startswith="inspections.").count()
    data = typed(office["library"], good_rows(), verb="enter")
    client_of(office["head"]).post(address(), data)
    rows = LogEntry.objects.filter(kind__startswith="inspections.")
    assert rows.count() - before == 1 + 2 + 4 + 3
    assert set(rows.values_list("actor_name", flat=True)) == {str(office["head"])}


def test_a_campaign_with_all_done_is_closed(office):
    old = taken_in(office)
    assert old.state == InspectionState.CLOSED


def taken_in(office, text="Chưa niêm yết đủ thủ tục hành chính", unit=None, **other):
    row = actions.OldRow(
        unit or office["units"][0], office["library"].areas.first(), text, "Niêm yết", done=True
    )
    fields = {"title": TITLE, "year": 2019, "library_version": office["library"]} | other
    days = {"period_from": dt.date(2019, 1, 1), "period_to": dt.date(2019, 9, 30)}
    return actions.import_old_inspection([row], by=office["secretary"], **fields, **days)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("1", "Phòng lạ hoắc", "A1", "Chưa niêm yết", "", "", ""), "Không có đơn vị"),
        (("1", "", "A1", "Chưa niêm yết", "", "", ""), "Thiếu đơn vị"),
        (("1", "NCC", "Chuyện khác hẳn", "Chưa niêm yết", "", "", ""), "Không có nội dung"),
        (("1", "NCC", "A1", "", "Niêm yết", "", "x"), "Thiếu hạn chế"),
        (("1", "NCC", "A1", "Chưa niêm yết", "Niêm yết", "", ""), "thì phải ghi hạn"),
        (("1", "NCC", "A1", "Chưa niêm yết", "", "", "x"), "thì phải ghi kiến nghị"),
        (("1", "NCC", "A1", "Chưa niêm yết", "Niêm yết", "", "dở dang"), "hoặc đánh x"),
        (("1", "NCC", "A1", "Chưa niêm yết", "Niêm yết", "", "01/9/2020"), "ngày đã qua"),
    ],
)
def test_bad_rows_keep_what_was_typed_and_change_nothing(office, client_of, row, said):
    good = ("2", "TTBT", "A1", "Trả kết quả trễ hạn", "Trả đúng hạn", "", "x")
    data = typed(office["library"], table(row, good), verb="enter")
    answer = client_of(office["secretary"]).post(address(), data)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert answer.context["form"]["text"].value() == data["text"]
    assert answer.context["form"]["title"].value() == TITLE
    assert not Inspection.objects.exists() and not Visit.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"year": 2021}, {"period_to": "31/12/2018"}, {"text": ""}, {"text": "một hai ba"}]
)
def test_wrong_fields_are_told_and_nothing_is_written(office, client_of, wrong):
    data = typed(office["library"], good_rows(), verb="enter") | wrong
    answer = client_of(office["secretary"]).post(address(), data)
    assert answer.status_code == 422 and answer.context["form"].errors
    assert not Inspection.objects.exists()


def test_the_same_campaign_is_not_taken_in_twice(office):
    taken_in(office)
    with pytest.raises(BadInput):
        taken_in(office)
    assert Inspection.objects.count() == 1


def test_a_unit_that_was_followed_by_another_of_its_name_is_the_one_of_that_time(office, client_of):
    old = UnitFactory(closed=True, name="Ban Quản lý", short_name="BQL", symbol="BQL1")
    UnitFactory(name="Ban Quản lý", short_name="BQL", symbol="BQL2", valid_from=dt.date(2020, 1, 1))
    data = typed(office["library"], table(("1", "bql", "A1", "Ghi thiếu", "Ghi đủ", "", "x")))
    client_of(office["secretary"]).post(address(), data | {"verb": "enter"})
    assert Visit.objects.get().unit == old


def test_others_may_not(office, client_of, citizen):
    data = typed(office["library"], good_rows(), verb="enter")
    for person in (office["inspector"], officer(Role.UNIT_HEAD), citizen):
        assert client_of(person).get(address()).status_code == 403
        assert client_of(person).post(address(), data).status_code == 403
    assert not Inspection.objects.exists()
    with pytest.raises(NotAllowed):
        taken_in(office | {"secretary": office["inspector"]})


def test_only_reading_and_sending_are_methods_here(office, client_of):
    client = client_of(office["secretary"])
    assert client.get(address()).status_code == 200
    assert client.put(address()).status_code == 405


def test_the_list_leads_here(office, client_of):
    page = client_of(office["secretary"]).get(reverse("inspections:inspection_list"))
    assert page.content.decode().count(f'href="{address()}"') == 2
    taken_in(office)
    page = client_of(office["secretary"]).get(reverse("inspections:inspection_list"))
    assert page.content.decode().count(f'href="{address()}"') == 1
    page = client_of(office["inspector"]).get(reverse("inspections:inspection_list"))
    assert address() not in page.content.decode()


PAGES = ("inspection_detail", "inspection_steps", "visit_list", "finding_list", "comparison")


def test_the_pages_of_an_old_campaign_can_be_read(office, client_of):
    make_calendar()
    client = client_of(office["secretary"])
    text = good_rows().replace("30/10/2019", "30/10/2017")  # no calendar reaches back so far
    client.post(address(), typed(office["library"], text, verb="enter"))
    old = Inspection.objects.get()
    addresses = [reverse(f"inspections:{name}", args=[old.pk]) for name in PAGES]
    addresses += [reverse("inspections:visit_detail", args=[v.pk]) for v in old.visits.all()]
    addresses += [row.get_absolute_url() for row in old.findings.all()]
    addresses += [row.get_absolute_url() for row in old.recommendations.all()]
    addresses.append(reverse("inspections:recommendation_list"))
    for one in addresses:
        assert client.get(one).status_code == 200, one
    assert "quá hạn từ ngày 30/10/2017" in client.get(addresses[-1]).content.decode()


def test_the_unit_can_read_its_old_visit(office, client_of):
    old, unit = taken_in(office), office["units"][0]
    for role in (Role.UNIT_HEAD, Role.CONTACT):
        client = client_of(officer(role, unit))
        assert client.get(old.get_absolute_url()).status_code in (200, 404)
        visit = reverse("inspections:visit_detail", args=[old.visits.get().pk])
        assert client.get(visit).status_code == 200


def test_a_limitation_of_2020_is_proposed_as_the_repeat_of_the_old_one(office):
    people = {name: office[name] for name in ("head", "secretary", "inspector")}
    taken_in(office)
    campaign = make_inspection(
        office["units"], people=people, library=office["library"], until="visiting"
    )
    text = actions.FindingText("Chưa niêm yết đủ các thủ tục hành chính")
    row = actions.raise_finding(campaign.answer, text, by=office["inspector"])
    assert (row.repeat_of, row.repeat_state) == (Finding.objects.first(), RepeatState.PROPOSED)


def test_a_plan_opened_after_it_looks_back_at_it(office):
    campaign = make_campaign()
    old = taken_in(office, unit=campaign.units[0])
    assert campaign.opened().inspection.previous == old

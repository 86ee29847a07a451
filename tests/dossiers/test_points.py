"""Receiving points on their pages: opened, changed, refused with what was typed kept."""

import pytest
from django.urls import reverse

from congvu.dossiers.models import ReceivingPoint
from congvu.organizations.states import Role
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
ADD = reverse("dossiers:point_add")


def typed(unit, **fields):
    """The form as somebody fills it in."""
    known = {"unit": unit.pk, "name": "Một cửa Trường", "agency_code": "T1", "active": "on",
             "code_pattern": "{agency}-{yymmdd}-{seq:04d}", "cutoff": "15:00"}  # fmt: skip
    return known | fields


def test_a_point_is_opened_and_changed(client_of):
    unit, client = UnitFactory(), client_of(officer(Role.SECRETARY))
    known = {"address": "01 đường Hoa Sen", "phone": "0297 000 0000"}
    assert client.post(ADD, typed(unit, small="on", **known)).status_code == 302
    point = ReceivingPoint.objects.get()
    assert (point.address, point.phone) == ("01 đường Hoa Sen", "0297 000 0000")
    assert point.small and f"{point.cutoff:%H:%M}" == "15:00"
    path = reverse("dossiers:point_edit", args=[point.pk])
    page = client.get(path).content.decode()
    assert "Một cửa Trường" in page and f'name="version" value="{point.version}"' in page
    client.post(path, typed(unit, name="Tên mới", cutoff="", version=point.version))
    point.refresh_from_db()
    assert (point.name, point.small, point.cutoff) == ("Tên mới", False, None)
    assert "Tên mới" in client.get(reverse("dossiers:point_list")).content.decode()


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"code_pattern": "{agency}"}, "mẫu"),
        ({"name": ""}, "bắt buộc"),
        ({"cutoff": "25:99"}, "hợp lệ"),
    ],
)
def test_bad_input_is_explained_and_kept(client_of, fields, words):
    answer = client_of(officer(Role.SECRETARY)).post(ADD, typed(UnitFactory(), **fields))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page.lower() and 'value="T1"' in page
    assert not ReceivingPoint.objects.exists()


def test_two_who_change_one_are_told(place, client_of):
    client = client_of(officer(Role.ADMINISTRATOR))
    path = reverse("dossiers:point_edit", args=[place.point.pk])
    answer = client.post(path, typed(place.point.unit, version=99, name="Của tôi"))
    assert answer.status_code == 409 and "Của tôi" in answer.content.decode()
    place.point.refresh_from_db()
    assert place.point.name != "Của tôi"


def test_others_keep_out(place, client_of):
    path = reverse("dossiers:point_edit", args=[place.point.pk])
    for user in (place.clerk, place.case, officer(Role.UNIT_HEAD), officer(Role.HEAD)):
        for address in (ADD, path, reverse("dossiers:point_list")):
            assert client_of(user).get(address).status_code == 403
        assert client_of(user).post(path, typed(place.unit)).status_code == 403
    assert client_of(officer(Role.SECRETARY)).put(ADD).status_code == 405
    gone = reverse("dossiers:point_edit", args=[0])
    assert client_of(officer(Role.SECRETARY)).get(gone).status_code == 404


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_costs_the_same(client_of, many, django_assert_max_num_queries):
    for n in range(many):
        ReceivingPoint.objects.create(unit=UnitFactory(), name=f"Nơi {n}", agency_code=f"A{n}")
    client = client_of(officer(Role.SECRETARY))
    with django_assert_max_num_queries(15):
        client.get(reverse("dossiers:point_list"))

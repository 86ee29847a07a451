"""The counter: somebody found or typed once, the procedure without accents, code and due date."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.core.search import fold
from congvu.dossiers.actions import receive
from congvu.dossiers.errors import NotTakenIn
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import WhyNotOnline
from congvu.organizations.states import Role
from congvu.procedures.models import Component, TimeLimit
from tests.applicants.factories import applicant
from tests.dossiers.factories import at, dossier_at, procedure
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
COUNTER = reverse("dossiers:counter")


def findable(made):
    """The procedure as search knows it: fixtures write past the actions."""
    made.search_text = fold(made.search_words())
    made.save(update_fields=["search_text"])
    return made


@pytest.fixture
def desk(place, client_of):
    """A clerk's browser at nine on 8 September 2020, the procedure with two papers."""
    findable(place.procedure)
    version = place.procedure.versions.get()
    Component.objects.create(procedure_version=version, order=1, title="Đơn đề nghị", originals=1)
    Component.objects.create(
        procedure_version=version, order=2, title="Giấy ủy quyền", condition="khi nộp thay"
    )
    with clock.at(at(8)):
        yield client_of(place.clerk)


def address(person="Trần Văn Mới", what="xac nhan", **more):
    """The page for what was typed in search."""
    asked = {"q_nguoi": person, "q_thu_tuc": what} | more
    return COUNTER + "?" + "&".join(f"{key}={value}" for key, value in asked.items())


def filled(place, **fields):
    """The form as an officer leaves it."""
    limit = place.procedure.versions.get().limits.first()
    known = {"kind": "person", "name": "Trần Văn Mới", "phone": "0912345678", "limit": limit.pk,
             "papers": ["1"], "channel": "direct", "sets": "1",
             "why_not_online": WhyNotOnline.UNUSED}  # fmt: skip
    return known | fields


def test_somebody_new_is_typed_once_and_the_dossier_taken_in(place, desk):
    page = desk.get(address()).content.decode()
    assert "hẹn trả 17:00 ngày 22/9/2020" in page and 'value="Trần Văn Mới"' in page
    answer = desk.post(address(), filled(place), follow=True)
    dossier = Dossier.objects.get()
    page = answer.content.decode()
    assert f"Đã tiếp nhận hồ sơ {dossier.code}, hẹn trả kết quả ngày 22/9/2020." in page
    assert (dossier.applicant.full_name, dossier.why_not_online) == ("Trần Văn Mới", "unused")
    assert [one["title"] for one in dossier.papers] == ["Đơn đề nghị"]
    assert dossier.point == place.point and dossier.unit == place.unit


@pytest.mark.parametrize("asked", ["0987 654 321", "079123456789", "tran thi cu"])
def test_somebody_known_is_found_by_name_phone_or_identity(place, desk, asked):
    known = applicant(
        place.clerk, place.point.unit, name="Trần Thị Cũ", phone="0987654321",
        identity_number="079123456789",
    )  # fmt: skip
    page = desk.get(address(asked)).content.decode()
    assert "Trần Thị Cũ" in page
    assert ("079123456789" in page) is (asked == "079123456789")  # only who typed it sees it
    chosen = address(asked, nguoi=known.pk)
    desk.post(chosen, filled(place))
    assert Dossier.objects.get().applicant == known and Applicant.objects.count() == 1


def test_a_name_of_other_counters_is_not_found_but_the_whole_number_is(place, desk):
    clerk = officer(Role.ONE_STOP_OFFICER)
    elsewhere = applicant(
        clerk, clerk.seats.get().unit, name="Lê Xa", identity_number="079123456780"
    )
    assert desk.get(address("le xa")).context["desk"].people == []
    refused = desk.post(address("le xa", nguoi=elsewhere.pk), filled(place, name=""))
    assert refused.status_code == 422 and not Dossier.objects.exists()
    assert desk.get(address("079123456780")).context["desk"].person == elsewhere


def test_only_what_is_in_force_and_received_here_is_offered(place, desk):
    school = UnitFactory(school=True, parent=place.department)
    findable(procedure(school))
    findable(procedure(place.unit, effective_from=dt.date(2021, 1, 1)))
    offered = desk.get(address()).context["desk"].versions
    assert [one.procedure for one in offered] == [place.procedure]
    page = desk.get(address(what="khong co")).content.decode()
    assert "Không có thủ tục nào đang áp dụng" in page


def test_a_variant_of_the_limit_moves_the_due_date(place, desk):
    version = place.procedure.versions.get()
    longer = TimeLimit.objects.create(
        procedure_version=version, order=2, label="Cần xác minh", amount=15, unit="working_days"
    )
    assert "Cần xác minh: 15 ngày làm việc → hẹn trả" in desk.get(address()).content.decode()
    desk.post(address(), filled(place, limit=longer.pk))
    assert Dossier.objects.get().due_at == at(29, hour=17)


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"papers": []}, "còn thiếu: Đơn đề nghị"),
        ({"name": ""}, "bắt buộc"),
        ({"phone": "12"}, "Số điện thoại phải có"),
        ({"limit": "0"}, "Thời hạn"),
        ({"channel": "guided_at_counter"}, "không chọn lý do này"),
        ({"sets": "0"}, "Số bộ"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(place, desk, fields, words):
    answer = desk.post(address(), filled(place, address="12 Lý Tự Trọng", **fields))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "12 Lý Tự Trọng" in page
    assert not Dossier.objects.exists() and not Applicant.objects.exists()


def test_nobody_is_entered_twice(place, desk):
    applicant(place.clerk, place.point.unit, identity_number="079123456789")
    answer = desk.post(address(), filled(place, identity_number="079123456789"))
    assert answer.status_code == 422 and "Hãy chọn người đó" in answer.content.decode()
    assert Applicant.objects.count() == 1 and not Dossier.objects.exists()


def test_nobody_new_is_entered_when_the_dossier_is_refused(place):
    later = procedure(place.unit, effective_from=dt.date(2021, 1, 1))
    with clock.at(at(8)), pytest.raises(NotTakenIn):
        receive(point=place.point, procedure=later, by=place.clerk, person={"name": "Lê Mới"})
    with pytest.raises(NotAllowed):
        receive(point=place.point, procedure=later, by=place.case, person={"name": "Lê Mới"})
    assert not Applicant.objects.exists() and not Dossier.objects.exists()


def test_nothing_chosen_is_nothing_taken_in(place, desk):
    assert desk.post(COUNTER, filled(place)).status_code == 422
    assert desk.put(COUNTER).status_code == 405
    assert not Dossier.objects.exists()


def test_a_closed_counter_takes_nothing_in(place, desk):
    place.point.active = False
    place.point.save(update_fields=["active"])
    assert "Chưa tiếp nhận được" in desk.get(COUNTER).content.decode()
    assert desk.post(address(), filled(place)).status_code == 422
    assert not Dossier.objects.exists()


def test_only_the_counter_comes_in(place, desk, client_of):
    for user in (place.case, place.unit_head, place.head, officer(Role.ADMINISTRATOR)):
        assert client_of(user).get(COUNTER).status_code == 403
        assert client_of(user).post(address(), filled(place)).status_code == 403
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    stranger.post(address(diem=place.point.pk), filled(place))
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same(place, desk, many, django_assert_max_num_queries):
    for _ in range(many):
        applicant(place.clerk, place.point.unit, name="Trần Thị Đông")
        dossier_at(place.clerk, place.unit)
    with django_assert_max_num_queries(15):
        assert len(desk.get(address("tran thi dong")).context["desk"].people) == many

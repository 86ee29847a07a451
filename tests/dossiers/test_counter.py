"""The counter: somebody found or typed once, the procedure without accents, code and due date."""

import datetime as dt
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed
from congvu.core.search import fold
from congvu.dossiers.actions import forget_tickets, receive, turn_away
from congvu.dossiers.errors import NotTakenIn
from congvu.dossiers.models import Dossier, IntakeTicket
from congvu.dossiers.states import WhyNotOnline
from congvu.organizations.states import Role
from congvu.procedures.models import Component, TimeLimit
from tests.applicants.factories import applicant
from tests.dossiers.factories import at, dossier_at, office, procedure
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


def asked(person="Trần Văn Mới", what="xac nhan", **more):
    """What is typed in search."""
    return {"q_nguoi": person, "q_thu_tuc": what} | more


def filled(place, search=None, **fields):
    """The form as an officer leaves it, with what was searched."""
    limit = place.procedure.versions.get().limits.first()
    known = {"kind": "person", "name": "Trần Văn Mới", "phone": "0912345678", "limit": limit.pk,
             "papers": ["1"], "channel": "direct", "sets": "1", "viec": "nhan",
             "why_not_online": WhyNotOnline.UNUSED, "ticket": uuid.uuid4()}  # fmt: skip
    return asked(**(search or {"nguoi": "moi"})) | known | fields


def test_somebody_new_is_typed_once_and_the_dossier_taken_in(place, desk):
    page = desk.post(COUNTER, asked()).content.decode()
    assert "hẹn trả 17:00 ngày 22/9/2020" in page and 'value="Trần Văn Mới"' in page
    answer = desk.post(COUNTER, filled(place), follow=True)
    dossier = Dossier.objects.get()
    page = answer.content.decode()
    assert f"Đã tiếp nhận hồ sơ {dossier.code}, hẹn trả kết quả ngày 22/9/2020." in page
    assert (dossier.applicant.full_name, dossier.why_not_online) == ("Trần Văn Mới", "unused")
    assert [one["title"] for one in dossier.papers] == ["Đơn đề nghị"]
    assert dossier.point == place.point and dossier.unit == place.unit


@pytest.mark.parametrize("typed", ["0987 654 321", "079123456789", "tran thi cu"])
def test_somebody_known_is_found_by_name_phone_or_identity(place, desk, typed):
    known = applicant(
        place.clerk, place.point.unit, name="Trần Thị Cũ", phone="0987654321",
        identity_number="079123456789",
    )  # fmt: skip
    page = desk.post(COUNTER, asked(typed)).content.decode()
    assert "Trần Thị Cũ" in page
    assert ("079123456789" in page) is (typed == "079123456789")  # only who typed it sees it
    desk.post(COUNTER, filled(place, {"person": typed, "nguoi": known.pk}))
    assert Dossier.objects.get().applicant == known and Applicant.objects.count() == 1


def test_a_name_of_other_counters_is_not_found_but_the_whole_number_is(place, desk):
    clerk = officer(Role.ONE_STOP_OFFICER)
    elsewhere = applicant(
        clerk, clerk.seats.get().unit, name="Lê Xa", identity_number="079123456780"
    )
    assert desk.post(COUNTER, asked("le xa")).context["desk"].people == []
    refused = desk.post(COUNTER, filled(place, {"person": "le xa", "nguoi": elsewhere.pk}, name=""))
    assert refused.status_code == 422 and not Dossier.objects.exists()
    found = desk.post(COUNTER, asked("079123456780")).context["desk"]
    assert found.person == elsewhere


def test_only_what_is_in_force_and_received_here_is_offered(place, desk):
    school = UnitFactory(school=True, parent=place.department)
    findable(procedure(school))
    findable(procedure(place.unit, effective_from=dt.date(2021, 1, 1)))
    offered = desk.post(COUNTER, asked()).context["desk"].versions
    assert [one.procedure for one in offered] == [place.procedure]
    page = desk.post(COUNTER, asked(what="khong co")).content.decode()
    assert "Không có thủ tục nào đang áp dụng" in page


def test_a_variant_of_the_limit_moves_the_due_date(place, desk):
    version = place.procedure.versions.get()
    longer = TimeLimit.objects.create(
        procedure_version=version, order=2, label="Cần xác minh", amount=15, unit="working_days"
    )
    assert (
        "Cần xác minh: 15 ngày làm việc → hẹn trả" in desk.post(COUNTER, asked()).content.decode()
    )
    desk.post(COUNTER, filled(place, limit=longer.pk))
    assert Dossier.objects.get().due_at == at(29, hour=17)


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"papers": []}, "còn thiếu: Đơn đề nghị"),
        ({"name": ""}, "bắt buộc"),
        ({"phone": "12"}, "Số điện thoại phải có"),
        ({"limit": "0"}, "Thời hạn"),
        ({"sets": "0"}, "Số bộ"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(place, desk, fields, words):
    answer = desk.post(COUNTER, filled(place, address="12 Lý Tự Trọng", **fields))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "12 Lý Tự Trọng" in page
    assert not Dossier.objects.exists() and not Applicant.objects.exists()


def test_helped_to_file_online_nobody_is_asked_why_not_online(place, desk):
    desk.post(COUNTER, filled(place, channel="guided_at_counter"))
    made = Dossier.objects.get()
    assert (made.channel, made.why_not_online) == ("guided_at_counter", "")


@pytest.mark.parametrize(
    "deed,state,verb,kind,report",
    [
        ("hoan-thien", "returned_for_completion", "return_for_completion", "supplement", "bo-sung"),
        ("tu-choi", "refused", "refuse", "refusal", "tu-choi"),
    ],
)
def test_a_walk_in_is_given_a_slip_when_it_is_not_taken_in(
    place, desk, deed, state, verb, kind, report
):
    form = filled(place, viec=deed, papers=[], reason="Thiếu đơn đề nghị")
    page = desk.post(COUNTER, form, follow=True).content.decode()
    made = Dossier.objects.get()
    assert (made.state, made.code, made.accepted_at) == (state, "", None)
    assert made.applicant.full_name == "Trần Văn Mới"
    assert [*made.movements.values_list("verb", flat=True)] == ["submit", verb]
    slip = reverse("dossiers:dossier_slip", args=[made.pk, kind])
    assert f'href="{slip}" autofocus' in page
    assert desk.get(slip).status_code == 200
    assert desk.get(reverse("dossiers:dossier_slip_word", args=[made.pk, kind])).status_code == 200
    period = {"tu": "01/09/2020", "den": "30/09/2020"}
    with clock.at(at(9)):
        rows = desk.get(reverse("dossiers:report", args=[report]), period).content.decode()
    assert made.get_absolute_url() in rows and "Thiếu đơn đề nghị" in rows
    desk.post(COUNTER, form)  # sent twice
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("deed", ["hoan-thien", "tu-choi"])
def test_nobody_is_turned_away_without_a_reason(place, desk, deed):
    answer = desk.post(COUNTER, filled(place, viec=deed, reason=" "))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Ghi lý do, giấy tờ còn thiếu để in" in page
    assert not Dossier.objects.exists() and not Applicant.objects.exists()


def test_only_the_counter_turns_away_and_only_in_the_two_ways(place):
    facts = {"point": place.point, "procedure": place.procedure, "person": {"name": "Lê Mới"}}
    with pytest.raises(NotAllowed):
        turn_away(**facts, by=place.case, outcome="refuse", reason="Thiếu")
    for wrong in ({"outcome": "accept", "reason": "A"}, {"outcome": "refuse", "reason": ""}):
        with pytest.raises(BadInput):
            turn_away(**facts, by=place.clerk, **wrong)
    assert not Dossier.objects.exists() and not Applicant.objects.exists()


def test_the_slip_is_one_key_away_when_it_is_taken_in(place, desk):
    page = desk.post(COUNTER, filled(place), follow=True).content.decode()
    slip = reverse("dossiers:dossier_slip", args=[Dossier.objects.get().pk, "acceptance"])
    assert f'href="{slip}" autofocus>In giấy tiếp nhận</a>' in page


def test_nobody_is_entered_twice(place, desk):
    applicant(place.clerk, place.point.unit, identity_number="079123456789")
    answer = desk.post(COUNTER, filled(place, identity_number="079123456789"))
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
    assert desk.post(COUNTER, filled(place, {"person": "", "what": ""})).status_code == 422
    assert desk.put(COUNTER).status_code == 405
    assert not Dossier.objects.exists()


def test_a_closed_counter_takes_nothing_in(place, desk):
    place.point.active = False
    place.point.save(update_fields=["active"])
    assert "Chưa tiếp nhận được" in desk.get(COUNTER).content.decode()
    assert desk.post(COUNTER, filled(place)).status_code == 422
    assert not Dossier.objects.exists()


def test_only_the_counter_comes_in(place, desk, client_of):
    for user in (place.case, place.unit_head, place.head, officer(Role.ADMINISTRATOR)):
        assert client_of(user).get(COUNTER).status_code == 403
        assert client_of(user).post(COUNTER, filled(place)).status_code == 403
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    stranger.post(COUNTER, filled(place, {"diem": place.point.pk}))
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same(place, desk, many, django_assert_max_num_queries):
    for _ in range(many):
        applicant(place.clerk, place.point.unit, name="Trần Thị Đông")
        dossier_at(place.clerk, place.unit)
    with django_assert_max_num_queries(15):
        answer = desk.post(COUNTER, asked("tran thi dong"))
    assert len(answer.context["desk"].people) == many


NUMBER, PHONE = "079123456781", "0912345679"


def test_nothing_typed_at_the_counter_stands_in_an_address(place, desk):
    applicant(place.clerk, place.point.unit, name="Lê Thị Kín", phone=PHONE, identity_number=NUMBER)
    for typed in (NUMBER, PHONE, "le thi kin"):
        answer = desk.post(COUNTER, asked(typed))
        page = answer.content.decode()
        assert "Lê Thị Kín" in page and answer.headers["Cache-Control"].count("no-store")
        led = re.findall(r'(?:href|action|hx-get|hx-post|src)="([^"]*)"', page)
        assert led and not [one for one in led if typed in one or "?" in one and "nguoi" in one]
        assert 'method="get"' not in page.split("<main", 1)[1]
    answer = desk.post(COUNTER, filled(place, {"person": NUMBER, "nguoi": "moi"}))
    assert NUMBER not in answer.headers.get("Location", "")


def test_an_address_with_a_number_in_it_finds_nobody(place, desk):
    applicant(place.clerk, place.point.unit, name="Lê Thị Kín", identity_number=NUMBER)
    answer = desk.get(COUNTER, asked(NUMBER))
    assert "Lê Thị Kín" not in answer.content.decode() and answer.context["form"] is None
    refused = desk.post(f"{COUNTER}?q_nguoi={NUMBER}&q_thu_tuc=xac+nhan", {"viec": "nhan"})
    assert refused.status_code == 422 and not Dossier.objects.exists()


def test_a_search_without_reloading_answers_the_fragment(place, desk):
    answer = desk.post(COUNTER, asked(), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page and "hẹn trả 17:00 ngày 22/9/2020" in page
    whole = desk.post(COUNTER, asked()).content.decode()
    marks = re.compile(r'value="[0-9a-f-]{36}"|name="csrfmiddlewaretoken" value="\w+"')
    assert marks.sub("", page).strip() in marks.sub("", whole)


def test_a_form_sent_twice_takes_in_once(place, desk):
    form = filled(place)
    first, second = (desk.post(COUNTER, form) for _ in range(2))
    dossier = Dossier.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == dossier.get_absolute_url()
    assert Applicant.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"name": "Lê Văn Khác"}, {"phone": "0912345670"}, {"identity_number": NUMBER}]
)
def test_a_form_filled_in_anew_for_somebody_else_is_another_dossier(place, desk, other):
    form = filled(place)
    desk.post(COUNTER, form)
    again = desk.post(COUNTER, form | other)
    page = again.content.decode()
    assert again.status_code == 409 and f"tiếp nhận hồ sơ {Dossier.objects.get()}" in page
    fresh = again.context["form"]["ticket"].value()
    assert fresh != form["ticket"] and f'value="{fresh}"' in page
    desk.post(COUNTER, form | other | {"ticket": fresh})
    assert Dossier.objects.count() == 2


def test_a_form_without_its_mark_or_with_that_of_a_colleague_is_refused(place, desk, client_of):
    assert desk.post(COUNTER, filled(place, ticket="x")).status_code == 422
    form = filled(place)
    desk.post(COUNTER, form)
    colleague = officer(Role.ONE_STOP_OFFICER, place.point.unit)
    assert client_of(colleague).post(COUNTER, form).status_code == 409
    assert Dossier.objects.count() == 1


def test_a_refused_form_keeps_its_mark_and_may_be_sent_again(place, desk):
    form = filled(place, phone="12")
    assert desk.post(COUNTER, form).status_code == 422
    assert desk.post(COUNTER, form | {"phone": "0912345678"}).status_code == 302
    assert Dossier.objects.count() == 1


def test_old_marks_are_thrown_away(place, desk):
    desk.post(COUNTER, filled(place))
    assert forget_tickets() == 0
    with clock.at(at(20)):
        assert forget_tickets() == 1
    assert Dossier.objects.count() == 1 and not IntakeTicket.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_take_in_once():
    place = office()
    mark, gate = uuid.uuid4(), threading.Barrier(2)

    def send():
        try:
            gate.wait(10)
            with clock.at(at(8)):
                return receive(
                    point=place.point, procedure=place.procedure, by=place.clerk, ticket=mark,
                    person={"name": "Lê Mới", "identity_number": NUMBER},
                ).pk  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = {one.result(30) for one in [pool.submit(send), pool.submit(send)]}
    assert keys == {Dossier.objects.get().pk} and Applicant.objects.count() == 1


@pytest.mark.parametrize("typed", ["50.000", "50000", "50 000"])
def test_a_fee_is_read_as_it_is_written(place, desk, typed):
    desk.post(COUNTER, filled(place, fee=typed))
    assert Dossier.objects.get().fee == 50_000


def test_a_part_of_a_dong_is_refused_and_stays_typed(place, desk):
    answer = desk.post(COUNTER, filled(place, fee="50,5"))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Dossier.objects.exists()
    assert "Ghi số đồng nguyên bằng chữ số" in page and 'value="50,5"' in page


def test_taking_in_asks_as_little_as_it_can(place, desk):
    known = applicant(place.clerk, place.point.unit, phone="0987654321")
    form = filled(place, {"person": "0987654321", "nguoi": known.pk})
    desk.post(COUNTER, form)
    with CaptureQueriesContext(connection) as seen:
        answer = desk.post(COUNTER, form | {"ticket": uuid.uuid4()})
    assert answer.status_code == 302
    told = [one["sql"] for one in seen if "dossiers_stalemonth" not in one["sql"]]
    written = [sql for sql in told if sql.startswith(("INSERT", "UPDATE", "WITH"))]
    # ticket, number; dossier, movement and log: in one statement where the server is another's
    assert len(written) == (3 if connection.vendor == "postgresql" else 5)
    assert len(told) <= 24  # the last four only for days of the past


def test_a_procedure_of_another_office_is_not_taken_in_by_its_key(place, desk):
    school = UnitFactory(school=True, parent=place.department)
    theirs = findable(procedure(school)).versions.get()
    for key in (theirs.pk, "1e3", "9" * 30, "²"):
        refused = desk.post(COUNTER, filled(place, thu_tuc=key))
        assert refused.status_code == 422 and not Dossier.objects.exists()


def test_somebody_not_found_by_what_was_typed_is_not_taken_by_key(place, desk):
    known = applicant(place.clerk, place.point.unit, phone="0987654321", name="Trần Thị Cũ")
    for words in ("0987654322", "nguyen van", "", "..."):
        form = filled(place, {"person": words, "nguoi": known.pk}, name="")
        assert desk.post(COUNTER, form).status_code == 422
    assert not Dossier.objects.exists()


def test_a_refused_form_shows_again_what_there_was_to_choose_from(place, desk):
    known = applicant(place.clerk, place.point.unit, phone="0987654321")
    form = filled(place, {"person": "0987654321", "nguoi": known.pk}, sets=0)
    desk_shown = desk.post(COUNTER, form).context["desk"]
    assert desk_shown.people == [known] and desk_shown.person == known
    assert [one.procedure for one in desk_shown.versions] == [place.procedure]

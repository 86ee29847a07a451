"""What was filed online as the counter and the unit see it."""

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.dossiers.filings import PERSON, Online, online, png
from tests.dossiers.test_papers import words
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(place) -> Online:
    with clock.at(at(7)):
        yield online(place)


def page(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client, name=""):
    """A name is sent in the body, never in the address."""
    told = {"nhom": "cho-kiem-tra"} | ({"q": name} if name else {})
    found = (client.post if name else client.get)(reverse("dossiers:dossier_list"), told)
    assert "more" not in found.context
    return [one["row"].pk for one in found.context["lines"]]


def test_the_counter_finds_what_waits_to_be_checked_oldest_first(web, client_of):
    late = web.handed_in(at(7, hour=11))
    draft = web.draft()
    early = Dossier.objects.create(
        procedure=web.place.procedure, point=web.place.point, unit=web.place.unit,
        state="awaiting_check", submitted_at=at(7, hour=8), channel="online",
    )  # fmt: skip
    client = client_of(web.place.clerk)
    assert listed(client) == [early.pk, late.pk]
    assert listed(client, "tran t. b.") == [late.pk]
    assert listed(client, "lê văn") == []
    assert draft.pk not in listed(client_of(web.place.head))
    shown = page(client, reverse("dossiers:dossier_list"), nhom="cho-kiem-tra")
    assert f"số nộp {late.pk}" in shown
    assert "sau khi tiếp nhận" in shown


def test_the_counter_reads_form_and_files_and_takes_it_in(web, client_of):
    row = web.handed_in()
    client = client_of(web.place.clerk)
    shown = page(client, row.get_absolute_url())
    for text in ("Tờ khai trực tuyến", "Trần Thị Bình", PERSON["identity_number"], "A 123"):
        assert text in shown
    assert words(client, row) == [("Đơn đề nghị", "đã nhận 1 tệp")]
    for verb in ("check", "accept"):
        address = reverse("dossiers:dossier_verb", args=[row.pk, verb])
        row.refresh_from_db()
        assert client.post(address, {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.code != "") == ("accepted", True)


def test_who_works_on_it_reads_the_form_with_numbers_masked_and_others_do_not(web, client_of):
    row = web.at_work()
    shown = page(client_of(web.place.case), row.get_absolute_url())
    assert "A 123" in shown
    assert PERSON["identity_number"] not in shown
    assert "1234" in shown
    assert "A 123" not in page(client_of(secretary(web)), row.get_absolute_url())


def secretary(web):
    """Reads every dossier, works on none."""
    return officer(Role.SECRETARY, web.place.department)


def test_a_supplement_stands_under_its_round(web, client_of):
    row = web.asked_for_more()
    with clock.at(at(10)):
        actions.add_paper(row, by=web.account, stream=png("green"), name="sao.png")
        client = client_of(web.place.case)
        assert "sao.png" not in page(client, row.get_absolute_url())
        actions.answer_supplement(row, by=web.account)
        shown = page(client, row.get_absolute_url())
    assert "Bổ sung lần 1" in shown
    assert "sao.png" in shown


def test_a_number_that_is_somebody_elses_is_told_to_the_counter(web, client_of):
    row = web.handed_in()
    client = client_of(web.place.clerk)
    assert "Đối chiếu" not in page(client, row.get_absolute_url())
    type(row.online).objects.update(doubtful=True)
    assert "Đối chiếu" in page(client, row.get_absolute_url())


def test_returned_and_refused_bear_slips_for_the_applicant(web, client_of):
    row = web.handed_in()
    client = client_of(web.place.clerk)
    with clock.at(at(8)):
        actions.return_for_completion(row, by=web.place.clerk, reason="Thiếu chữ ký.")
        pdf = client.get(reverse("dossiers:dossier_slip", args=[row.pk, "supplement"]))
        assert pdf.content[:5] == b"%PDF-"
        actions.refuse(row, by=web.place.clerk, reason="Không thuộc thẩm quyền.")
        pdf = client.get(reverse("dossiers:dossier_slip", args=[row.pk, "refusal"]))
        assert pdf.content[:5] == b"%PDF-"


def test_the_page_of_a_dossier_filed_online_costs_no_more_than_any(
    web, client_of, django_assert_max_num_queries
):
    row = web.asked_for_more()
    client = client_of(web.place.case)
    client.get(row.get_absolute_url())
    with django_assert_max_num_queries(15):
        client.get(row.get_absolute_url())
    counter = client_of(web.place.clerk)
    with django_assert_max_num_queries(15):
        counter.get(reverse("dossiers:dossier_list"), {"nhom": "cho-kiem-tra"})

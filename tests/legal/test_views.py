"""Pages of the legal bases."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.legal.models import Basis
from tests.criteria import factories as criteria
from tests.legal.factories import BasisFactory

pytestmark = pytest.mark.django_db
LIST = "/can-cu/"
FORM = {"number": "12/2021/TT-BNV", "issuer": "Bộ Nội vụ", "subject": "Hướng dẫn", "kind": ""}


def test_the_list_finds_without_tone_marks(client_of, inspector):
    BasisFactory(number="30/2020/NĐ-CP")
    BasisFactory(number="1/2018/TT-VPCP", subject="Hướng dẫn một cửa")
    page = client_of(inspector).get(LIST, {"q": "cong tac van thu nd-cp"}).content.decode()
    assert "30/2020/<mark>NĐ-CP</mark>" in page
    assert "1/2018/TT-VPCP" not in page


def test_the_list_shows_what_applies_today(client_of, inspector):
    BasisFactory(number="1/1999/NĐ-CP", effective_to=dt.date(2001, 1, 1))
    BasisFactory(number="2/2002/NĐ-CP")
    page = client_of(inspector).get(LIST, {"hieu_luc": "1"}).content.decode()
    assert "2/2002/NĐ-CP" in page
    assert "1/1999/NĐ-CP" not in page


def test_nothing_found_says_what_to_try(client_of, inspector):
    assert "Không tìm thấy" in client_of(inspector).get(LIST, {"q": "zzz"}).content.decode()


def test_a_long_list_is_paged(client_of, inspector):
    BasisFactory.create_batch(101)
    client, seen, address = client_of(inspector), [], LIST
    for _ in range(5):
        page = client.get(address).content.decode()
        seen += re.findall(r'class="row-door" href="([^"]+)"', page)
        [following] = re.findall(r'rel="next" href="([^"]+)"', page) or [""]
        address = f"{LIST}{following}"
    assert len(seen) == len(set(seen)) == 101 and not following and 'rel="prev"' in page
    assert client.get(LIST, {"sau": "abc"}).status_code == 200


@pytest.mark.parametrize("path", ["list", "detail"])
def test_queries_do_not_grow_with_rows(client_of, inspector, path):
    def ask(rows: int) -> int:
        new = BasisFactory()
        BasisFactory.create_batch(rows, replaced_by=new)
        where = LIST if path == "list" else new.get_absolute_url()
        browser = client_of(inspector)
        browser.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(where).status_code == 200
        return len(queries)

    assert ask(1) == ask(20) <= 15


def test_the_page_shows_what_replaced_what_and_who_rests_on_it(client_of, inspector):
    new = BasisFactory(number="9/2020/NĐ-CP")
    old = BasisFactory(number="8/2010/NĐ-CP", replaced_by=new)
    version = criteria.draft(criteria.SMALL.replace("scale:", "basis: 9/2020/NĐ-CP\nscale:"))
    page = client_of(inspector).get(new.get_absolute_url()).content.decode()
    assert old.get_absolute_url() in page
    assert f"Bộ tiêu chí: {version}" in page
    assert version.get_absolute_url() in page


def test_the_secretary_adds_through_the_form(client_of, secretary):
    browser = client_of(secretary)
    assert browser.get(reverse("legal:basis_add")).status_code == 200
    answer = browser.post(reverse("legal:basis_add"), FORM)
    basis = Basis.objects.get()
    assert answer["Location"] == basis.get_absolute_url()


def test_bad_input_keeps_what_was_typed(client_of, secretary):
    answer = client_of(secretary).post(
        reverse("legal:basis_add"),
        FORM | {"subject": "", "effective_from": "2020-05-01", "effective_to": "2019-05-01"},
    )
    assert answer.status_code == 422
    assert "12/2021/TT-BNV" in answer.content.decode()
    assert not Basis.objects.exists()


def test_a_second_copy_is_refused_on_the_form(client_of, secretary):
    BasisFactory(number=FORM["number"], issuer=FORM["issuer"])
    assert client_of(secretary).post(reverse("legal:basis_add"), FORM).status_code == 422


def test_the_secretary_edits_through_the_form(client_of, secretary):
    basis = BasisFactory()
    where = reverse("legal:basis_edit", args=[basis.pk])
    browser = client_of(secretary)
    assert basis.number in browser.get(where).content.decode()
    assert browser.post(where, FORM | {"version": "1"}).status_code == 302
    basis.refresh_from_db()
    assert (basis.number, basis.version) == (FORM["number"], 2)


def test_a_circle_is_refused_on_the_form(client_of, secretary):
    old = BasisFactory()
    new = BasisFactory(replaced_by=old)
    answer = client_of(secretary).post(
        reverse("legal:basis_edit", args=[old.pk]), FORM | {"replaced_by": new.pk, "version": "1"}
    )
    assert answer.status_code == 422
    assert "Văn bản thay thế không thể" in answer.content.decode()


def test_a_stale_save_shows_both_texts(client_of, secretary):
    basis = BasisFactory(subject="Bản của người kia", version=3)
    answer = client_of(secretary).post(
        reverse("legal:basis_edit", args=[basis.pk]),
        FORM | {"subject": "Bản của tôi", "version": "2"},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản của người kia" in page
    assert "Bản của tôi" in page
    assert 'name="version" value="3"' in page


def test_readers_see_no_buttons_and_get_403_at_the_forms(client_of, inspector):
    basis = BasisFactory()
    browser = client_of(inspector)
    assert reverse("legal:basis_add") not in browser.get(LIST).content.decode()
    for name, args in (("basis_add", []), ("basis_edit", [basis.pk])):
        where = reverse(f"legal:{name}", args=args)
        assert browser.get(where).status_code == 403
        assert browser.post(where, FORM).status_code == 403


def test_a_citizen_finds_nothing(client_of, citizen):
    basis = BasisFactory()
    browser = client_of(citizen)
    assert browser.get(LIST).status_code == 403
    assert browser.get(basis.get_absolute_url()).status_code == 404
    assert browser.get(reverse("legal:basis_edit", args=[basis.pk])).status_code == 403


@pytest.mark.parametrize("name", ["basis_list", "basis_detail"])
def test_pages_that_only_show_refuse_a_post(client_of, secretary, name):
    args = [BasisFactory().pk] if name == "basis_detail" else []
    assert client_of(secretary).post(reverse(f"legal:{name}", args=args)).status_code == 405


def test_what_is_not_there_is_404(client_of, secretary):
    assert client_of(secretary).get(reverse("legal:basis_detail", args=[999])).status_code == 404

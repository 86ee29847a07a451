"""The page of search: every kind, only what the person may see."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import audit
from congvu.core.search import fold
from congvu.inspections.models import Finding, OfficialDocument, Recommendation
from congvu.inspections.states import DocumentKind, Polarity
from congvu.organizations.states import Role
from tests.inspections.factories import make_inspection
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    campaign = make_inspection(2)
    document = OfficialDocument(
        inspection=campaign.inspection,
        kind=DocumentKind.PLAN,
        type_code="KH",
        subject="Kiểm tra công tác cải cách hành chính năm 2020",
        number="35",
        symbol="KH-LĐTBXH",
    )
    audit.create(document, by=None, action="inspections.draft")
    for n, unit in enumerate(campaign.units):
        text = f"Chưa niêm yết thủ tục tại phòng {n}"
        Finding.objects.create(
            inspection=campaign.inspection,
            unit=unit,
            area=campaign.answer.criterion.area,
            polarity=Polarity.LIMITATION,
            text=text,
            search_text=fold(text),
        )
        Recommendation.objects.create(
            inspection=campaign.inspection,
            unit=unit,
            text=f"Niêm yết ngay tại phòng {n}",
            search_text=fold(f"Niêm yết ngay tại phòng {n}"),
            responsible_head="Trưởng phòng",
            doer="Chuyên viên",
        )
    return campaign


def found(client, asked, **headers):
    answer = client.post(reverse("desk:search"), {"q": asked}, headers=headers, follow=True)
    return answer.content.decode()


def test_a_number_finds_the_paper(campaign, client_of):
    page = found(client_of(campaign.secretary), "35/KH-LĐTBXH")
    assert "<h2>Văn bản của đợt kiểm tra</h2>" in page
    assert "<mark>35/KH-LĐTBXH</mark>" in page


def test_a_changed_number_is_found_by_its_new_words(campaign, client_of):
    document = OfficialDocument.objects.get()
    audit.change(document, by=None, action="inspections.number", number="77")
    client = client_of(campaign.secretary)
    assert "Văn bản của đợt" in found(client, "77/kh").split("<main")[1]
    assert "Không tìm thấy gì" in found(client, "35/kh")


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("niem yet thu tuc", "Ưu điểm, hạn chế"),
        ("niem yet ngay", "Kiến nghị"),
        ("cai cach 2020", "Đợt kiểm tra"),
        ("chuyen mon", "Đơn vị"),
        ("nguyen van", "Cán bộ"),
        ("tieu chi 1.1", "Tiêu chí"),
    ],
)
def test_each_kind_is_found_without_tone_marks(campaign, client_of, asked, kind):
    page = found(client_of(campaign.secretary), asked)
    assert f"<h2>{kind}</h2>" in page and "<mark>" in page


def test_a_stranger_finds_nothing_of_the_inspection(campaign, client_of, outsider):
    page = found(client_of(outsider), "niem yet")
    assert "Không tìm thấy gì" in page


def test_a_unit_does_not_find_the_draft_of_another(campaign, client_of):
    head = officer(Role.UNIT_HEAD, campaign.units[0])
    assert "phòng 1" not in found(client_of(head), "niem yet")


def test_a_citizen_finds_nobody(campaign, client_of, citizen):
    page = found(client_of(citizen), "nguyen van")
    assert "<h2>" not in page.split("<main")[1].replace("<h2>Không tìm thấy gì</h2>", "")


def test_htmx_gets_the_hits_alone(campaign, client_of):
    page = found(client_of(campaign.secretary), "niem yet", hx_request="true")
    assert "<html" not in page and "<mark>" in page


def test_what_is_asked_never_stands_in_an_address_and_is_found_again(campaign, client_of):
    client, path = client_of(campaign.secretary), reverse("desk:search")
    sent = client.post(path, {"q": " niêm yết "})
    address = sent.headers["Location"]
    assert sent.status_code == 302 and address.startswith(f"{path}?lan=")
    part = client.post(path, {"q": "niêm yết"}, headers={"hx-request": "true"})
    assert part.headers["HX-Replace-Url"].startswith(f"{path}?lan=")
    for told in (address, part.headers["HX-Replace-Url"]):
        assert "niem" not in fold(unquote(told))
    page = client.get(address).content.decode()
    assert page.count('value="niêm yết"') == 2 and "<mark>" in page  # kept in both fields
    assert "<title>Tìm trong toàn hệ thống" in page  # nor in the history of the browser
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_name_in_an_address_is_not_searched_for(campaign, client_of):
    client, path = client_of(campaign.secretary), reverse("desk:search")
    for told in ({"q": "niem yet"}, {"lan": "niem yet"}, {"lan": "A" * 40}, {"lan": "@é"}):
        assert "Gõ vài chữ để tìm" in client.get(path, told).content.decode()
    assert client.put(path).status_code == 405


def test_the_field_above_every_page_sends_it_in_the_body(campaign, client_of):
    page = client_of(campaign.secretary).get(reverse("organizations:unit_list")).content.decode()
    form = page.split('class="search"')[1].split("</form>")[0]
    assert 'method="post"' in form and "csrfmiddlewaretoken" in form and "data-search" in form


def test_nothing_asked_says_what_can_be_asked(campaign, client_of):
    assert "Gõ vài chữ để tìm" in found(client_of(campaign.secretary), "  ")


def test_signs_alone_and_long_texts_do_no_harm(campaign, client_of):
    client = client_of(campaign.secretary)
    for asked in ('"', "*", "a" * 5000, "' OR 1=1 --", "\x00niem", "<script>"):
        assert "<script>alert" not in found(client, asked)


def test_queries_do_not_grow_with_rows(campaign, client_of):
    client = client_of(campaign.secretary)
    found(client, "niem yet")  # kinds of content are remembered from here on
    with CaptureQueriesContext(connection) as few:
        found(client, "niem yet")
    for finding in Finding.objects.all():
        for _ in range(10):
            finding.pk = None
            finding.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert "Còn nữa" in found(client, "niem yet")
    assert len(many) == len(few) <= 25

"""The public pages: what a citizen finds, and what stays inside."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from congvu.core import clock
from congvu.dossiers.actions import hand_in_dossier
from congvu.inspections.models import Inspection
from congvu.portal import actions
from congvu.portal.models import NewsAttachment, NewsCategory
from tests.dossiers.factories import at, office
from tests.dossiers.filings import online
from tests.inspections.campaigns import make_campaign, moment
from tests.portal.factories import STAMP, drafted, out, picture
from tests.procedures.factories import published

pytestmark = pytest.mark.django_db
KB = 1024


def status(browser, path: str) -> int:
    """The answer to a path, whose file is read to its end."""
    answer = browser.get(path)
    answer.getvalue()
    return answer.status_code


def with_file(by, name: str = "ke-hoach.pdf"):
    """A draft that carries a photo and a file."""
    item = drafted(by)
    item = actions.put_photos(item, [("anh.jpg", picture())], caption="Ảnh kiểm tra", by=by)
    item.page.refresh_from_db()
    page = item.page.get_latest_revision_as_object()
    document = get_document_model()(title="Kế hoạch", file=ContentFile(b"%PDF-1.4 x", name=name))
    document.save()
    page.files.add(NewsAttachment(document=document))
    page.save_revision()
    item.page.refresh_from_db()
    return item, document


def test_the_item_reads_as_on_the_departments_site(client, head):
    item, _ = with_file(head)
    with clock.at(STAMP):
        actions.publish(item, revision=item.page.latest_revision_id, by=head)
    page = client.get(reverse("portal:news_detail", args=[item.page.slug])).content.decode()
    assert "(13:25 | 08/09/2020)" in page
    assert "Hoạt động cải cách hành chính" in page and "Xem với cỡ chữ" in page
    assert page.index("Đoạn hai") < page.index("<figcaption>Ảnh kiểm tra</figcaption>")
    assert re.search(r'<p class="news-author">\s*VPS</p>', page)
    assert "Kế hoạch" in page and re.search(r"PDF, 10\s+byte", page)
    assert 'rel="canonical"' in page


def test_drafts_and_what_was_taken_back_are_404(client, head):
    item, document = with_file(head)
    address = reverse("portal:news_detail", args=[item.page.slug])
    file = document.url
    assert client.get(address).status_code == client.get(file).status_code == 404
    item = actions.publish(item, revision=item.page.latest_revision_id, by=head)
    photo = item.page.specific.photos.get().wide.url
    assert [status(client, path) for path in (address, file, photo)] == [200] * 3
    assert client.get(reverse("portal:news_print", args=[item.page.slug])).status_code == 200
    actions.withdraw(item, reason="Đăng nhầm", by=head)
    assert [status(client, path) for path in (address, file, photo)] == [404] * 3


def test_editors_see_photos_and_files_of_drafts(client_of, head, inspector):
    item, document = with_file(head)
    image = item.page.get_latest_revision_as_object().photos.first().image
    size = image.get_rendition("max-165x165")
    for path in (document.url, size.url):
        answer = client_of(head).get(path)
        assert answer.status_code == 200
        answer.getvalue()
        assert client_of(inspector).get(path).status_code == 404
        assert "no-store" in answer.headers.get("Cache-Control", "") or path == document.url


def test_search_ignores_tone_marks(client, head):
    out(head, "Đoàn kiểm tra làm việc tại Đồng Tháp")
    out(head, "Tin khác")
    page = client.get(reverse("portal:news_list"), {"q": "kiem tra dong thap"}).content.decode()
    assert "Đồng Tháp" in page and "Tin khác" not in page
    nothing = client.get(reverse("portal:news_list"), {"q": "khongco"}).content.decode()
    assert "Không tìm thấy tin nào" in nothing


@pytest.mark.parametrize("name", ["home", "procedure_list"])
def test_searches_of_a_page_and_of_its_menu_have_names_of_their_own(client, name):
    page = client.get(reverse(f"portal:{name}")).content.decode()
    names = re.findall(r'<form[^>]*role="search"[^>]*aria-label="([^"]+)"', page)
    assert len(names) > 1 and len(set(names)) == len(names)


def test_a_category_holds_its_own_items_only(client, head):
    notices = NewsCategory.objects.get(slug="thong-bao")
    out(head, "Thông báo nghỉ lễ", category=notices)
    out(head, "Tin kiểm tra")
    page = client.get(reverse("portal:category", args=["thong-bao"])).content.decode()
    assert "Thông báo nghỉ lễ" in page and "Tin kiểm tra" not in page
    assert client.get(reverse("portal:category", args=["khong-co"])).status_code == 404


def test_pages_of_the_list_follow_each_other(client, head):
    for number in range(12):
        out(head, f"Tin số {number:02d}", at=moment(2020, 9, 1, number))
    first = client.get(reverse("portal:news_list"))
    assert "Tin số 11" in first.content.decode() and "Tin số 01" not in first.content.decode()
    second = client.get(reverse("portal:news_list"), {"sau": first.context["next_cursor"]})
    assert [row.title for row in second.context["rows"]] == ["Tin số 01", "Tin số 00"]
    for nonsense in ("x", "999999999", "9" * 30):
        assert client.get(reverse("portal:news_list"), {"sau": nonsense}).status_code == 200


def test_feed_sitemap_and_robots(client, head):
    item = out(head)
    address = reverse("portal:news_detail", args=[item.page.slug])
    feed = client.get(reverse("portal:feed")).content.decode()
    assert address in feed and "Tue, 08 Sep 2020 13:25:00 +0700" in feed
    assert address in client.get(reverse("portal:sitemap")).content.decode()
    robots = client.get(reverse("portal:robots")).content.decode()
    assert "Disallow: /\n" in robots and "sitemap.xml" in robots


@pytest.mark.parametrize(
    ("asked", "cookie"), [("lon", "text-large"), ("rat-lon", "text-larger"), ("thuong", "")]
)
def test_the_text_size_is_kept_without_script(client, asked, cookie):
    back = reverse("portal:news_list")
    answer = client.get(reverse("portal:text_size"), {"co": asked, "ve": back})
    assert answer["Location"] == back and client.cookies["text_size"].value == cookie
    page = client.get(reverse("portal:home")).content.decode()
    assert (f'class="{cookie}"' in page.split(">")[1] + page.split(">")[2]) == bool(cookie)


def test_the_text_size_never_leads_elsewhere(client):
    outside = {"co": "lon", "ve": "//example.org/"}
    answer = client.get(reverse("portal:text_size"), outside)
    assert answer["Location"] == reverse("portal:home")
    assert client.get(reverse("portal:text_size"), {"co": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("ticked", "seen", "hidden"),
    [
        ({"remarks": True}, ["chưa đầy đủ"], ["Mức đạt theo lĩnh vực", "{unit}"]),
        ({"matrix": True}, ["Mức đạt theo lĩnh vực"], ["chưa đầy đủ", "{unit}"]),
        ({"matrix": True, "name_units": True}, ["Mức đạt của từng đơn vị", "{unit}"], []),
    ],
)
def test_results_are_shown_as_the_head_ticked_them(client, ticked, seen, hidden):
    campaign = make_campaign(units=2).concluded()
    Inspection.objects.update(disclosure={"article": True, **ticked})
    page = client.get(reverse("portal:result", args=[campaign.inspection.pk])).content.decode()
    unit = str(campaign.units[0])
    assert all(text.replace("{unit}", unit) in page for text in seen)
    assert not any(text.replace("{unit}", unit) in page for text in hidden)


def test_by_default_remarks_alone_are_shown_and_nothing_before_the_conclusion(client):
    campaign = make_campaign(units=2).remarked()
    path = reverse("portal:result", args=[campaign.inspection.pk])
    assert client.get(path).status_code == 404
    assert client.get(reverse("portal:result", args=[999])).status_code == 404
    Inspection.objects.update(state="concluded", disclosure={"article": True})
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_lists_and_items_cost_the_same_for_one_and_for_twenty(
    client, head, count, django_assert_max_num_queries
):
    for number in range(count):
        out(head, f"Tin {number}")
    slug = out(head).page.slug
    for path in ("portal:home", "portal:news_list"):
        with django_assert_max_num_queries(4):
            client.get(reverse(path))
    with django_assert_max_num_queries(7):
        client.get(reverse("portal:news_detail", args=[slug]))


def test_reading_writes_nothing_and_calls_nobody(client, head, django_assert_max_num_queries):
    item, _ = with_file(head)
    actions.publish(item, revision=item.page.latest_revision_id, by=head)
    page = client.get(reverse("portal:news_detail", args=[item.page.slug])).content.decode()
    assert set(re.findall(r'(?:href|src)="(https?://[^/"]+)', page)) <= {"http://127.0.0.1:8000"}


def weight_of(client, path: str) -> int:
    """A page with all it links and imports, compressed, without fonts and photos."""
    answer = client.get(path)
    assert answer.status_code == 200
    linked = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', answer.content))
    script = Path(finders.find("core/js/app.js")).parent
    files = {Path(finders.find(name.decode())) for name in linked} | set(script.glob("*.js"))
    texts = [f.read_bytes() for f in files if f.suffix != ".woff2"]
    assert len(texts) > 20
    return sum(len(gzip.compress(text, 9)) for text in [answer.content, *texts])


def test_a_public_page_is_under_60_kb_without_fonts_and_photos(client, head):
    item, _ = with_file(head)
    actions.publish(item, revision=item.page.latest_revision_id, by=head)
    procedure = published().procedure_id
    names = ("home", "procedure_list", "tracking", "petition_answers", "petition_send",
             "petition_follow")  # fmt: skip
    paths = [
        *(reverse(f"portal:{name}") for name in names),
        reverse("portal:news_detail", args=[item.page.slug]),
        reverse("portal:procedure_detail", args=[procedure]),
    ]
    weights = {path: weight_of(client, path) / KB for path in paths}
    assert not {path: weight for path, weight in weights.items() if weight > 60}


def test_a_page_of_filing_or_of_ones_petitions_is_under_60_kb(client_of):
    with clock.at(at(7)):
        web = online(office())
        client = client_of(web.account)
        weights = [weight_of(client, reverse("portal:filing_begin", args=[web.place.procedure.pk]))]
        row = web.draft()
        for name in ("filing_form", "filing_papers", "filing_preview"):
            weights.append(weight_of(client, reverse(f"portal:{name}", args=[row.pk])))
        hand_in_dossier(row, by=web.account)
        weights.append(weight_of(client, reverse("portal:filed_detail", args=[row.pk])))
        for name in ("filed_list", "petition_mine"):
            weights.append(weight_of(client, reverse(f"portal:{name}")))
    assert max(weights) <= 60 * KB

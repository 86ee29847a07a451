"""The pages where an item is checked and let out."""

import pytest
from django.urls import reverse

from congvu.portal import actions
from congvu.portal.models import NewsItem, NewsPage
from tests.inspections.campaigns import make_campaign
from tests.portal.factories import drafted, out

pytestmark = pytest.mark.django_db


def address(name: str, item: NewsItem) -> str:
    return reverse(f"portal:item_{name}", args=[item.pk])


def told(item: NewsItem, **more) -> dict:
    item.refresh_from_db()
    item.page.refresh_from_db()
    return {"version": item.version, "revision": item.page.latest_revision_id, **more}


def test_one_button_on_the_campaigns_pages_makes_the_draft(client_of):
    campaign = make_campaign(units=2).concluded()
    browser, pk = client_of(campaign.secretary), campaign.inspection.pk
    path = reverse("portal:article_draft", args=[pk])
    for page in ("inspection_detail", "article"):
        text = browser.get(reverse(f"inspections:{page}", args=[pk])).content.decode()
        assert f'action="{path}"' in text
    answer = browser.post(path)
    item = NewsItem.objects.get()
    assert answer["Location"] == item.get_absolute_url()
    page = browser.get(item.get_absolute_url()).content.decode()
    assert "số 35/KH-SLĐ ngày 17/3/2020" in page and "khớp" in page and "khác<" not in page
    assert "Gửi duyệt" in page and "Đăng lên trang thông tin" not in page
    detail = reverse("inspections:inspection_detail", args=[pk])
    assert item.get_absolute_url() in browser.get(detail).content.decode()
    assert path not in client_of(campaign.inspector).get(detail).content.decode()
    assert client_of(campaign.inspector).post(path).status_code == 404


def test_no_button_before_the_conclusion(client_of):
    campaign = make_campaign(units=1).remarked()
    browser, pk = client_of(campaign.secretary), campaign.inspection.pk
    path = reverse("portal:article_draft", args=[pk])
    page = browser.get(reverse("inspections:inspection_detail", args=[pk])).content.decode()
    assert path not in page
    assert browser.post(path).status_code == 409


def test_the_editor_submits_and_the_reviewer_lets_out(client_of, secretary, head, client):
    item = drafted(secretary)
    assert client_of(secretary).post(address("submit", item), told(item)).status_code == 302
    refused = client_of(secretary).post(address("publish", item), told(item))
    assert refused.status_code == 403
    page = client_of(head).get(item.get_absolute_url()).content.decode()
    assert "Đăng lên trang thông tin" in page and "Trả lại để sửa" in page
    assert client_of(head).post(address("publish", item), told(item)).status_code == 302
    assert NewsPage.objects.get().live
    assert client.get(reverse("portal:news_detail", args=[item.page.slug])).status_code == 200


def test_an_unseen_flag_keeps_what_was_ticked(client_of, secretary, head, unit):
    item = drafted(secretary, body=f"<p>{unit.name} còn hạn chế.</p><p>Bà Lê Thị Mai nộp.</p>")
    browser = client_of(head)
    page = browser.get(item.get_absolute_url())
    keys = [flag.key for flag in page.context["sheet"].checks.flags]
    answer = browser.post(address("publish", item), told(item, seen=keys[:1]))
    text = answer.content.decode()
    assert answer.status_code == 422 and "Còn điểm cần xem" in text
    assert f'value="{keys[0]}" checked' in text and f'value="{keys[1]}" checked' not in text
    assert browser.post(address("publish", item), told(item, seen=keys)).status_code == 302


@pytest.mark.parametrize("name", ["send_back", "withdraw"])
def test_a_reason_is_asked_for(client_of, secretary, head, name):
    item = drafted(secretary)
    answer = client_of(head).post(address(name, item), told(item))
    assert answer.status_code == 422
    assert "Ghi" in answer.content.decode()


def test_sent_back_and_withdrawn(client_of, secretary, head):
    item, browser = drafted(secretary), client_of(head)
    client_of(secretary).post(address("submit", item), told(item))
    assert browser.post(address("send_back", item), told(item, note="Gọn lại")).status_code == 302
    assert "Gọn lại" in client_of(secretary).get(item.get_absolute_url()).content.decode()
    shown = out(head)
    answer = browser.post(address("withdraw", shown), told(shown, reason="Đăng nhầm"))
    assert answer.status_code == 302 and not NewsPage.objects.filter(live=True).exists()
    for path in (shown.get_absolute_url(), reverse("portal:item_list")):
        assert "đã gỡ" in browser.get(path).content.decode()


def test_a_draft_is_thrown_away(client_of, secretary, head):
    item = drafted(secretary)
    answer = client_of(secretary).post(address("remove", item), told(item))
    assert answer["Location"] == reverse("portal:item_list") and not NewsItem.objects.exists()


def test_a_stale_or_broken_form_changes_nothing(client_of, secretary, head):
    item, browser = drafted(secretary), client_of(head)
    stale = told(item) | {"version": item.version + 5}
    assert browser.post(address("publish", item), stale).status_code == 409
    for broken in ({}, {"version": "x", "revision": "y"}):
        assert browser.post(address("publish", item), broken).status_code == 422
    assert not NewsPage.objects.get().live


@pytest.mark.parametrize("name", ["submit", "publish", "send_back", "withdraw", "remove"])
def test_strangers_get_404_and_get_is_refused(client_of, secretary, inspector, outsider, name):
    item = drafted(secretary)
    for stranger in (inspector, outsider):
        assert client_of(stranger).post(address(name, item), told(item)).status_code == 404
        assert client_of(stranger).get(item.get_absolute_url()).status_code == 404
        assert client_of(stranger).get(reverse("portal:item_list")).status_code == 404
    assert client_of(secretary).get(address(name, item)).status_code == 405


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_and_the_page_cost_the_same(client_of, head, count, django_assert_max_num_queries):
    for number in range(count):
        item = drafted(head, f"Tin {number}")
    browser = client_of(head)
    for path in (reverse("portal:item_list"), item.get_absolute_url()):
        with django_assert_max_num_queries(15):
            assert browser.get(path).status_code == 200


@pytest.mark.parametrize("drafted_already", [False, True])
def test_the_way_to_the_item_fits_the_page_of_the_campaigns_article(
    client_of, drafted_already, django_assert_max_num_queries
):
    campaign = make_campaign(units=2).concluded()
    if drafted_already:
        actions.draft_article(campaign.inspection, by=campaign.secretary)
    browser = client_of(campaign.secretary)
    path = reverse("inspections:article", args=[campaign.inspection.pk])
    browser.get(path)
    with django_assert_max_num_queries(15):
        page = browser.get(path).content.decode()
    told = "Tin bài trên trang thông tin" if drafted_already else "Lập tin bài đăng trang"
    assert told in page

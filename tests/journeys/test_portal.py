"""An editor drafts, a reviewer lets out, a visitor reads; the size of the letters stays."""

import pytest
from django.urls import reverse

from congvu.portal.models import NewsItem, NewsPage
from tests.inspections.campaigns import make_campaign
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def clean(page) -> None:
    """Nothing refused by the policy, nothing wrong for those who cannot see, nothing too wide."""
    assert b.csp_violations(page) == []
    assert b.axe(page) == []
    assert b.overflow(page) == 0


def test_from_the_conclusion_to_the_reader(signed_in, visitor, live_server):
    campaign = make_campaign(units=2).concluded()
    editor = signed_in(campaign.secretary)
    b.visit(editor, reverse("inspections:article", args=[campaign.inspection.pk]))
    editor.get_by_role("button", name="Lập tin bài đăng trang thông tin").click()
    editor.get_by_role("heading", name="Điểm cần xem trước khi đăng").wait_for()
    clean(editor)
    edit_in_the_rooms(editor)
    editor.get_by_role("button", name="Gửi duyệt").click()
    editor.get_by_text("Đã gửi duyệt.").wait_for()
    reviewer = signed_in(campaign.head)
    item = NewsItem.objects.get()
    b.visit(reviewer, item.get_absolute_url())
    clean(reviewer)
    b.shot(reviewer, "portal-checks-1280")
    reviewer.get_by_role("button", name="Đăng lên trang thông tin").click()
    reviewer.get_by_text("Tin đã lên trang thông tin.").wait_for()
    read(visitor, item)


def edit_in_the_rooms(page) -> None:
    """Wagtail's editor opens, types, saves; its own policy refuses nothing it needs."""
    page.get_by_role("link", name="Sửa nội dung, ảnh, tệp").click()
    page.locator("input[name=author]").fill("Bích Tiên")
    page.locator(".public-DraftEditor-content").first.wait_for()
    assert b.csp_violations(page) == []
    b.shot(page, "portal-rooms-1280", full=False)
    page.get_by_role("button", name="Lưu nháp").or_(
        page.locator("button.action-save")
    ).first.click()
    page.wait_for_url("**/cms/**")
    page.locator(".messages, .w-messages").first.wait_for(state="attached")
    b.visit(page, NewsItem.objects.get().get_absolute_url())
    page.get_by_text("Bích Tiên").wait_for()


def read(visitor, item) -> None:
    """On a desk and on a phone, from home to the item, with larger letters all the way."""
    for size in (b.DESK, b.PHONE):
        page = visitor(size)
        b.visit(page, reverse("portal:home"))
        clean(page)
        page.locator("[data-text-size] button").last.click()
        page.get_by_role("link", name=NewsPage.objects.get().title).click()
        page.get_by_text("Bích Tiên-").wait_for()
        assert "text-larger" in page.locator("html").get_attribute("class")
        clean(page)
        b.shot(page, f"portal-news-{size[0]}")
        b.visit(page, reverse("portal:result", args=[item.inspection_id]))
        clean(page)


def test_without_script_the_letters_grow_too(visitor):
    page = visitor(b.PHONE, java_script_enabled=False)
    b.visit(page, reverse("portal:news_list"))
    page.get_by_role("link", name="Cỡ chữ rất lớn").click()
    assert page.url.endswith(reverse("portal:news_list"))
    assert page.locator("html").get_attribute("class") == "text-larger"

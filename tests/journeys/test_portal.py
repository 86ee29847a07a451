"""An editor drafts, a reviewer lets out, a visitor reads; the size of the letters stays."""

import pytest
from django.urls import reverse

from congvu.organizations.models import Unit
from congvu.portal import actions
from congvu.portal.models import NewsItem, NewsPage
from tests.applicants.factories import applicant
from tests.dossiers.factories import office
from tests.inspections.campaigns import make_campaign
from tests.journeys import browser as b
from tests.procedures.factories import published

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LONG = "Sở Lao động – Thương binh và Xã hội"


def clean(page) -> None:
    """Nothing refused by the policy, nothing wrong for those who cannot see, nothing too wide."""
    assert b.csp_violations(page) == []
    assert b.axe(page) == []
    assert b.overflow(page) == 0


def test_from_the_conclusion_to_the_reader(signed_in, visitor, live_server):
    actions.set_up()
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
        b.open_menu(page)
        page.get_by_role("button", name="Cỡ chữ rất lớn").click()
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
    b.open_menu(page)
    page.get_by_role("link", name="Cỡ chữ rất lớn").click()
    assert page.url.endswith(reverse("portal:news_list"))
    assert page.locator("html").get_attribute("class") == "text-larger"


def test_a_citizen_finds_a_procedure_and_follows_a_dossier(visitor, live_server):
    desk = office()
    Unit.objects.filter(pk=desk.unit.pk).update(short_name=LONG)
    version = published(desk.unit, name="Cấp giấy phép hoạt động")
    dossier = desk.at_work(applicant=applicant(desk.clerk, desk.point.unit, phone="0912345678"))
    for size, script in ((b.DESK, True), (b.PHONE, True), (b.PHONE, False)):
        page = visitor(size, java_script_enabled=script)
        b.visit(page, reverse("portal:procedure_unit", args=[desk.unit.pk]))
        assert b.overflow(page) == 0  # however long the name at the end of the way
        b.visit(page, reverse("portal:home"))
        page.get_by_label("Tìm thủ tục", exact=True).last.fill("giay phep hoat dong")
        page.get_by_role("button", name="Tìm thủ tục").click()
        page.get_by_role("link", name=version.name).click()
        page.get_by_text("Thành phần hồ sơ (giấy tờ cần chuẩn bị)").wait_for()
        if script:
            clean(page)
        page.get_by_role("link", name="Tra cứu hồ sơ đã nộp").click()
        page.get_by_role("textbox", name="Mã hồ sơ").fill(dossier.code)
        page.get_by_role("textbox", name="Bốn số cuối").fill("0000" if size == b.DESK else "5678")
        page.get_by_role("button", name="Tra cứu").click()
        if size == b.DESK:
            page.get_by_text("Không tìm thấy hồ sơ với mã và bốn số này").first.wait_for()
            assert page.get_by_role("textbox", name="Mã hồ sơ").input_value() == dossier.code
            clean(page)
            page.get_by_role("textbox", name="Bốn số cuối").fill("5678")
            page.get_by_role("button", name="Tra cứu").click()
        page.get_by_role("heading", name=f"Hồ sơ {dossier.code}").wait_for()
        page.get_by_role("heading", name="Vì sao hẹn ngày này").wait_for()
        if script:
            clean(page)
            b.shot(page, f"portal-tracking-{size[0]}")

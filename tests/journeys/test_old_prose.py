"""Last year's paper conclusion pasted as text: a campaign in at most twenty minutes, counted."""

import pytest
from django.conf import settings
from django.urls import reverse

from congvu.criteria.actions import accept_version, upload_version
from congvu.inspections.models import Finding, Inspection, Recommendation
from tests.inspections.factories import make_people
from tests.inspections.old_paper import PAPER, make_units
from tests.journeys import browser as b
from tests.journeys.effort import Effort

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]
TWENTY_MINUTES = 20 * 60
# what a secretary knows who was there: area of a line by words in it, units where none is named
AREAS = {
    "cập nhật sổ": "Thủ tục, một cửa",
    "ban hành kế hoạch": "Chỉ đạo, điều hành",
    "đào tạo": "Đội ngũ",
    "chức năng, nhiệm vụ": "Bộ máy",
    "đôn đốc": "Chỉ đạo, điều hành",
    "mô hình khung": "ISO 9001",
    "đeo thẻ": "Kỷ luật, kỷ cương",
}
UNITS = {
    "03/05 đơn vị": ("Phòng NCC", "Phòng VL", "TT Bảo trợ"),
    "Một số đơn vị": ("Phòng NCC", "Phòng VL"),
}


@pytest.fixture
def secretary(transactional_db):
    """The ten areas as shipped, five units and one more."""
    text = (settings.PACKAGE / "data/criteria/insp_10.yaml").read_text(encoding="utf-8")
    accept_version(upload_version(text, by=None), by=None)
    make_units()
    return make_people()["secretary"]


def settle(effort: Effort, card) -> None:
    """Answer what a line asks."""
    text = card.locator("textarea").input_value()
    area = card.get_by_label("Nội dung kiểm tra")
    if area.count() and not area.input_value():
        effort.pick(area, next(name for words, name in AREAS.items() if words in text))
    for name in next((names for words, names in UNITS.items() if words in text), ()):
        effort.touch(card.get_by_label(name))


def test_a_conclusion_of_forty_sentences_in_twenty_minutes(signed_in, secretary):
    page = signed_in(secretary)
    effort = Effort(page)
    b.visit(page, reverse("inspections:inspection_list"))
    effort.pages += 1
    effort.touch(page.locator("main").get_by_role("link", name="Nhập đợt cũ").first, leads_on=True)
    effort.type(page.get_by_label("Tên đợt kiểm tra"), "Kiểm tra cải cách hành chính năm 2019")
    effort.type(page.get_by_label("Năm", exact=True), "2019")
    effort.type(page.get_by_label("Kỳ kiểm tra từ"), "01/01/2019")
    effort.type(page.get_by_label("Kỳ kiểm tra đến"), "30/9/2019")
    page.get_by_label("Dán thông báo kết luận").fill(PAPER)
    effort.touches, effort.keys = effort.touches + 2, effort.keys + 6  # copied and pasted
    effort.touch(page.get_by_role("button", name="Xem trước"), leads_on=True)
    for size in (b.PHONE, b.DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        b.shot(page, f"old-prose-{size[0]}")
        assert (b.axe(page), b.overflow(page), b.csp_violations(page)) == ([], 0, []), size
    effort.touch(page.locator("summary", has_text="Không đưa vào"))
    effort.read(f"{PAPER} {PAPER}")  # once as the paper, once more line by line
    effort.read(page.locator(".panel-now").inner_text())
    asked = page.locator("article:has(.field-error)")
    assert 0 < asked.count() <= 12
    for card in asked.all():
        settle(effort, card)
    effort.touch(page.get_by_role("button", name="Nhập tất cả"), leads_on=True)
    old = Inspection.objects.get()
    assert page.url.endswith(old.get_absolute_url())
    assert Finding.objects.count() == 27 and Recommendation.objects.count() >= 10
    assert effort.seconds <= TWENTY_MINUTES, str(effort)
    assert effort.touches <= 50 and effort.pages <= 6, str(effort)

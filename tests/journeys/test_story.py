"""The showroom in a real browser: main pages at desk and phone size, and the article's doors."""

import pytest

from congvu.accounts.models import User
from congvu.desk.showroom import play
from congvu.desk.showroom.stage import story
from congvu.inspections.models import Finding, Inspection, Recommendation
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def showroom(transactional_db, settings):
    """The story played, on its own day."""
    settings.DEMO, settings.DEMO_TODAY = True, story("office")["today"].isoformat()
    play(lambda text: None)
    return Inspection.objects.get(year=2020)


def main_pages(inspection: Inspection) -> list[str]:
    """What the secretary opens in a day."""
    at = inspection.get_absolute_url()
    finding = Finding.objects.filter(inspection=inspection, answer__isnull=False).first()
    asked = Recommendation.objects.filter(inspection=inspection).first()
    return [
        "/",
        "/kiem-tra/",
        at,
        f"{at}tin-bai/?cau=14",
        f"{at}phat-hien/",
        f"{at}nhan-xet/",
        f"{at}cac-buoc/",
        finding.get_absolute_url(),
        finding.answer.get_absolute_url(),
        asked.get_absolute_url(),
        "/kiem-tra/kien-nghi/",
        "/minh-chung/",
    ]


def faults(page: b.Page, path: str) -> list[str]:
    """What is wrong with one page."""
    b.visit(page, path)
    wrong = [*b.axe(page), *b.csp_violations(page)]
    wide = b.overflow(page)
    wrong += [f"{wide} px too wide"] if wide else []
    return [f"{path}: {w}" for w in wrong]


def test_the_showroom_is_open_to_everybody_at_every_size(showroom, signed_in, visitor):
    secretary, wrong = User.objects.get(username="secretary"), []
    for size in (b.DESK, b.PHONE):
        wrong += faults(visitor(size), "/?cau=14")
        page = signed_in(secretary, size)
        for path in main_pages(showroom):
            wrong += [f"{size[0]} {fault}" for fault in faults(page, path)]
    sentence_opens_in_place(page, showroom)
    assert wrong == [], "\n".join(wrong)


def sentence_opens_in_place(page: b.Page, inspection: Inspection) -> None:
    """One touch on a sentence, and what it rests on stands beside it; nothing else is loaded."""
    b.visit(page, f"{inspection.get_absolute_url()}tin-bai/")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    page.locator(".sentence", has_text="quy chế làm việc của đơn vị").tap()
    page.get_by_text("Bảng đối chiếu quy chế làm việc với chức năng mới").wait_for()
    assert not [url for url in loads if "tin-bai" in url and "#" not in url]

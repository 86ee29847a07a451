"""The showroom in a real browser: main pages at desk and phone size, and the article's doors."""

import pytest

from congvu.accounts.models import User
from congvu.desk.showroom import play
from congvu.desk.showroom.stage import story
from congvu.inspections.models import Inspection
from tests.journeys import browser as b
from tests.journeys.walk import kinds_of

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def showroom(transactional_db, settings):
    """The story played, on its own day."""
    settings.DEMO, settings.DEMO_TODAY = True, story("office")["today"].isoformat()
    play(lambda text: None)
    return Inspection.objects.get(year=2020)


# whoever comes first opens a kind of page for all; everybody opens their own first pages
ROLES = ("secretary", "contact", "inspector", "head", "unit_head", "records_clerk", "administrator")


def own_pages() -> dict[str, list[str]]:
    """Addresses each role opens: its navigation's first page, and the kinds nobody opened yet."""
    shares: dict[str, list[str]] = {}
    known: set[str] = set()
    for role in ROLES:
        found = kinds_of(User.objects.get(username=role), known)
        known |= found.keys()
        shares[role] = list(found.values())
    return shares


def faults(page: b.Page, path: str, axe: bool = True) -> list[str]:
    """What is wrong with one page."""
    b.visit(page, path)
    wrong = [*(b.axe(page) if axe else ()), *b.csp_violations(page)]
    wide = b.overflow(page)
    wrong += [f"{wide} px too wide"] if wide else []
    return [f"{path}: {w}" for w in wrong]


def test_the_showroom_is_open_to_everybody_at_every_size(showroom, signed_in, visitor):
    wrong, shares = [], own_pages()
    assert sum(map(len, shares.values())) > 60
    for size in (b.DESK, b.PHONE):
        wrong += faults(visitor(size), "/?cau=14")
        for role, paths in shares.items():
            page = signed_in(User.objects.get(username=role), size)
            for number, path in enumerate(paths):
                # the same elements at both sizes: the slow check looks at all on a phone
                told = faults(page, path, axe=size == b.PHONE or number < 8)
                wrong += [f"{role} {size[0]} {fault}" for fault in told]
    page = signed_in(User.objects.get(username="secretary"), b.PHONE)
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

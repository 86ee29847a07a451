"""The showroom in a real browser: main pages at desk and phone size, and the article's doors."""

import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.desk.showroom import play
from congvu.desk.showroom.stage import story
from congvu.inspections.models import Inspection
from congvu.portal.actions import set_up
from tests.journeys import browser as b
from tests.journeys.walk import kinds_of

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def showroom(transactional_db, settings):
    """The story played, on its own day."""
    settings.DEMO, settings.DEMO_TODAY = True, story("office")["today"].isoformat()
    set_up()  # as after ``congvu migrate``
    play(lambda text: None)
    return Inspection.objects.get(year=2020)


# whoever comes first opens a kind of page for all; everybody opens their own first pages
ROLES = ("secretary", "contact", "inspector", "head", "unit_head", "records_clerk", "administrator")
MOST = 160  # kinds of page; at half a second each for a machine that does nothing else


def own_pages() -> dict[str, list[str]]:
    """Addresses each role opens: its navigation's first page, and the kinds nobody opened yet."""
    shares: dict[str, list[str]] = {}
    known: set[str] = set()
    for role in ROLES:
        found = kinds_of(User.objects.get(username=role), known)
        known |= found.keys()
        shares[role] = list(found.values())
    return shares


def of_the_public(citizen: User | None) -> list[str]:
    """One of each kind of page a visitor, or a citizen with an account, is led to."""
    start = reverse("portal:filed_list" if citizen else "portal:home")
    return list(kinds_of(citizen, start=start).values())


def faults(page: b.Page, path: str, thorough: bool = True) -> list[str]:
    """What is wrong with one page, opened on a phone and then drawn out to a desk's width.

    The elements are the same at both sizes: the slow check looks at all of them on the phone.
    """
    resize(page, b.PHONE)
    b.visit(page, path)
    wrong = [*b.axe(page), *too_wide(page)]
    resize(page, b.DESK)
    wrong += [*(b.axe(page) if thorough else ()), *too_wide(page), *b.csp_violations(page)]
    return [f"{path}: {w}" for w in wrong]


def resize(page: b.Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def too_wide(page: b.Page) -> list[str]:
    wide = b.overflow(page)
    return [f"{wide} px too wide at {page.viewport_size['width']}"] if wide else []


def test_the_showroom_is_open_to_everybody_at_every_size(showroom, signed_in, visitor):
    shares = own_pages()
    kinds = sum(map(len, shares.values()))
    assert 60 < kinds <= MOST, f"{kinds} kinds of page: too many to look at one by one"
    wrong = faults(visitor(b.PHONE), "/?cau=14")
    citizen = User.objects.get(username="citizen")
    for who, page in ((None, visitor(b.PHONE)), (citizen, signed_in(citizen, b.PHONE))):
        paths = of_the_public(who)
        assert len(paths) > 8, paths
        wrong += [f"{who} {fault}" for path in paths for fault in faults(page, path)]
    for role, paths in shares.items():
        page = signed_in(User.objects.get(username=role), b.PHONE)
        for number, path in enumerate(paths):
            told = faults(page, path, thorough=number % 4 == 0)  # the first page among them
            wrong += [f"{role} {fault}" for fault in told]
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

"""The case officer in a real browser: what is late, why, papers asked for, work handed over."""

import datetime as dt

import pytest

from congvu.core import clock, formats
from congvu.dossiers.models import Dossier
from tests.dossiers.factories import Office, office
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINE = "/ho-so/?nhom=cua-toi"


@pytest.fixture
def place(transactional_db) -> Office:
    return office()


def clean(page, name, size):
    b.shot(page, f"case-officer-{name}-{size[0]}")
    assert b.axe(page) == [], name
    assert b.csp_violations(page) == [], name
    assert b.overflow(page) == 0, (name, size)


def led(page, words):
    """The one thing to do next, by its name."""
    with page.expect_navigation():
        page.locator(".page-actions").get_by_role("link", name=words).click()


def sent(page):
    """The form of a verb, sent."""
    with page.expect_navigation():
        page.locator("form.panel .button-primary").click()


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_a_late_dossier_goes_on_once_its_cause_is_named(place, signed_in, size):
    """Taken in long ago and never signed: late in words, and nothing goes on without a cause."""
    dossier = place.at_work()
    page = signed_in(place.case, size)
    b.visit(page, MINE)
    assert "Quá hạn" in page.inner_text("main")
    clean(page, "mine", size)
    with page.expect_navigation():
        page.get_by_role("link", name=dossier.code).click()
    clean(page, "late", size)
    led(page, "Xin lỗi, hẹn lại")
    page.fill("#id_new_date", formats.date(clock.today() + dt.timedelta(days=7)))
    page.fill("#id_reason", "Cơ quan phối hợp chưa trả lời")
    page.locator("form.panel .button-primary").click()
    assert page.locator("#id_cause:invalid").count() == 1  # without a cause nothing is sent
    assert Dossier.objects.get().promised_at is None
    clean(page, "cause-asked", size)
    page.select_option("#id_cause", "slow_coordination")
    sent(page)
    assert "hẹn lại" in page.inner_text("main").lower()
    led(page, "Trình duyệt")
    sent(page)
    row = Dossier.objects.get()
    assert (row.state, row.cause) == ("awaiting_approval", "slow_coordination")
    assert row.promised_at and "Chờ duyệt" in page.inner_text("main")
    clean(page, "proposed", size)


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_two_dossiers_are_handed_over_in_one_stroke(place, signed_in, size):
    rows = [place.at_work(), place.at_work()]
    page = signed_in(place.case, size)
    b.visit(page, MINE)
    for row in rows:
        page.get_by_label(f"Chọn hồ sơ {row.code}").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Bàn giao các hồ sơ đã chọn").click()
    page.select_option("#id_cause", "few_staff")
    page.select_option("#id_to", str(place.colleague.pk))
    clean(page, "hand-over", size)
    sent(page)
    clean(page, "handed-over", size)
    assert {row.holder_id for row in Dossier.objects.all()} == {place.colleague.pk}
    told = page.inner_text("main")
    assert all(row.code in told for row in rows)
    b.visit(page, MINE)
    assert not any(row.code in page.inner_text("main") for row in rows)

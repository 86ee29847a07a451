"""Procedures in a real browser: written on a phone, posted, scanned; axe, width and policy."""

import datetime as dt

import pytest

from congvu.core import clock, workdays
from congvu.core.models import LogEntry
from congvu.organizations.actions import load_calendar
from congvu.organizations.states import Role
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.models import Component, Posting, ProcedureVersion
from tests.journeys import browser as b
from tests.organizations.factories import UnitFactory, officer
from tests.procedures import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(transactional_db):
    load_calendar(workdays.load(workdays.NATIONAL_FILE))
    department = UnitFactory(department=True, name="Sở Lao động thử", short_name="Sở Lao động")
    return UnitFactory(school=True, parent=department, name="Trường Trung cấp nghề thử")


def check(page, name, size):
    assert b.axe(page) == [], name
    assert b.csp_violations(page) == [], name
    assert b.overflow(page) == 0, (name, size)


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_every_page_is_clean(school, signed_in, size):
    contact = officer(Role.CONTACT, school)
    version = factories.published(school, competence="public_service_unit")
    factories.ProcedureVersionFactory(procedure__owner=school, published=True)
    draft = actions.revise(version, by=contact)
    [sheet] = actions.print_postings(school, [version], by=contact)
    process = version.process
    page = signed_in(contact, size)
    for path in (
        "/thu-tuc/",
        version.procedure.get_absolute_url(),
        f"/thu-tuc/ban/{draft.pk}/sua/",
        f"/thu-tuc/ban/{draft.pk}/cong-bo/",
        f"/thu-tuc/ban/{draft.pk}/so-sanh/",
        "/thu-tuc/moi/",
        "/thu-tuc/nhap/",
        "/thu-tuc/quy-trinh/",
        process.get_absolute_url(),
        "/thu-tuc/quy-trinh/moi/",
        f"/thu-tuc/don-vi/{school.pk}/",
        f"/thu-tuc/don-vi/{school.pk}/bang/",
        f"/thu-tuc/di-bang/{school.pk}/",
        sheet.get_absolute_url(),
    ):
        b.visit(page, path)
        check(page, path, size)


def test_a_contact_writes_a_draft_on_a_phone_and_scans_its_sheet(school, signed_in):
    contact, head = officer(Role.CONTACT, school), officer(Role.UNIT_HEAD, school)
    version = factories.draft(school, competence="public_service_unit")
    page = signed_in(contact, b.PHONE)
    b.visit(page, f"/thu-tuc/ban/{version.pk}/sua/")
    page.fill("#id_effective_from", "01/9/2020")
    page.fill("#id_limits-0-amount", "3")
    page.select_option("#id_limits-0-unit", "working_days")
    page.fill("#id_components-0-title", "Đơn đề nghị")
    page.fill("#id_components-0-originals", "1")
    page.locator("#rows-components").get_by_role("button", name="Thêm dòng").click()
    assert page.input_value("#id_components-0-title") == "Đơn đề nghị"
    page.fill("#id_components-2-title", "Giấy khai sinh")
    page.get_by_role("button", name="Lưu bản dự thảo").click()
    page.get_by_text("Đã lưu bản dự thảo").wait_for()
    assert Component.objects.filter(procedure_version=version).count() == 2
    version = ProcedureVersion.objects.get(pk=version.pk)
    assert version.effective_from == dt.date(2020, 9, 1)
    actions.publish(actions.submit(version, by=contact), by=head)
    b.visit(page, f"/thu-tuc/don-vi/{school.pk}/")
    with page.expect_download() as download:
        page.get_by_role("button", name="In bản niêm yết").click()
    assert download.value.suggested_filename.endswith(".pdf")
    sheet = Posting.objects.get()
    b.visit(page, sheet.get_absolute_url())
    page.get_by_role("button", name="Ghi: thấy bản này trên bảng").click()
    page.get_by_text("Đã ghi: thấy bản này").wait_for()
    sheet.refresh_from_db()
    assert sheet.seen_by == contact


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_the_walk_along_the_board_goes_on_without_network(school, signed_in, size):
    contact, head = officer(Role.CONTACT, school), officer(Role.UNIT_HEAD, school)
    kept, changed, missing = (
        factories.published(school, competence="public_service_unit") for _ in range(3)
    )
    good, old = actions.print_postings(school, [kept, changed], by=contact)
    draft = actions.revise(changed, by=contact)
    day = Content({"effective_from": clock.today()})
    actions.publish(actions.submit(actions.edit_version(draft, day, by=contact), by=contact),
                    by=head)  # fmt: skip
    page = signed_in(contact, size)
    page.set_default_timeout(60_000)
    address = f"/thu-tuc/di-bang/{school.pk}/"
    b.visit(page, address)
    page.get_by_text("mất mạng vẫn quét và đánh dấu được").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Còn thiếu trên bảng").wait_for()
    assert missing.name in page.locator("[data-missing]").inner_text()
    page.fill("#walk-code", old.code.lower())
    page.get_by_role("button", name="Xem bản này").click()
    assert page.locator("[data-verdict]").inner_text() == "Đã cũ, cần thay"
    page.fill("#walk-code", f"http://may/thu-tuc/n/{good.mark}/")
    page.get_by_role("button", name="Xem bản này").click()
    assert page.locator("[data-verdict]").inner_text() == "Còn đúng"
    page.get_by_role("button", name="Đánh dấu").click()
    page.get_by_text("1 bản đã đánh dấu, chờ có mạng").wait_for()
    assert kept.name not in page.locator("[data-missing]").inner_text()
    page.fill("#walk-code", "ZZZZ-ZZZZ")
    page.get_by_role("button", name="Xem bản này").click()
    assert page.locator("[data-verdict]").inner_text() == "Không có trong danh sách"
    page.reload()  # what was ticked outlives the page
    page.get_by_text("1 bản đã đánh dấu, chờ có mạng").wait_for()
    check(page, address, size)
    b.shot(page, f"walk-offline-{size[0]}")
    good.refresh_from_db()
    assert good.seen_on is None
    page.context.set_offline(False)
    page.get_by_text("Đã gửi 1 bản.").wait_for()
    good.refresh_from_db()
    assert good.seen_by == contact
    page.reload()
    page.get_by_text("Không còn bản nào chờ gửi").wait_for()
    told = LogEntry.objects.filter(action="procedures.check_board", kind="procedures.posting")
    assert told.count() == 1

"""Preparing a campaign in a real browser: team, absence, notice, reminders, at both sizes."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.inspections import actions
from congvu.inspections.actions.progress import team_created
from congvu.inspections.models import TeamMember
from congvu.notices import actions as notices
from congvu.notices.rules import Draft
from tests.inspections.campaigns import DECIDED, make_campaign
from tests.journeys import browser as b
from tests.organizations.factories import officer

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def campaign(transactional_db):
    """Team and schedule set, the decision issued; two officers at the first unit."""
    made = make_campaign(units=2).teamed()
    rows = [
        actions.VisitRow(visit, dt.date(2020, 8, 25 + i), "morning", place="Hội trường")
        for i, visit in enumerate(made.visits)
    ]
    actions.set_schedule(made.inspection, rows, by=made.secretary)
    officer("unit_head", made.units[0], full_name="Nguyễn Văn An")
    officer("contact", made.units[0], full_name="Trần Thị Bình", email="")
    return made


def address(name, *args):
    return reverse(name, args=args)


def look(page, name):
    """Photograph at both sizes; nothing sticks out, nothing fails axe."""
    for size in (b.DESK, b.PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        b.shot(page, f"preparing-{name}-{size[0]}")
        assert b.axe(page) == [], (name, size)
        assert b.overflow(page) <= 0, (name, size)
        assert b.csp_violations(page) == [], (name, size)
    page.set_viewport_size({"width": b.DESK[0], "height": b.DESK[1]})


def press(page, words):
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=words).first.click()


def test_a_pasted_team_shows_its_doubtful_cell_then_is_saved(signed_in, campaign):
    page = signed_in(campaign.secretary)
    b.visit(page, address("inspections:team_edit", campaign.inspection.pk))
    head = f"Họ và tên\tChức vụ\tNhiệm vụ\n{campaign.head}\tGiám đốc Sở\t"
    page.fill(
        "[name=text]", f"{head}Trưởng đàn\nBà Lê Thị Ngoài\tChuyên viên Sở Nội vụ\tThành viên"
    )
    press(page, "Đưa vào danh sách")
    look(page, "team-doubt")
    assert "Trưởng đoàn" in page.locator("td.has-error").inner_text()
    assert TeamMember.objects.count() == 3
    page.fill(
        "[name=text]", f"{head}Trưởng đoàn\nBà Lê Thị Ngoài\tChuyên viên Sở Nội vụ\tThành viên"
    )
    press(page, "Đưa vào danh sách")
    look(page, "team-taken")
    press(page, "Lưu đoàn")
    assert TeamMember.objects.count() == 4


def test_who_is_missing_is_written_on_the_spot(signed_in, campaign):
    visit = campaign.visits[0]
    page = signed_in(campaign.head, b.PHONE)
    b.visit(page, address("inspections:visit_attendance", visit.pk))
    page.get_by_label("Có mặt: Thư ký thử").uncheck()
    press(page, "Lưu")
    look(page, "absence-refused")
    page.get_by_label("Lý do vắng: Thư ký thử").fill("đi họp")
    page.get_by_label("Người làm thay: Thư ký thử").select_option(label="Thành viên thử")
    press(page, "Lưu")
    look(page, "visit")
    assert "Thành viên thử làm thay" in page.inner_text("main")


def test_units_are_told_by_a_list_looked_through(signed_in, campaign):
    team_created(campaign.inspection, number="1/QĐ", decided_on=DECIDED, by=campaign.head)
    page = signed_in(campaign.secretary)
    b.visit(page, address("inspections:units_notify", campaign.inspection.pk))
    look(page, "notify")
    press(page, "Lập danh sách gửi")
    look(page, "batch")
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi cho 2 người").click()
    assert "Đã gửi thông báo" in page.inner_text("main")
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == "notified"


def test_reminders_and_the_digest_read_well(signed_in, campaign, monkeypatch):
    secretary = campaign.secretary
    drafts = [
        Draft(secretary.pk, "Khắc phục sau kiểm tra", f"Kiến nghị số {i} còn 3 ngày.", "due")
        for i in range(1, 4)
    ]
    notices.notify_many([*drafts, Draft(secretary.pk, "Lịch kiểm tra", "Sáng 25/8/2020.")])
    monkeypatch.setattr("congvu.notices.registry._providers", [lambda day: drafts])
    page = signed_in(secretary)
    with clock.at(dt.datetime(2020, 8, 20, 17, tzinfo=ZONE)):
        b.visit(page, address("notices:reminder_list"))
        look(page, "reminders")
        b.visit(page, address("notices:digest_print"))
        look(page, "digest")

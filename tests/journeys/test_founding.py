"""A new installation in one sitting: from nothing to a printed plan, by one person, on pages."""

import io
from dataclasses import dataclass

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.inspections.models import OfficialDocument, Plan
from congvu.inspections.states import DocumentKind
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PASSWORD = "mat-khau-thu-nghiem"  # noqa: S105 - of a test
NAME = "Sở Lao động - Thương binh và Xã hội tỉnh Thử Nghiệm"
SECONDS_A_PAGE, SECONDS_A_CLICK, LETTERS_A_SECOND = 12, 3, 2.5  # an unhurried official
FIFTEEN_MINUTES = 15 * 60
HEADINGS = ("Đơn vị", "Tên gọi tắt", "Ký hiệu", "Loại đơn vị", "Họ và tên", "Chức vụ", "Vai trò",
            "Thư điện tử", "Tên đăng nhập")  # fmt: skip
PEOPLE = [
    (NAME, "Sở", "LĐTBXH", "Sở", "Đặng Hồng Sơn", "Giám đốc Sở", "Giám đốc", "son@example.vn", ""),
    ("Văn phòng Sở", "Văn phòng Sở", "VP", "", "Trần Thị Hoa", "Chánh Văn phòng", "Thư ký", "",
     "cai-dat"),
    ("", "", "", "", "Lê Thị Thư", "Văn thư", "Văn thư", "", ""),
    ("Phòng Người có công", "Phòng NCC", "NCC", "", "Nguyễn Văn An", "Trưởng phòng",
     "Trưởng đơn vị", "an@example.vn", ""),
    ("", "", "", "", "Trần Thị Bình", "Chuyên viên", "Đầu mối CCHC", "binh@example.vn", ""),
    ("Trường Trung cấp nghề", "Trường TCN", "TCN", "", "Lê Văn Cường", "Hiệu trưởng",
     "Trưởng đơn vị", "", ""),
]  # fmt: skip


def excel(rows: list[tuple]) -> dict:
    """A workbook as the office fills it in, to be uploaded."""
    book = openpyxl.Workbook()
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "danh-sach.xlsx", "mimeType": kind, "buffer": data.getvalue()}


@dataclass
class Sitting:
    """A person before a screen: what is clicked, typed, opened, is counted."""

    page: b.Page
    clicks: int = 0
    pages: int = 0
    letters: int = 0

    def click(self, name: str, role: str = "button", status: int = 200) -> None:
        """Press a button or a link by its words, and wait for the page it leads to."""
        where = self.page.locator("main").get_by_role(role, name=name)
        with self.page.expect_navigation() as answer:
            where.first.click()
        assert answer.value.status == status, (name, answer.value.status, answer.value.url)
        self.clicks, self.pages = self.clicks + 1, self.pages + 1

    def tick(self, name: str) -> None:
        """Tick a box by its words."""
        self.page.get_by_label(name, exact=False).first.check()
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        """Fill in a field by its label."""
        self.page.get_by_label(label).first.fill(text)
        self.letters += len(text)

    def next_step(self) -> None:
        """The one primary button of the page of the new installation."""
        assert reverse("organizations:setup") in self.page.url, self.page.url
        with self.page.expect_navigation():
            self.page.click(".page-actions .button-primary, .button-primary >> nth=0")
        self.clicks, self.pages = self.clicks + 1, self.pages + 1

    def back_to_steps(self) -> None:
        """By the first page, where the set up waits as a task."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name="Việc cần xử lý").first.click()
        self.clicks, self.pages = self.clicks + 1, self.pages + 1
        self.click("Cài đặt ban đầu", "link")

    @property
    def seconds(self) -> float:
        """How long a person takes, reading every page."""
        return (
            self.pages * SECONDS_A_PAGE
            + self.clicks * SECONDS_A_CLICK
            + self.letters / LETTERS_A_SECOND
        )


def look(page: b.Page, name: str) -> None:
    """Photograph a page at both sizes; nothing may stick out or fail axe at either."""
    for size in (b.DESK, b.PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        b.shot(page, f"founding-{name}-{size[0]}")
        assert b.axe(page) == [], (name, size)
        assert b.overflow(page) <= 0, (name, size)
        assert b.csp_violations(page) == [], (name, size)
    page.set_viewport_size({"width": b.DESK[0], "height": b.DESK[1]})


@pytest.fixture
def empty(transactional_db):
    """What the runbook leaves: a migrated database, what the product ships, one administrator."""
    quiet = io.StringIO()
    call_command("load-calendar", stdout=quiet)
    call_command("load-legal", stdout=quiet)
    call_command("load-criteria", settings.PACKAGE / "data/criteria/insp_10.yaml", stdout=quiet)
    return User.objects.create_superuser("cai-dat", "", PASSWORD, full_name="Trần Thị Hoa")


@pytest.fixture
def sitting(empty, visitor) -> Sitting:
    """The founder has just signed in, and is led to the set up."""
    page = visitor(b.DESK)
    b.visit(page, reverse("account_login"))
    page.fill("input[name=login]", "cai-dat")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("main button[type=submit]")
    return Sitting(page, clicks=1, pages=2)


def found(sitting: Sitting) -> None:
    """The office itself."""
    look(sitting.page, "1-steps")
    sitting.next_step()
    sitting.type("Tên đầy đủ của cơ quan", NAME)
    sitting.type("Tên gọi tắt", "Sở")
    sitting.type("Ký hiệu", "LĐTBXH")
    look(sitting.page, "2-office")
    sitting.click("Lưu tên cơ quan")


def bring_in(sitting: Sitting) -> None:
    """The Excel of units and people: one bad cell enters nothing, then all goes in."""
    sitting.next_step()
    wrong = [*PEOPLE[:4], (*PEOPLE[4][:6], "Đầu mồi CCCH", *PEOPLE[4][7:]), PEOPLE[5]]
    upload(sitting, wrong, 422)
    look(sitting.page, "3-bad-cell")
    marked = sitting.page.locator("td.has-error")
    assert marked.count() == 1 and "Đầu mồi CCCH" in marked.inner_text()
    assert "Đầu mối CCHC" in marked.inner_text()  # what was probably meant
    assert (Unit.objects.count(), User.objects.count()) == (1, 1)
    upload(sitting, PEOPLE)
    look(sitting.page, "4-preview")
    sitting.click("Nhập tất cả")
    look(sitting.page, "5-passwords")
    assert "annv" in sitting.page.inner_text("body")
    sitting.click("Về các bước cài đặt", "link")


def upload(sitting: Sitting, rows: list[tuple], status: int = 200) -> None:
    """Choose the file, look at the preview."""
    sitting.page.set_input_files("input[type=file]", excel(rows))
    sitting.clicks += 2
    sitting.click("Xem trước", status=status)


def hours(sitting: Sitting) -> None:
    """Office hours as proposed; holidays came with the product."""
    sitting.next_step()
    look(sitting.page, "6-hours")
    sitting.click("Lưu giờ")
    sitting.back_to_steps()


def criteria(sitting: Sitting) -> None:
    """Choose the shipped criteria."""
    sitting.next_step()
    look(sitting.page, "7-criteria")
    sitting.click("Phiên bản 1", "link")
    sitting.click("So sánh với bản trước", "link")
    sitting.click("Chấp nhận phiên bản")
    sitting.back_to_steps()


def plan(sitting: Sitting) -> None:
    """The first plan: contents, units with their reasons, the paper, its print."""
    page = sitting.page
    sitting.next_step()
    look(page, "8-plan")
    for box in page.locator("[name=areas]").all():
        box.check()
        sitting.clicks += 1
    sitting.click("Lưu kế hoạch")
    for short in ("Phòng NCC", "Trường TCN"):
        sitting.tick(f"Chọn: {short}")
        sitting.type(f"Lý do chọn: {short}", "Chưa kiểm tra lần nào")
    look(page, "9-units")
    sitting.click("Lưu đơn vị")
    sitting.click("Lập văn bản kế hoạch")
    look(page, "10-paper")


def print_it(sitting: Sitting) -> bytes:
    """The plan as PDF, as the button gives it."""
    with sitting.page.expect_download() as download:
        sitting.page.get_by_role("link", name="PDF", exact=True).click()
    sitting.clicks += 1
    return download.value.path().read_bytes()


def test_a_new_installation_in_one_sitting(sitting, empty):
    assert sitting.page.url.endswith(reverse("organizations:setup"))
    found(sitting)
    bring_in(sitting)
    hours(sitting)
    criteria(sitting)
    plan(sitting)
    printed = print_it(sitting)
    assert printed.startswith(b"%PDF") and len(printed) > 5_000
    made = Plan.objects.get()
    assert made.year == clock.today().year and made.units.count() == 2
    assert OfficialDocument.objects.get().kind == DocumentKind.PLAN
    assert rights_of(User.objects.get(pk=empty.pk)).roles == {"administrator", "secretary"}
    told = f"{sitting.pages} pages, {sitting.clicks} clicks, {sitting.letters} letters"
    assert sitting.seconds <= FIFTEEN_MINUTES, told
    assert sitting.pages <= 25 and sitting.clicks <= 45, told

"""What the guide of the counter tells, done by hand in a browser: citizen, case officer, school."""

import pytest

from congvu.accounts.models import User
from congvu.desk.showroom.cases import tell_cases
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.counters import counters
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.stage import story
from congvu.dossiers.models import Dossier
from congvu.procedures.models import ProcedureVersion
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def told(transactional_db, settings):
    """The showroom's counters with the dossiers the guide names."""
    settings.DEMO, settings.DEMO_TODAY = True, story("office")["today"].isoformat()
    stage = set_up()
    publish_procedures(stage)
    return tell_cases(stage, counters())


@pytest.fixture
def at_desk(signed_in):
    """``at_desk(username)``: the page of somebody of the story, kept for the next time."""
    pages = {}

    def page_of(username):
        if username not in pages:
            pages[username] = signed_in(User.objects.get(username=username))
        return pages[username]

    return page_of


def clean(page) -> None:
    assert b.axe(page) == [], page.url
    assert b.csp_violations(page) == [], page.url
    assert b.overflow(page) == 0, page.url


def press(page, name, role="button", within="main") -> None:
    """Click what says so, and wait for the page behind it."""
    with page.expect_navigation():
        page.locator(within).get_by_role(role, name=name, exact=True).first.click()


def do(page, path, verb, **fields) -> None:
    """The next thing to do with a dossier: its one primary button, the form, the same word."""
    b.visit(page, path)
    press(page, verb, "link")
    for name, label in fields.items():
        box = page.locator(f"#id_{name}")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(label=label)
        else:
            box.get_by_label(label, exact=True).check()
    press(page, verb, within="form.panel")
    assert page.url.endswith(path), page.locator("main").inner_text()


def test_the_guide_of_the_counter_holds(told, at_desk, visitor):
    follow_the_late_one(visitor)
    see_it_from_inside(at_desk("case_officer"), told["late"])
    apologise_for_the_overdue_one(at_desk("case_officer"), told["overdue"])
    from_the_counter_to_the_applicant(at_desk)
    a_school_discloses(at_desk)
    a_school_answers(at_desk)


def follow_the_late_one(visitor) -> None:
    """As its applicant, on a phone: from the first page, by code and four digits."""
    door, page = story("dossiers")["late"], visitor(b.PHONE)
    b.visit(page, f"/tra-cuu/?ma={door['code']}")
    page.get_by_role("textbox", name="Bốn số cuối").fill(door["last_four"])
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_role("heading", name=f"Hồ sơ {door['code']}").wait_for()
    words = page.inner_text("main")
    assert "Quá hạn" in words and "24/7/2020" in words and "17/7/2020" in words
    assert "Chuyên viên" not in words  # offices, never people
    clean(page)
    b.shot(page, "guide-tracking-360")


def see_it_from_inside(page, late) -> None:
    """Who held it, why it was late, and the apology as a paper."""
    b.visit(page, f"/ho-so/?nhom=tat-ca&q={late.code}")
    press(page, late.code, "link")
    words = page.inner_text("main")
    assert "Cơ quan phối hợp trả lời chậm" in words and "Diễn biến từng ngày" in words
    paper = page.get_by_role("link", name="Phiếu xin lỗi và hẹn lại ngày trả kết quả", exact=True)
    answer = page.request.get(paper.get_attribute("href"))
    assert answer.ok and answer.body().startswith(b"%PDF")
    clean(page)


def apologise_for_the_overdue_one(page, row) -> None:
    """It stands first among what must be done; without a cause it is refused."""
    b.visit(page, "/")
    first = page.locator("main .task").first
    assert first.get_by_role("link").inner_text() == f"Xin lỗi, hẹn lại: {row.code}"
    clean(page)
    first.get_by_role("link").click()
    press(page, "Xin lỗi, hẹn lại", "link")
    page.locator("#id_reason").fill("Chờ xác minh")
    page.locator("#id_new_date").fill("16/10/2020")
    page.locator("form.panel .button-primary").click()
    assert page.locator("#id_cause:invalid, [name=cause]:invalid").count()  # held back at once
    page.locator("#id_cause").select_option("complex")
    with page.expect_navigation():
        page.locator("form.panel .button-primary").click()
    row.refresh_from_db()
    assert row.promised_at and row.cause == "complex"


def from_the_counter_to_the_applicant(at_desk) -> None:
    """One dossier through every hand."""
    clerk = at_desk("one_stop_officer")
    b.visit(clerk, "/ho-so/tiep-nhan/")
    clerk.fill("#q-nguoi", "Danh Thi Thu")
    clerk.fill("#q-thu-tuc", "giay phep lao dong")
    clerk.press("#q-thu-tuc", "Enter")
    name = "Cấp giấy phép lao động cho người lao động nước ngoài làm việc tại Việt Nam"
    clerk.get_by_role("button", name=name, exact=True).click()
    clerk.locator("#id_identity_number:focus").wait_for()  # a moment after it is there
    clerk.locator("#id_name").fill("Danh Thị Thử")
    clerk.fill("#id_phone", "0912345678")
    press(clerk, "Tiếp nhận, cấp mã", within="form.panel")
    assert "còn thiếu: Văn bản đề nghị cấp giấy phép lao động" in clerk.inner_text("main")
    for paper in clerk.locator("[name=papers]").all():
        paper.check()
    press(clerk, "Tiếp nhận, cấp mã", within="form.panel")
    assert not clerk.url.endswith("/tiep-nhan/"), clerk.inner_text("main")
    row = Dossier.objects.order_by("-pk").first()
    path = row.get_absolute_url()
    do(clerk, path, "Chuyển đơn vị giải quyết")
    do(at_desk("unit_head_ldvl"), path, "Phân công",
       to="Chuyên viên Phòng LĐVL&GDNN (thụ lý hồ sơ)")  # fmt: skip
    do(at_desk("case_officer"), path, "Trình duyệt")
    do(at_desk("unit_head_ldvl"), path, "Duyệt, trình ký")
    do(at_desk("deputy"), path, "Ký kết quả")
    do(clerk, path, "Trả kết quả", way="Người nộp nhận tại quầy")
    row.refresh_from_db()
    assert row.state == "returned" and row.lateness in ("early", "on_time")
    clean(clerk)


def a_school_discloses(at_desk) -> None:
    """A gap the inspection named is filled: the contact writes, the head lets it out."""
    contact, head = at_desk("contact"), at_desk("unit_head")
    held = ProcedureVersion.objects.filter(procedure__owner__name__contains="Tứ giác")
    bare = held.get(name="Tuyển sinh trình độ trung cấp")
    b.visit(contact, bare.procedure.get_absolute_url())
    press(contact, "Lập bản mới")
    contact.fill("#id_effective_from", "15/10/2020")
    contact.fill("#id_sets", "1")
    contact.fill("#id_limits-0-amount", "10")
    contact.select_option("#id_limits-0-unit", "working_days")
    contact.fill("#id_components-0-title", "Đơn đăng ký dự tuyển")
    contact.fill("#id_components-0-originals", "1")
    press(contact, "Lưu bản dự thảo")
    draft = held.filter(procedure=bare.procedure).latest("number")
    assert draft.pk != bare.pk and draft.sets == 1
    life = f"/thu-tuc/ban/{draft.pk}/cong-bo/"
    b.visit(contact, life)
    clean(contact)
    press(contact, "Trình công bố")
    b.visit(head, life)
    press(head, "Công bố")
    draft.refresh_from_db()
    assert draft.state == "published"


def a_school_answers(at_desk) -> None:
    """One receives, one signs: the request that waits is signed and given out."""
    row = Dossier.objects.get(state="accepted", point__small=True)
    path = row.get_absolute_url()
    do(at_desk("unit_head"), path, "Ký và có kết quả")
    do(at_desk("contact"), path, "Trả kết quả", way="Người nộp nhận tại quầy")
    row.refresh_from_db()
    assert row.state == "returned"

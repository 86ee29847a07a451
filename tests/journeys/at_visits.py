"""The visits: what the unit says of itself, what the team sees, and the minutes of both."""

from pathlib import Path

from congvu.assessments.models import Answer, Sheet
from congvu.inspections.models import Finding, Inspection, Visit
from tests.evidence import factories
from tests.journeys import browser as b
from tests.journeys.before_visits import OFFICE, SCHOOL
from tests.journeys.people import Person, Walk

SAID = "Quy chế làm việc chưa sửa theo chức năng mới"


def self_report(walk: Walk, folder: Path) -> None:
    """The contact officer answers with evidence, the head of the unit sends it, in time."""
    walk.on("2020-08-18")
    contact = walk.person("contact").home().look("dau-moi-viec")
    contact.press("Gửi báo cáo tự kiểm tra").look("tu-kiem-tra")
    lines = contact.page.locator(".self-line")
    for at in range(lines.count()):
        answered(contact, lines.nth(at))
    contact.press("Thêm tài liệu", lines.last).look("them-minh-chung")
    contact.put(pdf(folder, "Quyết định bổ nhiệm.pdf"))
    contact.page.locator("[data-upload-submit]:enabled").wait_for()
    contact.press("Ghi nhận tài liệu").see("Quyết định bổ nhiệm")
    contact.look("tu-kiem-tra-xong")
    unit_head = walk.person("unit_head").home()
    unit_head.press("Gửi báo cáo tự kiểm tra").see("Đã trả lời 5/5").press("Gửi báo cáo")
    unit_head.look("gui-bao-cao").press("Gửi báo cáo").see("Đã gửi", "đúng hạn")
    unit_head.look("da-gui-bao-cao")
    assert Sheet.objects.get(unit__name=SCHOOL).self_submitted_at is not None


def answered(person: Person, line) -> None:
    """One question of the unit's own sheet; it saves itself."""
    if line.locator("input[name=value][type=radio]").count():
        line.get_by_label("Có", exact=True).check()
    else:
        line.get_by_label("Tỷ lệ (%)").fill("92")
    line.get_by_label("Thuyết minh").fill("Đã thực hiện, có tài liệu kèm theo.")
    line.get_by_label("Thuyết minh").blur()
    line.get_by_text("Đã lưu").wait_for()


def pdf(folder: Path, name: str) -> Path:
    """A paper as a file."""
    path = folder / name
    path.write_bytes(factories.pdf(name))
    return path


def photo(folder: Path, name: str) -> Path:
    """A photograph."""
    path = folder / name
    path.write_bytes(factories.photo())
    return path


def first_visit(walk: Walk, folder: Path) -> None:
    """At the school: begun, judged on a phone, findings, a sample, ended."""
    walk.on("2020-08-25")
    secretary = walk.person("secretary").home().look("thu-ky-hom-nay")
    secretary.press("Kiểm tra Trường").look("buoi-cho-bat-dau")
    secretary.press("Bắt đầu làm việc").look("buoi-dang-lam")
    phone = walk.person("inspector", b.PHONE).home().look("thanh-vien-hom-nay")
    judged_on_a_phone(walk, phone, SCHOOL)
    phone.look("phieu-da-cham")
    limitation(phone, folder, SCHOOL, "A4.1")
    sample(phone)
    strength(phone)
    secretary.page.reload()
    secretary.press("Kết thúc làm việc").see("Lập biên bản").look("buoi-da-xong")


def judged_on_a_phone(walk: Walk, phone: Person, unit: str) -> None:
    """Every criterion in at most three touches."""
    phone.press(f"Kiểm tra {unit[:12]}").look("phieu-tren-may")
    if "/buoi/" in phone.page.url:  # who keeps the minutes of the visit begins at its page
        phone.press("Phiếu đánh giá")
    phone.press("Bắt đầu chấm").look("mot-tieu-chi")
    sheet = Sheet.objects.get(unit__name=unit)
    total, touches = Answer.objects.filter(sheet=sheet).count(), 0
    for _ in range(total):
        levels = phone.page.locator(".level-choice.level-good")
        (levels.first if levels.count() else phone.page.get_by_label("Đã xem").first).tap()
        with phone.page.expect_navigation():
            phone.page.locator("[data-next]").tap()
        touches += 2
    assert touches / total <= 3
    assert Answer.objects.filter(sheet=sheet, judged_at__isnull=False).count() == total
    phone.clicks += touches


def limitation(phone: Person, folder: Path, unit: str, code: str) -> None:
    """Raised from the answer itself, with a photograph and what is asked of the unit."""
    if not phone.target(code).is_visible():  # an area that is through is folded
        phone.open("Cải cách tổ chức bộ máy")
    phone.press(code)
    phone.page.locator(".photo-add input[type=file]").set_input_files(photo(folder, "quy-che.jpg"))
    phone.page.locator(".photos img").first.wait_for()
    phone.press("Ghi nhận hạn chế, kiến nghị").look("ghi-nhan-han-che")
    phone.type("Nội dung", SAID)
    phone.type("Nội dung kiến nghị", "Sửa đổi, ban hành lại quy chế làm việc")
    phone.press("Ghi nhận", "form").look("tieu-chi-co-han-che")
    assert Finding.objects.filter(unit__name=unit, text=SAID).count() == 1


def sample(phone: Person) -> None:
    """Thirty of 412 dossiers by a written seed, four with a fault, a sentence for the minutes."""
    phone.press("Chọn mẫu hồ sơ").look("chon-mau")
    phone.type("Danh sách hồ sơ", "Sổ theo dõi hồ sơ năm 2020").type("Tổng số hồ sơ", "412")
    phone.type("Số hồ sơ chọn", "30").press("Chọn ngẫu nhiên").look("mau-ho-so")
    faults = phone.page.locator("table input")
    assert faults.count() == 30
    for at in range(4):
        faults.nth(at).fill("Thiếu chữ ký của người nhận")
    phone.press("Lưu kết quả kiểm tra mẫu")
    phone.see("Chọn ngẫu nhiên 30/412 hồ sơ", "04 hồ sơ có sai sót")
    phone.look("mau-da-kiem-tra").press("Về tiêu chí")


def strength(phone: Person) -> None:
    """A strength from the same answer."""
    phone.press("Ghi nhận ưu điểm").type("Nội dung", "Bố trí cấp phó đúng quy định")
    phone.press("Ghi nhận", "form")
    assert Finding.objects.filter(polarity="strength").count() == 1


def first_minutes(walk: Walk) -> None:
    """Written by the secretary, the unit's own opinion in it, signed with a photograph."""
    secretary = walk.person("secretary").press("Lập biên bản").look("lap-bien-ban")
    secretary.type("Kết thúc lúc", "25/8/2020 11:15")
    secretary.type("Ý kiến của đơn vị được kiểm tra", "Nhất trí, xin sửa quy chế trong tháng 9.")
    secretary.tick("Đã đọc lại cho mọi người cùng nghe")
    secretary.press("Lưu biên bản").see("Nhất trí", SAID, "30/412").look("bien-ban-da-lap")
    secretary.press("Ký biên bản").look("ky-bien-ban")
    secretary.press("Ghi nhận đã ký").see("đã ký").look("bien-ban-da-ky")
    assert Visit.objects.get(unit__name=SCHOOL).state == "minutes_signed"


def second_visit(walk: Walk, folder: Path) -> None:
    """At the office: the secretary sits there and is replaced; the inspector keeps the minutes."""
    walk.on("2020-08-26")
    secretary = walk.person("secretary").home().see_not("Kiểm tra Văn phòng Sở")
    secretary.look("thu-ky-don-vi-minh")
    inspector = walk.person("inspector").home().press("Kiểm tra Văn phòng Sở")
    inspector.look("buoi-thu-hai").press("Bắt đầu làm việc")
    phone = walk.person("inspector", b.PHONE).home()
    judged_on_a_phone(walk, phone, OFFICE)
    limitation(phone, folder, OFFICE, "A4.1")
    inspector.page.reload()
    inspector.press("Kết thúc làm việc").press("Lập biên bản")
    inspector.type("Ý kiến của đơn vị được kiểm tra", "Nhất trí.")
    inspector.tick("Đã đọc lại cho mọi người cùng nghe").press("Lưu biên bản")
    inspector.press("Ký biên bản").press("Ghi nhận đã ký").see("đã ký")
    assert Inspection.objects.get().state == "minutes_signed"

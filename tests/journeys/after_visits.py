"""After the visits: remarks, draft and explanation, conclusion through Word, remedies, archive."""

from pathlib import Path
from zipfile import ZipFile

from docx import Document

from congvu.core.jobs.running import drain
from congvu.core.seals import seal_now
from congvu.inspections.models import Inspection, OfficialDocument, Recommendation
from tests.journeys import papers
from tests.journeys.at_visits import SAID, pdf
from tests.journeys.people import Person, Walk

CONCLUSION = "Thông báo kết luận kiểm tra"
TITLE = "Kiểm tra công tác cải cách hành chính năm 2020"
WORDS = "Quy chế làm việc chậm được sửa đổi theo chức năng mới"


def draft(walk: Walk) -> None:
    """The unit gets its part, explains within its clock, and is answered."""
    walk.on("2020-08-27")
    secretary = walk.person("secretary").home().look("viec-sau-bien-ban")
    secretary.press(TITLE).press("Lịch làm việc").press("Trường Trung cấp")
    secretary.press("Xem, gửi dự thảo").look("du-thao").press("Gửi dự thảo cho đơn vị")
    contact = walk.person("contact").home().look("don-vi-nhan-du-thao")
    contact.press("Cho ý kiến về dự thảo")
    contact.see(SAID, "còn 5 ngày làm việc").look("giai-trinh")
    contact.type("Nội dung giải trình", "Quy chế đã trình Hiệu trưởng ngày 20/8/2020.")
    contact.press("Gửi giải trình").see("đã trình Hiệu trưởng")
    walk.person("contact_vps").home().see_not(SAID)
    secretary.page.reload()
    secretary.type("Ý kiến của đoàn", "Ghi nhận, giữ nguyên hạn chế đến khi ban hành.")
    secretary.tick("Không tiếp thu").press("Trả lời giải trình").see("không tiếp thu")


def remarks(secretary: Person) -> None:
    """The findings of both units become one sentence, the strength another."""
    secretary.press("Lập cả 02 nhận xét")
    secretary.see("02/02 đơn vị", "Mọi phát hiện đã có chỗ").look("nhan-xet-xong")


def conclusion(walk: Walk, folder: Path) -> None:
    """From the last signed minutes to "sent for signature" in ten clicks, Word not counted."""
    walk.on("2020-09-03")
    secretary = walk.person("secretary").home()
    secretary.clicks = 0
    secretary.press("Thông báo kết luận kiểm tra").look("nhan-xet")
    remarks(secretary)
    secretary.press("Lập thông báo kết luận").look("ket-luan-du-thao")
    before = secretary.clicks
    through_word(secretary, folder)
    secretary.clicks = before
    papers.submitted(secretary, "ket-luan")
    assert secretary.clicks <= 10
    walk.on("2020-09-07")
    papers.signed(walk, CONCLUSION, scan=papers.scan(folder, "tb.pdf"), look="ket-luan")
    clerk = papers.numbered(walk, CONCLUSION, "98", "07/9/2020", "ket-luan")
    papers.issued(clerk, "ket-luan")
    assert Inspection.objects.get().state == "concluded"


def through_word(secretary: Person, folder: Path) -> None:
    """Out to Word, a sentence and a number changed there, back in, compared, decided."""
    path = folder / "ket-luan.docx"
    path.write_bytes(secretary.download("Tải Word").read_bytes())
    edited(path)
    secretary.press("Nhận lại bản Word").look("nhan-lai-word").put(path).press("So sánh")
    secretary.see(WORDS, "“02/02 đơn vị” đã thành “01/02").look("so-sanh-word")
    secretary.refused("Nhận các câu đã chọn", "chưa chọn giữ hay khôi phục")
    for box in secretary.page.locator("input[type=radio][value=restore]").all():
        box.check()
    secretary.press("Nhận các câu đã chọn").look("ket-luan-da-nhan")
    wording = " ".join(OfficialDocument.objects.get(kind="conclusion").wording.values())
    assert f"{WORDS} (02/02 đơn vị:" in wording


def edited(path: Path) -> None:
    """What an officer does in Word: one sentence reworded, the count in it changed."""
    document, changed = Document(path), 0
    for text in (one for one in document.element.body.iter() if one.tag.endswith("}t")):
        if (text.text or "").startswith(f"- {SAID}"):
            text.text = text.text.replace(SAID, WORDS).replace("02/02", "01/02")
            changed += 1
    assert changed == 1
    document.save(path)


def remedies(walk: Walk, folder: Path) -> None:
    """Due days run; the unit reports with proof, is sent back once, then accepted."""
    walk.on("2020-09-10")
    unit_head = walk.person("unit_head").home().look("thu-truong-viec")
    unit_head.press("Khắc phục: Sửa đổi").see("19/10/2020").look("kien-nghi")
    reported(unit_head, "Đã giao soạn lại quy chế.", "10/9/2020")
    unit_head.press("Thêm tài liệu").put(pdf(folder, "Quy che moi.pdf"))
    unit_head.page.locator("[data-upload-submit]:enabled").wait_for()
    unit_head.press("Ghi nhận tài liệu").see("Quy che moi")
    secretary = walk.person("secretary").home().look("thu-ky-xac-nhan")
    secretary.press("Xác nhận khắc phục: Sửa đổi").look("xac-nhan-khac-phuc")
    secretary.type("Lý do", "Chưa có quyết định ban hành.").press("Yêu cầu làm lại")
    unit_head.home().press("Làm lại: Sửa đổi").see("Chưa có quyết định ban hành")
    unit_head.look("lam-lai")
    reported(unit_head, "Đã ban hành quy chế tại Quyết định 45.", "10/9/2020")
    secretary.home().press("Xác nhận khắc phục: Sửa đổi").press("Xác nhận đã khắc phục")
    secretary.see("Đã khắc phục").look("kien-nghi-da-dong")
    assert Recommendation.objects.filter(state="closed").count() == 1


def reported(unit_head: Person, text: str, day: str) -> None:
    """What the unit did."""
    unit_head.type("Biện pháp đã làm, kết quả", text).type("Ngày hoàn thành", day)
    unit_head.press("Gửi báo cáo").see("chờ xác nhận")


def afterwards(walk: Walk) -> None:
    """The news item opens its sentences; the archive is one file; everything verifies."""
    secretary = walk.person("secretary").home().press("Kiểm tra CCHC", "nav.shell-side")
    secretary.press(TITLE).look("bang-da-ket-luan").press("Tin bài").look("tin-bai")
    secretary.page.locator(".sentence", has_text=WORDS.lower()).first.click()
    secretary.wait("Ảnh")
    secretary.look("tin-bai-mo-cau").press("Hồ sơ").press("Lập một tệp nén cả hồ sơ")
    drain()
    secretary.page.reload()
    archive(secretary.look("lap-tep-nen").download("Mở kết quả"))
    keeper = walk.person("administrator").home().press("Thông tin hệ thống", "nav.shell-side")
    keeper.press("Kiểm tra toàn bộ")
    seal_now()
    drain()
    keeper.page.reload()
    keeper.press("Mở kết quả").see("Không có sai lệch").look("kiem-tra-toan-bo")


def archive(path: Path) -> None:
    """Cover, contents, papers, minutes and the log, in one file."""
    names = "\n".join(ZipFile(path).namelist())
    for wanted in ("Kế hoạch", "Quyết định", "Biên bản", "Thông báo kết luận"):
        assert wanted in names, names

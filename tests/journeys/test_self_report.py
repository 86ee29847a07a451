"""A whole self-report of a school, counted: at most half an hour, with a phone or at a desk."""

import datetime as dt
from decimal import Decimal

import pytest

from congvu.assessments.actions import save_self_many, save_self_text, submit_self
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.rules import SelfAnswer
from congvu.assessments.states import SelfState
from congvu.core import clock
from congvu.criteria.actions import accept_version, upload_version
from congvu.evidence.models import Attachment, Item, attachments_by_object
from tests.evidence.factories import pdf, stored
from tests.inspections.campaigns import moment
from tests.inspections.factories import make_inspection, make_people
from tests.journeys import browser as b
from tests.journeys.effort import Effort
from tests.organizations.factories import UnitFactory, officer

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

HALF_AN_HOUR = 30 * 60
SAID = {"yes_no": 1, "percent": 96, "count": 3, "steps": 1, "survey": 90}
NOTES = {
    5: "Kế hoạch số 14/KH-TCN ngày 15/01/2020 đã gửi Sở đúng hạn.",
    11: "Quy chế làm việc sửa đổi theo Quyết định số 31/QĐ-TCN ngày 02/3/2020.",
    19: "Còn 02 viên chức chưa bồi dưỡng theo tiêu chuẩn chức danh, đã có kế hoạch quý IV.",
    26: "Phần mềm quản lý văn bản dùng chung với Sở từ tháng 4/2020.",
}
WORDS = {
    "Tình hình chung": "Trường có 42 viên chức, 06 phòng, khoa; công tác cải cách hành chính do Phó"
    " Hiệu trưởng phụ trách.",
    "Ưu điểm": "Kế hoạch ban hành sớm, quy chế chi tiêu nội bộ sửa đổi kịp thời.",
    "Hạn chế, nguyên nhân": "Việc trao đổi văn bản điện tử còn ít do thiết bị đã cũ.",
    "Đề xuất, kiến nghị": "Đề nghị Sở tập huấn về quy trình ISO cho viên chức mới.",
}
DIFFICULT = "Phòng máy đã cũ, đường truyền chậm."


@pytest.fixture
def school(transactional_db, settings, tmp_path):
    """A school that reported in 2019 and is asked again, with the ten areas as shipped."""
    settings.MEDIA_ROOT = tmp_path / "files"
    text = (settings.PACKAGE / "data/criteria/insp_10.yaml").read_text(encoding="utf-8")
    library = accept_version(upload_version(text, by=None), by=None)
    unit = UnitFactory(school=True, name="Trường Trung cấp nghề", short_name="Trường TCN")
    people, contact = make_people(), officer("contact", unit)
    old = make_inspection([unit], people=people, library=library, year=2019)
    with clock.at(moment(2019, 8, 12)):
        values = {a.pk: SAID.get(a.criterion.answer_kind) for a in old.answers()}
        told = [
            SelfAnswer(pk, value=value and Decimal(value), note="Như hồ sơ kèm theo.")
            for number, (pk, value) in enumerate(values.items())
            if number % 3 < 2
        ]
        save_self_many(told, by=contact)
        for answer in old.answers()[:12:3]:
            title = f"Quyết định về nội dung {answer.criterion.code}"
            stored(contact, title=title, attach_to=answer, effective_from=dt.date(2019, 1, 5))
        save_self_text(old.sheet, {"difficulties": DIFFICULT}, by=contact)
        submit_self(old.sheet, by=contact)
    new = make_inspection([unit], people=people, library=library, previous=old.inspection)
    with clock.at(moment(2020, 8, 12)):
        yield {"contact": contact, "campaign": new}


def saved(page: b.Page, line) -> None:
    """Wait for the server's word."""
    line.locator("[data-save-state]").filter(has_text="Đã lưu").wait_for()


def answer(effort: Effort, line, number: int) -> None:
    """Read one criterion and answer it: kept as last year, or said anew."""
    effort.read(line.locator("h3").inner_text())
    effort.read(line.locator("h3 + p").inner_text())
    keep = line.get_by_role("button", name="Vẫn như năm 2019")
    if keep.count() and number % 4:
        effort.touch(keep)
    elif (choices := line.locator("[type=radio][name=value]")).count():
        effort.touch(choices.nth(int(number % 7 == 0)))
    elif (value := line.locator("[name=value]")).count():
        effort.type(value, "97,5")
    if number in NOTES or not line.locator("[name=value]").count():
        effort.type(line.locator("textarea"), NOTES.get(number, "Đã thực hiện đủ."))
    saved(effort.page, line)


def attach_one(effort: Effort, line, file, others: list[str]) -> None:
    """One file for several answers, from the line of the first."""
    page = effort.page
    effort.touch(line.get_by_role("link", name="Thêm tài liệu"), leads_on=True)
    effort.files(page.locator("#id_file"), file)
    page.get_by_text("Đã tải lên", exact=True).wait_for()
    effort.touch(page.locator("summary", has_text="Dùng chung"))
    for code in others:
        effort.touch(page.get_by_label(code))
    effort.touch(page.get_by_role("button", name="Ghi nhận tài liệu"), leads_on=True)


def attach_many(effort: Effort, files: list, codes: dict[str, str]) -> None:
    """The rest at once: what bears a code is matched, of the others the codes are typed."""
    page = effort.page
    effort.touch(page.get_by_role("link", name="Nộp nhiều tệp"), leads_on=True)
    effort.files(page.locator("#id_files"), *files)
    page.wait_for_url("**/nhap-nhieu/*-*/**")
    effort.pages += 1
    effort.read(page.locator("tbody").inner_text())
    for name, told in codes.items():
        effort.type(page.get_by_label(f"Nội dung ghép với {name}"), told)
    effort.touch(page.get_by_role("button", name="Ghi nhận các tệp đã chọn"), leads_on=True)


def bare_codes(sheet: Sheet) -> list[str]:
    """Codes of answers that ask for a paper and have none."""
    answers = list(sheet.answers.with_criteria())
    there = attachments_by_object(answers)
    return [
        a.criterion.code for a in answers if a.criterion.evidence_asked and not there[a.pk]
        and a.self_value != 0
    ]  # fmt: skip


def opened(effort: Effort) -> None:
    """From the first page, as after switching the machine on."""
    page = effort.page
    b.visit(page, "/")
    effort.pages += 1
    effort.touch(
        page.locator("main").get_by_role("link", name="Báo cáo tự kiểm tra").first, leads_on=True
    )


@pytest.mark.parametrize("size", [b.PHONE, b.DESK], ids=["phone", "desk"])
def test_a_school_reports_within_half_an_hour(signed_in, school, tmp_path, size):
    campaign, sheet = school["campaign"], school["campaign"].sheet
    page = signed_in(school["contact"], size)
    effort = Effort(page)
    opened(effort)
    b.shot(page, f"self-report-1-begun-{size[0]}")
    assert (b.axe(page), b.overflow(page), b.csp_violations(page)) == ([], 0, [])
    lines = page.locator("[data-line]")
    total = lines.count()
    assert total == len(campaign.answers()) >= 25
    half = total // 2
    for number in range(half):
        answer(effort, lines.nth(number), number)
    for button in page.get_by_role("button", name="Dùng lại").all():
        effort.read(button.inner_text())
    while (button := page.get_by_role("button", name="Dùng lại")).count():
        left = button.count()
        effort.touch(button.first)
        page.wait_for_function(
            "n => document.querySelectorAll('[hx-post*=dung-lai]').length < n", arg=left
        )
    # called away; what was said is there afterwards
    b.visit(page, "/")
    opened(effort)
    bar = page.locator("[data-missing]")
    assert bar.locator("[data-open-count]").inner_text() == str(total - half)
    effort.touch(bar.locator("[data-next]"))
    assert page.url.endswith(f"#a{campaign.answers()[half].pk}")
    for number in range(half, total):
        answer(effort, lines.nth(number), number)
    assert bar.locator("[data-open-count]").inner_text() == "0"
    papers(effort, sheet, tmp_path)
    before = page.locator("#loi details")
    effort.touch(before.locator("summary"))
    effort.touch(before.get_by_role("button", name="Chép lại lời năm 2019"))
    assert page.get_by_label("Khó khăn, vướng mắc").input_value() == DIFFICULT
    for label, text in WORDS.items():
        effort.type(page.get_by_label(label), text)
    saved(page, page.locator("#loi"))
    b.shot(page, f"self-report-2-done-{size[0]}")
    assert (b.axe(page), b.overflow(page)) == ([], 0)
    effort.touch(page.get_by_role("link", name="Gửi báo cáo"), leads_on=True)
    effort.read(page.locator("main").inner_text())
    effort.touch(page.get_by_role("button", name="Gửi báo cáo"), leads_on=True)
    sheet = Sheet.objects.get(pk=sheet.pk)
    assert sheet.self_state == SelfState.SUBMITTED and sheet.self_text["strengths"]
    assert sheet.self_text["difficulties"] == DIFFICULT
    assert Answer.objects.filter(sheet=sheet, self_note="", self_value=None).count() == 0
    assert bare_codes(sheet) == []
    assert effort.seconds <= HALF_AN_HOUR, str(effort)
    assert effort.touches <= 3 * total and effort.pages <= 12, str(effort)


def papers(effort: Effort, sheet: Sheet, folder) -> None:
    """One file for three answers from the page; all the others in one go, one of them for two."""
    bare = bare_codes(sheet)
    assert len(bare) > 6
    shared = folder / "Kế hoạch cải cách hành chính 2020.pdf"
    shared.write_bytes(pdf("kế hoạch"))
    first = effort.page.locator("[data-line]").filter(
        has=effort.page.locator("h3", has_text=bare[0])
    )
    attach_one(effort, first, shared, bare[1:3])
    assert effort.page.url.endswith(f"#{first.get_attribute('id')}")
    files = [
        folder / "Sổ theo dõi văn bản.pdf",
        *(folder / f"{code} hồ sơ.pdf" for code in bare[5:]),
    ]
    for file in files:
        file.write_bytes(pdf(file.name))
    attach_many(effort, files, {files[0].name: f"{bare[3]}, {bare[4]}"})
    attached = Attachment.objects.live().filter(item=Item.objects.get(title__startswith="Kế hoạch"))
    assert attached.count() == 3

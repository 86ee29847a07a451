"""A citizen signs in by the code of a mail, says who they are once, and leaves; on a phone too."""

import hashlib
import re

import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.applicants.models import own_applicant
from congvu.core.models import OutboxMail
from congvu.evidence.models import Attachment, Version
from congvu.petitions.models import Petition
from congvu.portal import actions
from tests.dossiers.filings import png
from tests.evidence.factories import pdf
from tests.journeys import browser as b
from tests.petitions.factories import finished, office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WHO = "hong@example.vn"


def clean(page) -> None:
    """Nothing refused by the policy, nothing wrong for those who cannot see, nothing too wide."""
    assert b.csp_violations(page) == []
    assert b.axe(page) == []
    assert b.overflow(page) == 0


def code() -> str:
    """As read in the outbox."""
    return re.search(r"\d{6}", OutboxMail.objects.filter(recipients=WHO).latest("pk").subject)[0]


@pytest.mark.parametrize("size", [b.PHONE, b.DESK])
def test_in_by_a_code_from_the_outbox_and_out_again(visitor, settings, size):
    settings.EMAIL_BACKEND = "congvu.core.outbox.backend.OutboxBackend"
    actions.set_up()
    page = visitor(size)
    width = size[0]
    b.visit(page, reverse("portal:tracking"))
    b.open_menu(page)
    clean(page)
    page.get_by_role("link", name="Đăng nhập").click()
    clean(page)
    b.shot(page, f"citizen-sign-in-{width}")
    page.get_by_label("Thư điện tử").fill(WHO)
    page.get_by_role("button", name="Gửi mã đăng nhập").click()
    page.get_by_role("heading", name="Nhập mã đăng nhập").wait_for()
    clean(page)
    page.get_by_label("Mã đăng nhập").fill(f"{(int(code()) + 1) % 10**6:06d}")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_text("Mã không đúng hoặc đã hết hạn").first.wait_for()
    clean(page)
    b.shot(page, f"citizen-code-{width}")
    page.get_by_label("Mã đăng nhập").fill(code())
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Tài khoản").wait_for()
    clean(page)
    page.get_by_label("Họ tên, tên tổ chức").fill("Trần Thị Ánh Hồng")
    page.get_by_label("Số định danh cá nhân").fill("079185001234")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_label("Địa chỉ").fill("Số 1 đường Thử")
    page.get_by_role("button", name="Lưu thông tin").click()
    page.get_by_text("được điền sẵn mỗi lần nộp hồ sơ.").first.wait_for()
    clean(page)
    b.shot(page, f"citizen-account-{width}")
    page.get_by_role("link", name="Xóa dữ liệu và tài khoản").click()
    clean(page)
    b.shot(page, f"citizen-erase-{width}")
    b.open_menu(page)
    page.get_by_role("button", name="Đăng xuất").click()
    b.open_menu(page)
    page.get_by_role("link", name="Đăng nhập").wait_for()
    user = User.objects.get(email=WHO)
    assert own_applicant(user).full_name == "Trần Thị Ánh Hồng" and not user.has_usable_password()


@pytest.mark.parametrize(("size", "script"), [(b.DESK, True), (b.PHONE, True), (b.PHONE, False)])
def test_a_visitor_sends_a_petition_and_follows_it_to_the_answer(visitor, place, size, script):
    actions.set_up()
    page = visitor(size, java_script_enabled=script)
    b.visit(page, reverse("portal:home"))
    page.get_by_role("main").get_by_role("link", name="Gửi phản ánh, kiến nghị").click()
    page.get_by_label("Hành vi của cơ quan").check()
    page.get_by_role("textbox", name="Nội dung").fill(
        "Ba lần đến, ba lần được hướng dẫn khác nhau."
    )
    photo = {"name": "phieu.png", "mimeType": "image/png", "buffer": png().getvalue()}
    page.locator("input[type=file]").set_input_files(photo)
    if script:  # there before anything else is sent
        page.get_by_role("checkbox", name="phieu.png").wait_for()
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_text("Ghi tóm tắt trong một dòng.").first.wait_for()
    page.get_by_label("Tóm tắt trong một dòng").fill("Hướng dẫn mỗi lần một khác")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.locator("input[type=file]").set_input_files(photo)  # once more: it is one
    assert page.get_by_role("checkbox", name="phieu.png").count() == 1
    if script:
        clean(page)
        b.shot(page, f"petition-form-{size[0]}")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("heading", name="Đã nhận phản ánh, kiến nghị").wait_for()
    if script:
        clean(page)
        b.shot(page, f"petition-receipt-{size[0]}")
    row = Petition.objects.get()
    assert Attachment.objects.of(row).count() == 1
    finished(place, row, "answer")
    page.get_by_role("link", name="Tra cứu", exact=True).click()
    page.get_by_label("Bốn số cuối điện thoại").fill("5678")
    page.get_by_role("button", name="Tra cứu").click()
    page.get_by_text("Đã nhắc.").wait_for()
    if script:
        clean(page)
        b.shot(page, f"petition-answer-{size[0]}")


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_a_file_cut_on_its_way_goes_on_after_the_page_was_opened_anew(
    visitor, place, tmp_path, size
):
    actions.set_up()
    data = pdf("x" * 2_500_000)  # three parts
    (tmp_path / "don.pdf").write_bytes(data)
    (tmp_path / "trang.html").write_bytes(b"<html><body>x</body></html>")
    page = visitor(size)
    b.visit(page, reverse("portal:petition_send"))
    chosen = page.locator("input[type=file]")
    network, offsets = b.cut_after_first_part(page, "**/gui/tep/**")
    chosen.set_input_files(tmp_path / "don.pdf")
    page.get_by_text("Mất kết nối, sẽ tự gửi tiếp").wait_for()
    clean(page)
    b.shot(page, f"petition-cut-{size[0]}")
    page.reload()
    network["cut"] = False
    chosen.set_input_files(tmp_path / "don.pdf")
    page.get_by_role("checkbox", name="don.pdf").wait_for()
    # not beside the first: a database in memory refuses at once where a file would be waited for
    chosen.set_input_files(tmp_path / "trang.html")
    page.get_by_text("Chỉ nhận ảnh, PDF, Word, Excel.").wait_for()
    assert [one for one in offsets if one] == [2**20, 2 * 2**20]  # no byte was sent twice
    page.get_by_label("Hành vi của cơ quan").check()
    page.get_by_role("textbox", name="Nội dung").fill("Ba lần đến, ba lần khác nhau.")
    page.get_by_label("Tóm tắt trong một dòng").fill("Hướng dẫn mỗi lần một khác")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    clean(page)
    b.shot(page, f"petition-listed-{size[0]}")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_role("heading", name="Đã nhận phản ánh, kiến nghị").wait_for()
    assert Version.objects.get().sha256 == hashlib.sha256(data).hexdigest()


@pytest.fixture
def place(transactional_db):
    """An office that takes petitions in."""
    return office()

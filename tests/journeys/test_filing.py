"""A citizen files online, the office works on it, the result is downloaded and rated."""

import hashlib
import re

import pytest
from django.core import mail
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.dossiers import actions as dossiers
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper, Rating
from congvu.evidence.models import Version
from congvu.portal import actions
from tests.dossiers.factories import office
from tests.dossiers.filings import filed_here, png, second_counter
from tests.evidence.factories import pdf
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ADDRESS = "binh@example.vn"


@pytest.fixture
def place(transactional_db):
    actions.set_up()
    made = office()
    filed_here(made)
    return made


def clean(page, name):
    """A picture; nothing wrong for those who cannot see, nothing refused, nothing too wide."""
    width = page.viewport_size["width"]
    b.shot(page, f"filing-{name}-{width}")
    assert b.axe(page) == [], name
    assert b.csp_violations(page) == [], name
    assert b.overflow(page) == 0, (name, width)


def sign_in(page):
    """By the code that came by e-mail."""
    page.locator("main input[name=address]:not([type=hidden])").fill(ADDRESS)
    page.locator("main form .button-primary").click()
    page.locator("input[name=code]").wait_for()
    [code] = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)[:1]
    page.locator("input[name=code]").fill(code)
    page.locator("main form .button-primary").click()


def fill_in(page, place):
    """The form saves itself; then on to the papers."""
    if page.locator("#id_point").count():
        page.select_option("#id_point", str(place.point.pk))
    page.fill("#id_name", "Trần Thị Bình")
    page.fill("#id_identity_number", "089300001234")
    page.fill("#id_phone", "0912345678")
    page.fill("#id_address", "12 Lê Lợi, Long Xuyên")
    page.fill("#id_o_so_hieu", "A 123")
    page.locator("[data-save-state][data-state=saved]").wait_for()
    assert OnlineForm.objects.get().told_answers == {"so_hieu": "A 123"}
    clean(page, "form")
    page.get_by_role("button", name="Lưu và sang bước giấy tờ").click()


def add_paper(page, name="don.png"):
    """Chosen, sent in parts, there."""
    file = {"name": name, "mimeType": "image/png", "buffer": png("navy").getvalue()}
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("link", name=name).wait_for()


def test_a_paper_cut_on_its_way_goes_on_after_the_page_was_opened_anew(place, visitor, tmp_path):
    data = pdf("x" * 2_500_000)  # three parts
    (tmp_path / "don.pdf").write_bytes(data)
    page = visitor(b.PHONE)
    b.visit(page, reverse("portal:filing_begin", args=[place.procedure.pk]))
    sign_in(page)
    fill_in(page, place)
    page.get_by_role("heading", name="Giấy tờ", exact=True).wait_for()
    network, offsets = b.cut_after_first_part(page, "**/tai-len/**")
    page.locator("input[type=file]").first.set_input_files(tmp_path / "don.pdf")
    # chosen once more while it is on its way: not sent twice
    page.locator("input[type=file]").first.dispatch_event("change")
    page.get_by_text("Mất kết nối, sẽ tự gửi tiếp").wait_for()
    clean(page, "cut")
    page.reload()
    network["cut"] = False
    page.locator("input[type=file]").first.set_input_files(tmp_path / "don.pdf")
    page.get_by_role("link", name="don.pdf").wait_for()
    assert offsets == [0, 2**20, 2 * 2**20]  # no byte was sent twice
    assert page.get_by_role("link", name="don.pdf").count() == 1
    assert OnlinePaper.objects.count() == 1
    assert Version.objects.get().sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("size", [b.DESK, b.PHONE])
def test_from_the_procedure_to_the_rating(place, visitor, signed_in, size):
    if size == b.DESK:  # there it may go to either of two counters
        second_counter(place)
    page = visitor(size)
    b.visit(page, reverse("portal:procedure_detail", args=[place.procedure.pk]))
    clean(page, "procedure")
    page.get_by_role("link", name="Nộp trực tuyến").click()
    sign_in(page)
    page.get_by_role("heading", name="Tờ khai").wait_for()
    fill_in(page, place)
    page.get_by_role("heading", name="Giấy tờ", exact=True).wait_for()
    add_paper(page)
    clean(page, "papers")
    page.get_by_role("link", name="Xem lại trước khi nộp").click()
    page.get_by_role("heading", name="Xem lại và nộp").wait_for()
    assert str(place.point) in page.inner_text("main")
    clean(page, "preview")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.get_by_text("Đã nộp hồ sơ, số nộp").wait_for()
    clean(page, "receipt")
    row = Dossier.objects.get()
    taken_in(signed_in(place.clerk, size), row)
    row.refresh_from_db()
    page.reload()
    page.get_by_role("heading", name=f"Hồ sơ {row.code}").wait_for()
    assert f"{row.due_at.astimezone(clock.now().tzinfo):%Y}" in page.inner_text("main")
    clean(page, "accepted")
    answered(page, place, row)
    finished(page, place, row)


def taken_in(page, row):
    """The counter finds it among what waits, reads it, accepts it."""
    b.visit(page, f"{reverse('dossiers:dossier_list')}?nhom=cho-kiem-tra")
    clean(page, "to-check")
    b.visit(page, row.get_absolute_url())
    assert "A 123" in page.inner_text("main")
    clean(page, "at-counter")
    b.visit(page, reverse("dossiers:dossier_verb", args=[row.pk, "accept"]))
    page.locator("main form .button-primary").click()
    page.wait_for_url(f"**{row.get_absolute_url()}")


def answered(page, place, row):
    """More is asked, and sent."""
    dossiers.transfer([row], by=place.clerk)
    [row] = dossiers.assign([row], by=place.unit_head, to=place.case)
    dossiers.request_supplement(row, by=place.case, reasons="Thiếu bản sao văn bằng.")
    page.reload()
    page.get_by_role("link", name="Bổ sung giấy tờ").click()
    page.get_by_role("heading", name="Bổ sung giấy tờ").wait_for()
    add_paper(page, "sao.png")
    clean(page, "supplement")
    page.get_by_role("button", name="Gửi bổ sung").click()
    page.get_by_text("Đã gửi giấy tờ bổ sung.").wait_for()


def finished(page, place, row):
    """Signed, downloaded, returned, rated once."""
    row = dossiers.propose(row, by=place.case)
    row = dossiers.approve(row, by=place.unit_head)
    told = {"title": "Giấy xác nhận", "number": "12/GXN", "signed_on": clock.today()}
    dossiers.put_result(row, png(), "giay.png", by=place.head, **told)
    row = dossiers.sign(row, by=place.head)
    page.reload()
    with page.expect_download() as got:
        page.get_by_role("link", name="Giấy xác nhận số 12/GXN").click()
    assert got.value.suggested_filename.endswith(".png")
    clean(page, "result")
    dossiers.return_result(row, by=place.clerk)
    page.reload()
    page.get_by_role("link", name="Đánh giá").click()
    page.locator("input[name=level]").first.check()
    page.locator("main form .button-primary").click()
    page.get_by_text("Cảm ơn").first.wait_for()
    assert Rating.objects.get().dossier == row
    b.visit(page, reverse("portal:filed_list"))
    clean(page, "list")
    account = User.objects.get(email=ADDRESS)
    assert Dossier.objects.filed_from(account).get() == row

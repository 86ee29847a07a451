"""Bringing files in with a real browser: a cut network, a folder, no script, and axe."""

import hashlib
import re

import pytest
from django.core.cache import cache

from congvu.evidence import registry
from congvu.evidence.models import Item, Version
from congvu.organizations.states import Role
from tests.evidence import factories
from tests.evidence.conftest import attaches, offered, reads
from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contact(settings, tmp_path, monkeypatch, transactional_db):
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()
    monkeypatch.setattr(registry, "_entries", {})
    monkeypatch.setattr(registry, "_targets", {})
    registry.register("organizations.Unit", may_read=reads, may_attach=attaches, label=str)
    registry.register_targets("units", offered)
    return factories.person(Role.CONTACT)


def test_an_upload_survives_a_cut_network(contact, signed_in, tmp_path):
    data = factories.pdf("x" * 2_500_000)
    (tmp_path / "Kế hoạch 35.pdf").write_bytes(data)
    page = signed_in(contact)
    page.clock.install()
    cut = {"left": 2}

    def flaky(route):
        if route.request.method == "PATCH" and cut["left"]:
            cut["left"] -= 1
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/tai-len/**", flaky)
    b.visit(page, "/minh-chung/them/")
    page.set_input_files("#id_file", tmp_path / "Kế hoạch 35.pdf")
    page.get_by_text("Mất kết nối").wait_for()
    for _ in range(20):
        page.clock.run_for(4_000)
        if page.get_by_text("Đã tải lên").is_visible():
            break
    page.get_by_text("Đã tải lên", exact=True).wait_for()
    assert cut["left"] == 0
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_url(re.compile(r"/minh-chung/\d+/$"))
    assert Version.objects.get().sha256 == hashlib.sha256(data).hexdigest()
    assert b.csp_violations(page) == []


def test_a_refused_file_says_why_before_anything_is_sent_on(contact, signed_in, tmp_path):
    (tmp_path / "ảnh.jpg").write_bytes(factories.program())
    page = signed_in(contact, b.PHONE)
    b.visit(page, "/minh-chung/them/")
    page.set_input_files("#id_camera", tmp_path / "ảnh.jpg")
    page.get_by_text("có chứa chương trình").wait_for()
    assert Item.objects.count() == 0
    assert b.overflow(page) == 0


def test_a_folder_is_matched_and_recorded(contact, signed_in, tmp_path):
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "A1.1 niêm yết.pdf").write_bytes(factories.pdf())
    (folder / "ảnh.jpg").write_bytes(factories.photo())
    page = signed_in(contact)
    b.visit(page, "/minh-chung/nhap-nhieu/?bang=units:1")
    page.set_input_files("#id_folder", folder)
    page.wait_for_url("**/nhap-nhieu/*-*/**")
    assert page.locator("tbody tr").count() == 2
    assert b.axe(page) == []
    page.get_by_role("button", name="Ghi nhận các tệp đã chọn").click()
    page.get_by_text("Đã ghi nhận 2 tài liệu").wait_for()
    assert Item.objects.filter(attachments__isnull=False).count() == 1


def test_without_script_the_form_sends_the_file_itself(contact, signed_in, tmp_path):
    (tmp_path / "a.pdf").write_bytes(factories.pdf())
    page = signed_in(contact, java_script_enabled=False)
    b.visit(page, "/minh-chung/them/")
    page.set_input_files("#id_file", tmp_path / "a.pdf")
    page.get_by_role("button", name="Ghi nhận tài liệu").click()
    page.wait_for_url(re.compile(r"/minh-chung/\d+/$"))
    assert Item.objects.count() == 1


@pytest.mark.parametrize("size", [b.DESK, b.NARROW])
def test_the_pages_are_accessible(contact, signed_in, size):
    version = factories.stored(contact, data=factories.photo(size=(800, 600)), name="ảnh.jpg")
    page = signed_in(contact, size)
    for path in ("", "them/", f"{version.item_id}/", f"{version.item_id}/ban-moi/", "nhap-nhieu/"):
        b.visit(page, f"/minh-chung/{path}")
        assert b.axe(page) == [], path
        assert (b.overflow(page), b.csp_violations(page)) == (0, []), path
        b.shot(page, f"evidence-{path.strip('/').replace('/', '-') or 'list'}-{size[0]}")

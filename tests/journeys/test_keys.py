"""The keyboard reaches everything, and never gets between an officer and Vietnamese typing."""

import pytest
from django.urls import reverse

from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

LEVEL = "[data-answer] input[name=level]:checked"
FOCUSED = "document.activeElement.innerText.replace(/\\s+/g, ' ').trim()"


@pytest.fixture
def page(signed_in, officer):
    return b.visit(signed_in(officer), reverse("core:styleguide"))


def test_arrows_walk_the_matrix(page):
    page.focus("[data-matrix] tbody td a[tabindex='0']")
    assert page.evaluate("document.querySelectorAll('[data-matrix] a[tabindex=\"0\"]').length") == 1
    page.keyboard.press("ArrowRight")
    assert "Yếu" in page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    assert "TB" in page.evaluate(FOCUSED)
    page.keyboard.press("End")
    assert "58 / 100" in page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")  # the edge holds
    assert "58 / 100" in page.evaluate(FOCUSED)


def test_digits_choose_a_level(page):
    page.keyboard.press("Digit1")
    assert page.input_value(LEVEL) == "5"
    page.keyboard.press("Digit5")
    assert page.input_value(LEVEL) == "1"


def test_keys_are_inert_while_typing_and_with_modifiers(page):
    before = page.input_value(LEVEL)
    page.keyboard.press("KeyN")
    assert page.evaluate("document.activeElement.id") == "ghi-chu"
    page.keyboard.type("1 nj?")
    assert page.input_value(LEVEL) == before
    assert page.input_value("#ghi-chu").endswith("1 nj?")
    assert page.locator("dialog[open]").count() == 0
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+Digit1")
    assert page.input_value(LEVEL) == before


def test_question_mark_opens_the_help_and_escape_closes_it(page):
    page.keyboard.press("Shift+Slash")
    assert page.locator("#keys-help[open]").count() == 1
    assert b.axe(page, "#keys-help") == []
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_text_size_is_remembered(page):
    page.click(".who > summary")
    page.click(".who [data-text-size] button[value=text-larger]")
    page.reload()
    assert page.evaluate("document.documentElement.className") == "text-larger"
    assert b.overflow(page) == 0


def test_menu_of_the_phone_works_without_scripts(signed_in, officer):
    page = signed_in(officer, b.PHONE, java_script_enabled=False)
    page.goto(reverse("core:styleguide"))
    page.click(".menu > summary")
    assert page.is_visible(".menu-list a")
    assert not page.is_visible(".text-size")


def test_ctrl_k_searches_and_the_way_back_keeps_what_was_typed(page):
    page.keyboard.press("Control+KeyK")
    assert page.evaluate("document.activeElement.id") == "site-search"
    page.keyboard.type("phong")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/?lan=*")
    assert page.input_value("#site-search") == page.input_value("#q") == "phong"
    page.fill("#q", "")
    page.locator("#q").press_sequentially("nguoi can tim")
    page.wait_for_selector("#hits :text('Không tìm thấy gì')")
    assert "nguoi" not in page.url and "?lan=" in page.url
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.click(".side-nav a")
    page.wait_for_url("**/")
    page.go_back()
    assert page.input_value("#q") == "nguoi can tim"
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    assert "nguoi can tim" not in page.evaluate(stored)
    assert b.csp_violations(page) == []

"""A form that was sent is not sent again by whoever presses twice."""

import pytest
from django.urls import reverse

from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket, pytest.mark.django_db]
# behind every listener of ours: counts what would leave, and keeps it here
COUNT = """
window.left = 0;
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) window.left += 1;
  event.preventDefault();
});
"""


@pytest.fixture
def page(visitor):
    page = visitor()
    page.clock.install()
    b.visit(page, reverse("account_login"))
    page.fill("input[name=login]", "canbo")
    page.fill("input[name=password]", "mat-khau-thu")
    page.evaluate(COUNT)
    return page


def left(page) -> int:
    return page.evaluate("window.left")


def test_pressed_twice_it_goes_once_and_later_again(page):
    button = page.get_by_role("button", name="Đăng nhập")
    button.dblclick()
    page.keyboard.press("Enter")
    assert left(page) == 1
    assert page.locator("form[data-sent]").count() == 1
    page.clock.fast_forward(8_000)  # the answer was a file, or never came
    button.dblclick()
    assert left(page) == 2


def test_come_back_to_it_goes_again(page):
    button = page.get_by_role("button", name="Đăng nhập")
    button.click()
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    button.click()
    assert left(page) == 2


def test_questions_are_asked_as_often_as_one_likes(page):
    page.evaluate("document.querySelector('main form').method = 'get'")
    page.get_by_role("button", name="Đăng nhập").dblclick()
    assert left(page) == 2


def test_what_another_part_holds_back_is_not_on_its_way(page):
    page.evaluate(
        "document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault(),"
        " { once: true })"
    )
    button = page.get_by_role("button", name="Đăng nhập")
    button.click()
    assert left(page) == 0
    button.click()
    assert left(page) == 1

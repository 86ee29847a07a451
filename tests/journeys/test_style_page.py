"""The style page holds every component, so it is where the browser looks first."""

import pytest
from django.urls import reverse

from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.mark.parametrize("size", [b.DESK, b.PHONE, b.NARROW], ids=["1280", "360", "320"])
def test_style_page_is_accessible_and_fits(signed_in, officer, size):
    page = signed_in(officer, size)
    b.visit(page, reverse("core:styleguide"))
    b.shot(page, f"style-{size[0]}")
    assert b.csp_violations(page) == []
    assert b.overflow(page) == 0
    assert b.axe(page) == []


def test_text_at_200_percent_fits(signed_in, officer):
    page = signed_in(officer, (640, 450))  # 1280 px at 200 % zoom
    b.visit(page, reverse("core:styleguide"))
    assert b.overflow(page) == 0

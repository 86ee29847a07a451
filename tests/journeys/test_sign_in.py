"""Signing in and the pages about one's account look like the product and obey its policy."""

import pytest
from django.urls import reverse

from tests.journeys import browser as b

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

OWN_PAGES = [
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "usersessions_list",
    "account_email",
    "account_logout",
]


def complaints(page) -> list[str]:
    wide = b.overflow(page)
    return b.csp_violations(page) + b.axe(page) + ([f"{wide} px too wide"] if wide > 0 else [])


def sign_in(page, password="mat-khau-thu"):
    b.visit(page, reverse("account_login"))
    page.fill("input[name=login]", "canbo")
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")


def go(page, name):
    """To a page of the account, confirming the password where it is asked for again."""
    page.goto(reverse(name))
    if reverse("account_reauthenticate") in page.url:
        page.fill("input[name=password]", "mat-khau-thu")
        page.click("form:has(input[name=password]) button[type=submit]")
        page.wait_for_url(lambda url: reverse("account_reauthenticate") not in url)


@pytest.mark.parametrize("size", [b.DESK, b.PHONE], ids=["1280", "360"])
def test_wrong_password_is_explained_and_right_one_lets_in(visitor, officer, size):
    page = visitor(size)
    sign_in(page, "sai")
    assert "chưa đúng" in page.text_content(".error-summary")
    b.shot(page, f"login-{size[0]}")
    assert complaints(page) == []
    page.fill("input[name=password]", "mat-khau-thu")
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: reverse("account_login") not in url)


def test_pages_of_the_account_are_vietnamese_and_accessible(visitor, officer):
    page = visitor(b.PHONE)
    sign_in(page)
    page.wait_for_url(lambda url: reverse("account_login") not in url)
    for name in OWN_PAGES:
        go(page, name)
        b.shot(page, name)
        assert complaints(page) == [], name


def test_security_key_can_be_added_under_the_policy(visitor, officer):
    page = visitor()
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page)
    page.wait_for_url(lambda url: reverse("account_login") not in url)
    go(page, "mfa_add_webauthn")
    page.fill("input[name=name]", "Khóa của phòng")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: reverse("mfa_add_webauthn") not in url)
    assert officer.authenticator_set.filter(type="webauthn").count() == 1
    assert b.csp_violations(page) == []

"""To a provider of identities and back in a real browser, whose policy holds for forms as well."""

import pytest
from django.urls import reverse

from congvu.accounts.models import User
from congvu.portal import actions
from tests.accounts.provider import named, running
from tests.journeys import browser as b

pytestmark = [
    pytest.mark.journey,
    pytest.mark.enable_socket,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore"),  # of the provider's own parts
]


@pytest.fixture
def provider(monkeypatch, settings):
    actions.set_up()
    with running() as issuer:
        named(monkeypatch, settings, issuer)
        yield issuer


def clean(page) -> None:
    assert b.csp_violations(page) == []
    assert b.axe(page) == []
    assert b.overflow(page) == 0


def through(page, button, subject) -> None:
    """Press, say over there who one is, and come back."""
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/oauth2/authorize**")
    page.fill("input[name=sub]", subject)
    page.click("button[type=submit]")


@pytest.mark.parametrize("size", [b.DESK, b.PHONE], ids=["1280", "360"])
def test_a_citizen_comes_back_to_the_page_of_the_account(visitor, provider, size):
    page = visitor(size)
    b.visit(page, reverse("citizen_sign_in"))
    clean(page)
    b.shot(page, f"citizen-sign-in-provider-{size[0]}")
    through(page, "Đăng nhập bằng tài khoản định danh điện tử", "an")
    page.get_by_role("heading", name="Tài khoản").wait_for()
    clean(page)
    assert User.objects.get().kind == "citizen"


def test_an_officer_comes_back_to_the_work(visitor, officer, provider):
    User.objects.update(email="an@tinh.vn")
    page = visitor()
    b.visit(page, reverse("account_login"))
    clean(page)
    b.shot(page, "login-provider-1280")
    through(page, "Đăng nhập bằng tài khoản của tỉnh", "an")
    page.wait_for_url(lambda url: "mot-lan" not in url and "oauth2" not in url)
    page.get_by_text("Trần Thị Hoa").first.wait_for(state="attached")
    assert b.csp_violations(page) == []


def test_the_pages_on_the_way_are_ours(visitor, provider):
    page = visitor(b.PHONE)
    # the provider has nothing to show: what leads there stays to be seen
    page.route(f"{provider}/**", lambda route: route.fulfill(status=204))
    b.visit(page, reverse("openid_connect_login", args=["cong-dan"]))
    clean(page)
    b.shot(page, "provider-asked-360")
    page.get_by_role("button", name="Đi tiếp").click()
    page.get_by_role("heading", name="Đang chuyển đến nơi đăng nhập").wait_for()
    clean(page)
    b.shot(page, "provider-leaving-360")
    page = visitor(b.PHONE)
    for name, words in (
        ("socialaccount_login_cancelled", "Đã thôi đăng nhập"),
        ("socialaccount_signup", "Đăng nhập"),
    ):
        page.goto(reverse(name))
        page.get_by_role("heading", name=words).first.wait_for()
        clean(page)

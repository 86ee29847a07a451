"""Where one may be led on to."""

import pytest
from django.urls import reverse

from congvu.accounts.adapter import AccountAdapter
from congvu.core.places import local_place
from tests.organizations.factories import PASSWORD

HERE = ["/", "/tra-cuu/?ma=x&y=1#z", "/a b/ă", "/x:y/"]
ELSEWHERE = [
    *("", "abc", "-1", "desk:home", "a/b", "?x=1", "#x", "none", "😀"),
    *("//evil.vn/", "///evil.vn", "/\\evil.vn", "\x08//evil.vn"),
    *("https://evil.vn/", "https:/evil.vn", "javascript:alert(1)"),
]


@pytest.mark.parametrize("path", HERE)
def test_places_of_this_site_are_gone_to(path):
    assert local_place(path) == path and AccountAdapter(None).is_safe_url(path)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_others_are_not(path):
    assert local_place(path) == "" and not AccountAdapter(None).is_safe_url(path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ELSEWHERE)
def test_nobody_is_led_there_after_signing_in(client, client_of, citizen, contact, path):
    asked = {"next": path}
    assert client_of(citizen).get(reverse("citizen_sign_in"), asked)["Location"] == "/tai-khoan/"
    login = asked | {"login": contact.username, "password": PASSWORD}
    assert client.post(reverse("account_login"), login)["Location"] == "/"
    answer = client.get(reverse("portal:text_size"), {"co": "lon", "ve": path})
    assert answer["Location"] == reverse("portal:home")

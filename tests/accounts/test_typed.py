import pytest
from django.urls import reverse

from congvu.accounts import typed
from tests.organizations.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
TYPED = reverse("account_typed")
FORM = reverse("notices:notice_read_all")
NOTE = {"note": "Bảng niêm yết thiếu quy trình", "matKhau": "bi-mat", "version": "3"}


@pytest.fixture
def expired(client, contact):
    """A browser in which ``contact`` was signed in until the session ended."""
    client.post(LOGIN, {"login": contact.username, "password": PASSWORD})
    client.get(reverse("core:system"))
    del client.cookies["sessionid"]
    return client


def test_what_was_typed_is_shown_again_and_can_be_sent(expired, contact):
    answer = expired.post(FORM, NOTE)
    assert answer["Location"].startswith(LOGIN) and "noi-dung-da-nhap" in answer["Location"]
    expired.post(
        answer["Location"], {"login": contact.username, "password": PASSWORD, "next": TYPED}
    )
    page = expired.get(TYPED).content.decode()
    assert NOTE["note"] in page and f'action="{FORM}"' in page
    assert "bi-mat" not in page
    expired.post(FORM, NOTE)
    assert expired.get(TYPED).status_code == 302  # sent: nothing is kept any more


def test_it_can_be_dropped(expired, contact):
    expired.post(FORM, NOTE)
    expired.post(LOGIN, {"login": contact.username, "password": PASSWORD})
    expired.post(TYPED)
    assert typed.KEY not in expired.session


def test_another_person_does_not_see_it(expired):
    other = UserFactory()
    expired.post(FORM, NOTE)
    expired.post(LOGIN, {"login": other.username, "password": PASSWORD})
    assert expired.get(TYPED).status_code == 302


def test_a_strangers_browser_keeps_nothing(client):
    client.post(FORM, NOTE)
    assert typed.KEY not in client.session


def test_too_much_and_htmx_are_not_kept(expired):
    expired.post(FORM, {"note": "x" * (typed.MOST_CHARACTERS + 1)})
    expired.post(FORM, NOTE, headers={"HX-Request": "true"})
    expired.post(FORM, "{}", content_type="application/json")
    assert typed.KEY not in expired.session

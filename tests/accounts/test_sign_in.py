import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from congvu.core.models import LogEntry
from tests.organizations.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")
LOGOUT = reverse("account_logout")
CHANGE = reverse("account_change_password")


def sign_in(client, login, password=PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


@pytest.mark.parametrize("login", ["daumoi", "daumoi@example.vn"])
def test_name_or_address_opens_the_door_and_is_logged(client, contact, login):
    assert sign_in(client, login).status_code == 302
    assert client.session["_auth_user_id"] == str(contact.pk)
    assert LogEntry.objects.get(action="accounts.sign_in").actor == contact


def test_the_greeting_names_the_person_not_the_account(client, contact):
    sign_in(client, contact.username)
    [told] = [str(one) for one in get_messages(client.get("/").wsgi_request)]
    assert contact.full_name in told and contact.username not in told


def test_a_wrong_password_stays_outside_and_is_logged(client, contact):
    assert sign_in(client, contact.username, "sai").status_code == 200
    assert LogEntry.objects.get(action="accounts.sign_in_failed").object_id == str(contact.pk)
    assert not LogEntry.objects.filter(action="accounts.sign_in").exists()


def test_an_unknown_name_is_not_written_down(client, contact):
    sign_in(client, "mat-khau-go-nham", "x")
    row = LogEntry.objects.get(action="accounts.sign_in_failed")
    assert "mat-khau" not in f"{row.label}{row.changes}{row.reason}"


def test_a_get_with_a_password_tries_nothing(client, contact):
    client.get(LOGIN, {"login": contact.username, "password": "sai"})
    assert not LogEntry.objects.exists()


def test_leaving_is_logged(client, contact):
    sign_in(client, contact.username)
    client.post(LOGOUT)
    assert LogEntry.objects.get(action="accounts.sign_out").actor == contact
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down(client, contact):
    answers = [sign_in(client, contact.username, f"sai{n}").status_code for n in range(7)]
    assert answers[0] == 200
    sign_in(client, contact.username)  # even the right one has to wait now
    assert "_auth_user_id" not in client.session


def test_a_locked_account_stays_outside(client):
    user = UserFactory(is_active=False)
    sign_in(client, user.username)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_himself(client):
    before = get_user_model().objects.count()
    client.post(reverse("account_signup"), {"username": "la", "password1": PASSWORD})
    assert get_user_model().objects.count() == before


def test_a_first_password_is_changed_first(client):
    user = UserFactory(must_change_password=True)
    sign_in(client, user.username)
    assert client.get(reverse("core:system"))["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    new = {"password1": "Hà Tiên mưa 2020", "password2": "Hà Tiên mưa 2020"}
    client.post(CHANGE, {"oldpassword": PASSWORD, **new})
    user.refresh_from_db()
    assert not user.must_change_password
    assert client.get(reverse("core:system")).status_code == 200


def test_devices_are_listed(client, contact):
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/128.0.0.0 Safari/537.36"
    client.defaults["HTTP_USER_AGENT"] = windows
    sign_in(client, contact.username)
    body = client.get(reverse("usersessions_list")).content.decode()
    assert "Chrome trên Windows" in body and "máy này" in body
    assert "Mozilla" not in body and "Đăng xuất các thiết bị khác" not in body


def test_other_devices_are_signed_out(client, contact):
    elsewhere = Client()
    for one in (elsewhere, client):
        sign_in(one, contact.username)
    page = client.get(reverse("usersessions_list"))
    assert "Đăng xuất các thiết bị khác" in page.content.decode()
    client.post(reverse("usersessions_list"))
    assert client.get(reverse("core:system")).status_code == 200
    assert elsewhere.get(reverse("core:system")).status_code == 302


def test_a_stale_form_is_answered_in_words(contact):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": contact.username})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()

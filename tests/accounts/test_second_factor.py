import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from tests.organizations.factories import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")


@pytest.fixture
def contact(contact):
    """With an address the office vouches for, as accounts have that were made here."""
    EmailAddress.objects.create(user=contact, email=contact.email, verified=True, primary=True)
    return contact


def code_of(secret):
    """What the phone would show now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )


def test_a_code_from_the_phone_is_asked_after_the_password(client, contact):
    door = {"login": contact.username, "password": PASSWORD}
    client.post(LOGIN, door)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=contact, type="totp").exists()
    client.post(reverse("account_logout"))

    assert client.post(LOGIN, door)["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_recovery_codes_open_the_door_once(client, contact):
    door = {"login": contact.username, "password": PASSWORD}
    client.post(LOGIN, door)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(client.session["mfa.totp.secret"])})
    codes = Authenticator.objects.get(user=contact, type="recovery_codes").wrap()
    spare = codes.get_unused_codes()[0]
    for known in (True, False):
        client.post(reverse("account_logout"))
        client.post(LOGIN, door)
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in client.session) is known

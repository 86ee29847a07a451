"""A real OpenID Connect provider on loopback."""

from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.urls import reverse

from congvu.accounts.models import User
from congvu.config.settings.oidc import single_sign_on
from tests.organizations.factories import UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore"),  # of the provider's own parts
]


@pytest.fixture(scope="module")
def issuer():
    with oidc_provider_mock.run_server_in_thread(user_claims=CLAIMS) as server:
        yield f"http://localhost:{server.server_port}"


CLAIMS = [
    oidc_provider_mock.User(
        sub="an", claims={"email": "an@tinh.vn", "email_verified": True, "name": "An"}
    ),
    oidc_provider_mock.User(
        sub="ba", claims={"email": "an@tinh.vn", "email_verified": False, "name": "Ba"}
    ),
    oidc_provider_mock.User(
        sub="la", claims={"email": "la@noi-khac.vn", "email_verified": True, "name": "Lạ"}
    ),
]


@pytest.fixture
def province(issuer, settings, monkeypatch):
    monkeypatch.setenv("CONGVU_OIDC_ISSUER", issuer)
    monkeypatch.setenv("CONGVU_OIDC_CLIENT", "congvu")
    monkeypatch.setenv("CONGVU_OIDC_SECRET", "bi-mat")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": single_sign_on()}}


def come_in(client, subject):
    """Through the provider and back."""
    away = client.post(reverse("openid_connect_login", args=["so"]))["Location"]
    back = requests.post(away, data={"sub": subject}, allow_redirects=False, timeout=10)
    where = urlsplit(back.headers["Location"])
    return client.get(f"{where.path}?{where.query}")


def test_an_officer_is_known_by_a_verified_address(client, province):
    user = UserFactory(email="an@tinh.vn")
    come_in(client, "an")
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("subject", ["ba", "la"])
def test_strangers_and_unverified_addresses_stay_outside(client, province, subject):
    UserFactory(email="an@tinh.vn")
    come_in(client, subject)
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_without_an_issuer_there_is_no_provider(monkeypatch):
    monkeypatch.delenv("CONGVU_OIDC_ISSUER", raising=False)
    assert single_sign_on() == []

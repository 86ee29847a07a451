"""A provider of identities on loopback: four people, known to officers and citizens alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import oidc_provider_mock
import pytest

from congvu.config.settings.oidc import single_sign_on

OURS, THEIRS = "so", "cong-dan"
CLAIMS = [
    oidc_provider_mock.User(
        sub="an", claims={"email": "An@tinh.vn", "email_verified": True, "name": "Lê Thị An"}
    ),
    oidc_provider_mock.User(
        sub="ba", claims={"email": "an@tinh.vn", "email_verified": False, "name": "Ba"}
    ),
    oidc_provider_mock.User(
        sub="la", claims={"email": "la@noi-khac.vn", "email_verified": True, "name": "Lạ"}
    ),
    oidc_provider_mock.User(sub="079185001234", claims={}),
]


@contextmanager
def running() -> Iterator[str]:
    """Start it; its address."""
    with oidc_provider_mock.run_server_in_thread(user_claims=CLAIMS) as server:
        yield f"http://localhost:{server.server_port}"


def named(monkeypatch: pytest.MonkeyPatch, settings: Any, issuer: str) -> None:
    """Settings as they are where both kinds of people sign in there."""
    for prefix in ("CONGVU_OIDC", "CONGVU_CITIZEN_OIDC"):
        monkeypatch.setenv(f"{prefix}_ISSUER", issuer)
        monkeypatch.setenv(f"{prefix}_CLIENT", "congvu")
        monkeypatch.setenv(f"{prefix}_SECRET", "bi-mat")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": single_sign_on()}}

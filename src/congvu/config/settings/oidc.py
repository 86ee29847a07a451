"""Sign-in by OpenID Connect: of officers CONGVU_OIDC_…, of citizens CONGVU_CITIZEN_OIDC_…."""

from typing import Any

from congvu.config.settings.env import envstr


def single_sign_on() -> list[dict]:
    """allauth's description of the providers whose issuer is named."""
    officers = provider("CONGVU_OIDC", "so", "tài khoản của tỉnh")
    citizens = provider("CONGVU_CITIZEN_OIDC", "cong-dan", "tài khoản định danh điện tử")
    for one in citizens:
        one["settings"]["scope"] = ["openid", "email"]  # no more is told than is used
    return officers + citizens


def provider(prefix: str, key: str, name: str) -> list[dict[str, Any]]:
    """The one whose variables begin with ``prefix``; none while it names no issuer."""
    issuer = envstr(f"{prefix}_ISSUER")
    if not issuer:
        return []
    return [
        {
            "provider_id": key,
            "name": envstr(f"{prefix}_NAME", name),
            "client_id": envstr(f"{prefix}_CLIENT"),
            "secret": envstr(f"{prefix}_SECRET"),
            "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True},
        }
    ]

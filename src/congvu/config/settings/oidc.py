"""Single sign-on of the province by OpenID Connect: CONGVU_OIDC_ISSUER, _CLIENT, _SECRET."""

from congvu.config.settings.env import envstr


def single_sign_on() -> list[dict]:
    """allauth's description of the provider; none while no issuer is named."""
    issuer = envstr("CONGVU_OIDC_ISSUER")
    if not issuer:
        return []
    return [
        {
            "provider_id": "so",
            "name": envstr("CONGVU_OIDC_NAME", "Tài khoản của tỉnh"),
            "client_id": envstr("CONGVU_OIDC_CLIENT"),
            "secret": envstr("CONGVU_OIDC_SECRET"),
            "settings": {"server_url": issuer},
        }
    ]

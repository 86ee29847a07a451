"""STORAGE_URL and EMAIL_URL, turned into what Django wants to know."""

from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

STORAGE_SHAPE = "s3://KEY:SECRET@host:port/bucket?region=…&tls=1, or s3://bucket"
EMAIL_SHAPE = "smtp://user:password@host:port?tls=1, or smtps://…"


def storage(url: str) -> dict[str, Any]:
    """The default file storage: a folder, or an S3-compatible bucket."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = split("STORAGE_URL", url, {"s3"}, STORAGE_SHAPE)
    bucket = parts.path.strip("/")
    options: dict[str, Any] = {
        "bucket_name": bucket or parts.hostname,
        "region_name": option(parts, "region") or None,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
    }
    if bucket:  # a server is named: not the provider boto3 would ask by itself
        scheme = "http" if option(parts, "tls") == "0" else "https"
        port = f":{parts.port}" if parts.port else ""
        options["endpoint_url"] = f"{scheme}://{parts.hostname}{port}"
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def email(url: str) -> dict[str, Any]:
    """Django's EMAIL_… settings: an SMTP server, or the outbox kept in the database."""
    if not url:
        return {"EMAIL_BACKEND": "congvu.core.outbox.backend.OutboxBackend"}
    parts = split("EMAIL_URL", url, {"smtp", "smtps"}, EMAIL_SHAPE)
    ssl, tls = parts.scheme == "smtps", option(parts, "tls") == "1"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if ssl else 587 if tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls and not ssl,
        "EMAIL_TIMEOUT": 20,
    }


def split(name: str, url: str, schemes: set[str], shape: str) -> SplitResult:
    """The parts of an address, or an error that shows how it should look."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(f"{name} is not understood; it looks like {shape}")
    return parts


def option(parts: SplitResult, name: str) -> str:
    """One value of the query, empty when absent."""
    return parse_qs(parts.query).get(name, [""])[0]

"""Signatures as the Standard Webhooks specification has them, so that receivers find libraries."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from congvu.core import ciphers

PREFIX = "whsec_"
CONTEXT = b"webhook"


def fresh_secret() -> str:
    """256 random bits, as receivers write them into their settings."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sealed(secret: str) -> bytes:
    """What is kept of a secret: encrypted, for it is needed again at every delivery."""
    return ciphers.seal(ciphers.subkey("webhook"), secret.encode(), CONTEXT)


def opened(box: bytes) -> str:
    """The secret."""
    return ciphers.unseal(ciphers.subkey("webhook"), bytes(box), CONTEXT).decode()


def headers(secret: str, message: str, moment: dt.datetime, body: bytes) -> dict[str, str]:
    """What goes with a delivery: its name, when it was sent, and the HMAC over both and body."""
    stamp = str(int(moment.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.digest(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "CongVu-Webhook/1",
        "webhook-id": message,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }

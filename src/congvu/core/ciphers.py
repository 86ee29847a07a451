"""The master key, keys of persons wrapped by it, and what they encrypt. AES-256-GCM."""

import base64
import hashlib
import hmac
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class WrongKey(Exception):
    """Khóa dữ liệu cá nhân không đúng: hãy khôi phục tệp personal.key của bản cài đặt này."""


def master() -> bytes:
    """CONGVU_PERSONAL_KEY, or the file ``personal.key`` under CONGVU_HOME, made at first use."""
    return derive(settings.PERSONAL_KEY or str(settings.HOME / "personal.key"))


@cache
def derive(source: str) -> bytes:
    """Key bytes from a given secret, or from the key file a path names."""
    path = Path(source)
    secret = read_or_make(path) if path.name == "personal.key" else source
    return hashlib.sha256(b"congvu personal master" + secret.encode()).digest()


def read_or_make(path: Path) -> str:
    """Content of the key file; the first process to need it makes it (0600)."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
            f.write(base64.b64encode(os.urandom(32)).decode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8").strip()


def subkey(purpose: str) -> bytes:
    """A key for one purpose, derived from the master key."""
    return hmac.digest(master(), purpose.encode(), "sha256")


def wrap(key: bytes) -> bytes:
    """``key`` encrypted by the master key."""
    return seal(subkey("wrap"), key, b"key")


def unwrap(wrapped: bytes) -> bytes:
    """The key that :func:`wrap` wrapped."""
    return unseal(subkey("wrap"), wrapped, b"key")


def seal(key: bytes, clear: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext; it opens only with the same key and context."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, context)


def unseal(key: bytes, box: bytes, context: bytes) -> bytes:
    """What :func:`seal` sealed, or WrongKey."""
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], context)
    except InvalidTag:
        raise WrongKey(WrongKey.__doc__) from None


def fingerprint(key: bytes, text: str) -> str:
    """HMAC of ``text``, 32 hex digits."""
    return hmac.new(key, text.encode(), "sha256").hexdigest()[:32]

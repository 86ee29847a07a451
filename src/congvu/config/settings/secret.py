"""The secret key of an embedded installation: made once, kept beside the data."""

import os
import secrets
from pathlib import Path

from congvu.config.settings.env import envstr


def secret_key(home: Path) -> str:
    """CONGVU_SECRET_KEY, or the key file under ``home``, made (0600) at first use."""
    given = envstr("CONGVU_SECRET_KEY")
    if given:
        return given
    path = home / "secret.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
            f.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)  # the first process wins, the others read its key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8").strip()

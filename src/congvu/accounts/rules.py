"""Names and first passwords of accounts."""

import secrets
from collections.abc import Collection

from congvu.core.search import fold

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike in print: 0 o, 1 l i


def one_time_password() -> str:
    """Fifteen letters in groups, easy to read from paper: kmrt7-w3hxp-9qzfd (74 bits)."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
    return "-".join(groups)


def suggest_username(full_name: str, taken: Collection[str]) -> str:
    """The given name and the other initials, as offices do: Nguyễn Văn An is ``annv``."""
    parts = ["".join(c for c in part if c.isalnum()) for part in fold(full_name).split()]
    parts = [part for part in parts if part] or ["nguoidung"]
    base = parts[-1] + "".join(part[0] for part in parts[:-1])
    name, number = base, 2
    while name in taken:
        name, number = f"{base}{number}", number + 1
    return name


CODE_DIGITS = 6
CODE_MINUTES = 10
CODE_TRIES = 5  # wrong ones; then the code is dead
CODES_AN_HOUR = 5  # to one address


def one_time_code() -> str:
    """Six digits to sign in with."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def citizen_username() -> str:
    """A name nobody types and that says nothing about the person."""
    return f"cd-{secrets.token_hex(8)}"

"""Following a dossier of another system: its code and four digits of a phone as one fingerprint.

The digits themselves are kept nowhere, and two dossiers of one phone have nothing in common.
"""

from congvu.core import ciphers


def bare_code(code: str) -> str:
    """A code as it is compared: white space and small letters aside."""
    return "".join(code.split()).upper()


def follow_mark(code: str, last_four: str) -> str:
    """What is kept of both; empty without digits."""
    if not last_four:
        return ""
    return ciphers.fingerprint(ciphers.subkey("index"), f"follow:{bare_code(code)}:{last_four}")

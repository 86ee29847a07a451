"""What was searched for, sealed so that it may stand in an address.

Whoever reads the address – a log, a history, a colleague's message – reads no name or number; the
page behind it still opens again, and the way back leads to it.
"""

import base64
import binascii

from congvu.core import ciphers

CONTEXT = b"core.asked"


def sealed(text: str) -> str:
    """The text as an address carries it; nothing of nothing."""
    if not text:
        return ""
    box = ciphers.seal(ciphers.subkey("asked"), text.encode(), CONTEXT)
    return base64.urlsafe_b64encode(box).decode().rstrip("=")


def unsealed(told: str) -> str:
    """The text again; nothing where it was not sealed here."""
    try:
        box = base64.b64decode(told + "=" * (-len(told) % 4), altchars=b"-_", validate=True)
        return ciphers.unseal(ciphers.subkey("asked"), box, CONTEXT).decode()
    except (ciphers.WrongKey, binascii.Error, ValueError):
        return ""

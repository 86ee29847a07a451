"""Whatever allauth may say here it says in Vietnamese; it brings no translation of its own."""

import ast
import re
from pathlib import Path

import allauth
import pytest
from django.utils import translation

# an inventory of all that allauth says, with the places: any of its translations
INVENTORY = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
OURS = re.compile(r"^(account|mfa|socialaccount|usersessions|templates)/")
# the administrator's pages, which are closed; models seen there only; names of applications
UNSEEN = re.compile(r"/(admin|apps|models)\.py$")
# sign-up, phones and codes of allauth's own are closed; these pages we have ourselves
CLOSED = re.compile(
    r"account/(fields|forms)\.py$|signup|account_already_exists|password_reset_code|phone"
    r"|verified_email_required|allauth/layouts|templates/account/login\.html|mfa/webauthn/signup"
    r"|socialaccount/(authentication_error|connections|login|login_cancelled|login_redirect)\.html$"
    r"|usersessions/usersession_list|/providers/|/idp/|/headless/"
)


def said() -> list[tuple[str, list[str]]]:
    """Every text with the files it stands in."""
    found = []
    for entry in INVENTORY.read_text(encoding="utf-8").split("\n\n"):
        text = re.search(r'^msgid ((?:".*"\n?)+)', entry, re.MULTILINE)
        places = re.findall(r"^#: (.*)$", entry, re.MULTILINE)
        files = [place.partition(":")[0] for line in places for place in line.split()]
        if text and files:
            parts = re.findall(r'^"(?:.*)"$', text[1], re.MULTILINE)
            found.append(("".join(ast.literal_eval(part) for part in parts), files))
    return found


def test_the_inventory_is_one():
    texts = dict(said())
    assert len(texts) > 200 and "The third-party account has been connected." in texts


@pytest.mark.parametrize("folder", ["account", "mfa", "socialaccount"])
def test_nothing_is_said_in_english(folder):
    with translation.override("vi"):
        left = [
            (text, files)
            for text, files in said()
            if text and "phone" not in text and translation.gettext(text) == text
            for one in [[f for f in files if OURS.match(f) and not UNSEEN.search(f)]]
            if any(folder in f and not CLOSED.search(f) for f in one)
        ]
    assert left == []

"""Texts typed in the fonts before Unicode: TCVN3 (.VnTime) and VNI, told apart and written anew.

In both the letters are those of Latin-1, which the font draws as Vietnamese ones.
"""

import re
import unicodedata
from collections.abc import Callable

TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
)
# VNI sets a mark behind its vowel
MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
HATS = {"â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
        "ã": "\u0302\u0303", "ä": "\u0302\u0323"}  # fmt: skip
BREVES = {"ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
          "ü": "\u0306\u0303", "ë": "\u0306\u0323"}  # fmt: skip
ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_PAIR = re.compile(r"([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ñöôæóòî])", re.I)
VNI_SIGN = re.compile(r"[aeouyôö][øûïõù]|[aeo][âàáåãä](?![øùûõï])|a[êèéúüë]|ñ", re.I)
REAL = frozenset("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư")
SMALL = {sign for sign in TCVN3 if chr(sign) not in "¡¢§£¤¥¦"}  # capitals stand in prose too
TCVN3_ONLY = re.compile("[a-z][µ¸¶·¹¨»®©ªÕÖ×ÝÞ]|[a-z]\u00ad[¬¥]?[a-z]")
FONTS: dict[str, Callable[[str], str]] = {}


def old_font(text: str) -> str:
    """The name of the font a text was typed in; empty where it is Unicode."""
    real = sum(letter in REAL for letter in text.lower())
    marks = sum(ord(letter) in SMALL for letter in text)
    if marks >= 2 and marks > 2 * real and TCVN3_ONLY.search(text):
        return "TCVN3"
    signs = len(VNI_SIGN.findall(text))
    return "VNI" if signs >= 2 and signs > 2 * real else ""


def unicode_text(text: str, font: str) -> str:
    """The text in Unicode, as far as letters tell; a font of capitals alone stays small."""
    return FONTS[font](text)


def from_tcvn3(text: str) -> str:
    """Letter by letter."""
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """Each vowel with the mark behind it."""
    return VNI_PAIR.sub(lambda found: joined(*found.groups()), text)


def joined(vowel: str | None, mark: str | None, alone: str | None) -> str:
    """One letter of one or two signs."""
    if alone:
        return cased(ALONE[alone.lower()], alone)
    base, sign = vowel or "", (mark or "").lower()
    letter = cased(ALONE.get(base.lower(), base.lower()), base)
    marks = MARKS.get(sign) or (BREVES.get(sign) if base in "aA" else None) or HATS.get(sign, "")
    return unicodedata.normalize("NFC", letter + marks) if marks else letter + (mark or "")


def cased(letter: str, like: str) -> str:
    """A capital where the sign was one."""
    return letter.upper() if like.isupper() else letter


FONTS |= {"TCVN3": from_tcvn3, "VNI": from_vni}

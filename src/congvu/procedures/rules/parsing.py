"""Texts of older systems: copies written into titles, leftovers of old encodings."""

import re
import unicodedata
from dataclasses import dataclass

from congvu.core.search import fold

COPY = re.compile(
    r"[(\[]?\s*(?:nộp\s+)?(\d{1,2})\s*(?:\([^)]{1,12}\)\s*)?"
    r"(bản\s+sao\s+(?:có\s+|được\s+)?(?:công\s+chứng|chứng\s+thực)(?:\s*,?\s*chứng\s+thực)?"
    r"|bản\s+chính|bản\s+gốc|bản\s+sao|bản\s+photo(?:copy)?|bản)\s*[)\]]?",
    re.I,
)
SEVERAL = re.compile(rf"(?:{COPY.pattern})(?:\s*(?:và|,|\+|;)\s*(?:{COPY.pattern}))*", re.I)
# Vietnamese read as Latin-1
MOJIBAKE = re.compile(r"(?:Ã[\x80-\xbf¡-¿]|á»|áº|Ä[\x90\x91‘]|Æ[°¡])")


@dataclass(frozen=True)
class CopiesFound:
    """A title without its counts, and the counts."""

    title: str
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0


def copies_in_title(title: str) -> CopiesFound | None:
    """Counts written into a title, as "Đơn đề nghị (02 bản sao chứng thực)"; None: none."""
    found = list(COPY.finditer(title))
    if not found:
        return None
    counts = {"originals": 0, "certified_copies": 0, "copies": 0}
    for one in found:
        counts[kind_of_copy(one[2])] += int(one[1])
    bare = SEVERAL.sub(" ", title)
    bare = re.sub(r"[(\[]\s*[,;và]*\s*[)\]]", " ", bare)
    bare = re.sub(r"\s+([,;.)])", r"\1", " ".join(bare.split())).strip(" ,;:-–.")
    return CopiesFound(bare, **counts)


def kind_of_copy(words: str) -> str:
    """Which count the words of a form mean."""
    flat = fold(words)
    if "chung thuc" in flat or "cong chung" in flat:
        return "certified_copies"
    return "copies" if "sao" in flat or "photo" in flat else "originals"


def mended_text(text: str) -> str | None:
    """The text in one Unicode form with old encodings undone; None when nothing was wrong.

    Only what can be undone without loss is: UTF-8 once read as Latin-1 or Windows-1252.
    """
    fixed = text
    if MOJIBAKE.search(text):
        for codec in ("cp1252", "latin-1"):
            try:
                fixed = text.encode(codec).decode("utf-8")
                break
            except UnicodeError:
                continue
    fixed = unicodedata.normalize("NFC", fixed)
    fixed = re.sub("[\u200b\u200c\u200d\ufeff\u00ad]", "", fixed).replace("\u00a0", " ")
    fixed = re.sub(r"_x000D_|\r", "", fixed)
    return None if fixed == text else fixed

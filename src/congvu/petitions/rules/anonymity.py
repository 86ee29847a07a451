"""What must not stand in a text for everybody: who sent it, numbers, addresses, names.

Certain finds (the sender's own words, phones, identity numbers, e-mails) forbid publishing; a
name-like word after ông, bà, anh, chị … is only doubtful: office-holders may be named.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PHONE = re.compile(r"(?<!\d)(?:\+84|0084|0)(?:[\s.\-]?\d){8,10}(?!\d)")
NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# a capital of Vietnamese: À-Ỹ holds small letters too, so each word is asked for its first letter
ADDRESSED = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]háu)\s+"
    r"((?:[^\W\d_]+)(?:\s+[^\W\d_]+){0,4})"
)
LEAST_NAME = 2  # words of a name; one word alone is too common to forbid
SHORTEST = 6  # letters of an address or name looked for


@dataclass(frozen=True)
class Found:
    """One place: what it is, as written, and whether it forbids publishing."""

    start: int
    end: int
    kind: str  # name, address, phone, number, email, doubtful
    words: str
    certain: bool


LABELS = {
    "name": "tên người gửi",
    "address": "địa chỉ người gửi",
    "phone": "số điện thoại",
    "number": "số định danh",
    "email": "thư điện tử",
    "doubtful": "có thể là tên người",
}
STAND_INS = {
    "name": "[người gửi]",
    "address": "[địa chỉ]",
    "phone": "[số điện thoại]",
    "number": "[số định danh]",
    "email": "[thư điện tử]",
}


def findings(text: str, *, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> list[Found]:
    """Everything found, in the order of the text, nothing twice."""
    text = unicodedata.normalize("NFC", text)
    rows = sorted(looked(text, names, addresses), key=lambda one: (one.start, -one.end))
    found: list[Found] = []
    for row in rows:
        if not found or row.start >= found[-1].end:
            found.append(row)
    return found


def looked(text: str, names: Iterable[str], addresses: Iterable[str]) -> Iterator[Found]:
    """Every place, overlapping ones too."""
    for kind, known in (("name", names), ("address", addresses)):
        for words in known:
            for start, end in places(text, words, kind):
                yield Found(start, end, kind, text[start:end], True)
    for kind, pattern in (("email", EMAIL), ("phone", PHONE), ("number", NUMBER)):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), kind, match.group(), True)
    for match in ADDRESSED.finditer(text):
        name = capitals(match.group(1))
        if name:
            start = match.start(1)
            yield Found(start, start + len(name), "doubtful", name, False)


def places(text: str, words: str, kind: str) -> Iterator[tuple[int, int]]:
    """Where somebody's own words stand, tone marks and case ignored."""
    wanted = flat(unicodedata.normalize("NFC", words)).split()
    if len("".join(wanted)) < SHORTEST or (kind == "name" and len(wanted) < LEAST_NAME):
        return
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in wanted) + r"(?!\w)"
    for match in re.finditer(pattern, flat(text)):
        yield match.span()


def flat(text: str) -> str:
    """Letter for letter without tone marks, so that places stay the same."""
    return "".join(bare(sign) for sign in text)


def bare(sign: str) -> str:
    """One letter as one letter: đ is d."""
    plain = unicodedata.normalize("NFD", sign)[0].lower()
    return "d" if plain in "đð" else plain[:1]


def capitals(words: str) -> str:
    """The run of capitalised words at the beginning: what looks like a name."""
    taken = []
    for match in re.finditer(r"\S+", words):
        if not match.group()[0].isupper():
            break
        taken.append(match.end())
    return words[: taken[-1]] if taken else ""


def anonymised(text: str, *, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> str:
    """The text with what is certain replaced; doubtful names stay for a person to decide."""
    text = unicodedata.normalize("NFC", text)
    for row in reversed(findings(text, names=names, addresses=addresses)):
        if row.certain:
            text = text[: row.start] + STAND_INS[row.kind] + text[row.end :]
    return text


def told(rows: Iterable[Found]) -> str:
    """Findings in a sentence's tail: “0912 345 678” (số điện thoại)."""
    return "; ".join(f"“{row.words}” ({LABELS[row.kind]})" for row in rows)

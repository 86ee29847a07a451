"""Checks of a news item's text, and how its photos stand in it. Plain Python."""

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from congvu.core.search import fold
from congvu.portal.states import FlagKind

PARAGRAPH_END = re.compile(r"</(?:p|li|h2|h3)>", re.I)
WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^>]+>")
SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[“\"(]?[A-ZĐÀ-Ỹ0-9])")
# words by which a text says that something is amiss
AMISS = ("han che", "ton tai", "chua", "con cham", "cham so voi", "con thieu", "con it",
         "khong dung", "sai sot", "vi pham", "yeu kem", "khuyet diem", "tre han",
         "qua han")  # fmt: skip
TITLED = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|em|cháu|đồng chí|đ/c)((?:\s+[^\W\d_]+){2,5})", re.I)
COUNTED = re.compile(
    r"(?<![\d/.,])(\d{1,4})\s+"
    r"(đơn vị|phòng|trường|trung tâm|hạn chế|kiến nghị|nội dung|lĩnh vực)(?!\w)",
    re.I,
)


@dataclass(frozen=True)
class Flag:
    """Something to look at: ``words`` of the text, and why."""

    kind: FlagKind
    words: str
    why: str

    @property
    def key(self) -> str:
        """The same for the same words, so that a tick holds only for what was read."""
        said = f"{self.kind}|{self.words}|{self.why}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Fact:
    """A count, number or day as the data have it, and whether the text says it."""

    label: str
    data: str
    said: bool


def paragraphs_of(text: str) -> list[str]:
    """Rich text as plain paragraphs."""
    rows = (TAG.sub("", part) for part in PARAGRAPH_END.split(text))
    return [said for row in rows if (said := " ".join(html.unescape(row).split()))]


def rich(paragraphs: Iterable[str]) -> str:
    """Plain paragraphs as rich text."""
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)


def split_after(text: str, count: int) -> tuple[str, str]:
    """Rich text before and after paragraph number ``count``; 0 or too many: all before."""
    ends = [found.end() for found in PARAGRAPH_END.finditer(text)]
    if not 0 < count <= len(ends):
        return text, ""
    return text[: ends[count - 1]], text[ends[count - 1] :]


def words_of(text: str) -> str:
    """Folded words between blanks, for finding whole names."""
    return f" {' '.join(WORD.findall(fold(text)))} "


def named(text: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that stand in the text as whole words, tone marks ignored."""
    said = words_of(text)
    return [name for name in names if name and words_of(name) in said]


def unit_flags(paragraphs: Sequence[str], units: Sequence[tuple[str, ...]]) -> list[Flag]:
    """Sentences that say something is amiss and name a unit (by any of its names)."""
    found = []
    for paragraph in paragraphs:
        inside = any(word in fold(paragraph) for word in AMISS[:2])
        for sentence in SENTENCE.split(paragraph):
            if not (inside or any(word in fold(sentence) for word in AMISS)):
                continue
            found += [
                Flag(FlagKind.UNIT, sentence, f"Câu về hạn chế nêu tên: {names[0]}")
                for names in units
                if named(sentence, names)
            ]
    return found


def person_flags(
    paragraphs: Sequence[str], people: Iterable[str], holders: Iterable[str]
) -> list[Flag]:
    """Names of persons who hold no office: known ones, and whoever is called ông, bà."""
    allowed = {words_of(name) for name in holders}
    known = [name for name in people if is_name(name) and words_of(name) not in allowed]
    found = []
    for sentence in (s for p in paragraphs for s in SENTENCE.split(p)):
        called = [name for name in titled(sentence) if not held(name, allowed)]
        for name in dict.fromkeys([*called, *named(sentence, known)]):
            found.append(Flag(FlagKind.PERSON, sentence, f"Nêu tên: {name}"))
    return found


def titled(sentence: str) -> list[str]:
    """Who is called ông, bà, …: the capitalised words that follow, two at least."""
    found = []
    for words in TITLED.findall(sentence):
        name = list(takewhile(lambda word: word[:1].isupper(), words.split()))
        found += [" ".join(name)] if len(name) > 1 else []
    return found


def held(name: str, allowed: set[str]) -> bool:
    """Whether a name, as far as it was caught, is that of an office-holder."""
    said = words_of(name)
    return any(said in holder or holder in said for holder in allowed)


def is_name(text: str) -> bool:
    """Whether it reads like a person's name rather than a post: two to five capitalised words."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() and word.isalpha() for word in words)


def compared(text: str, facts: Iterable[tuple[str, str]]) -> list[Fact]:
    """Each fact of the data, and whether the text says it."""
    said = fold(text)
    return [Fact(label, data, fold(data) in said) for label, data in facts]


def count_flags(paragraphs: Sequence[str], facts: Sequence[Fact]) -> list[Flag]:
    """Facts the text does not say, and counts in it that the data do not have."""
    missing = [
        Flag(FlagKind.COUNT, fact.label, f"Dữ liệu là “{fact.data}”, trong bài không có")
        for fact in facts
        if not fact.said
    ]
    known = {pair for fact in facts for pair in counts_in(fact.data)}
    if not known:
        return missing
    nouns = {noun for _, noun in known}
    strange = [
        Flag(FlagKind.COUNT, sentence, f"“{number} {noun}” không có trong dữ liệu")
        for sentence in (s for p in paragraphs for s in SENTENCE.split(p))
        for number, noun in counts_in(sentence)
        if noun in nouns and (number, noun) not in known
    ]
    return missing + strange


def counts_in(text: str) -> list[tuple[int, str]]:
    """(number, what) pairs such as (3, "đơn vị")."""
    return [(int(number), noun.lower()) for number, noun in COUNTED.findall(text)]

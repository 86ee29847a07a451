"""Search that ignores tone marks and Đ/D, over a folded column we write ourselves.

Words are found in any order, the last one by its beginning, through the index of
``core.search_index``.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

Q = TypeVar("Q")  # a queryset; nothing of Django here, as rules fold words too
LONGEST = 200  # of what is asked; nobody types more
HAS_WORDS = "congvu_has_words"  # has_words, as SQLite calls it
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without tone marks, đ as d, runs of white space as one space."""
    flat = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(bare.lower().split())


remembered_fold = lru_cache(maxsize=20_000)(fold)  # for short lists searched in memory


def phrases(text: str) -> list[list[str]]:
    """What is asked as phrases of words: ``35/KH-LĐTBXH cũ`` is [[35, kh, ldtbxh], [cu]]."""
    found = (WORD.findall(word) for word in fold(text[:LONGEST]).split())
    return [words for words in found if words]


def has_words(text: str, asked: str) -> bool:
    """Whether a folded text has every word of ``asked``, by the rule of the index."""
    parts = _parts(asked)
    if not all(part.strip() in text or " " in part.strip() for part in parts):
        return False  # soon told of most texts
    told = f" {' '.join(WORD.findall(text))} "
    return all(part in told for part in parts)


@lru_cache(maxsize=4)  # asked of row after row
def _parts(asked: str) -> list[str]:
    """What must stand in a text of single spaces: words whole, the last by its beginning."""
    parts = [f" {' '.join(words)} " for words in phrases(asked)]
    return [*parts[:-1], parts[-1][:-1]] if parts else []


def containing(rows: Q, text: str) -> Q:
    """Rows whose ``search_text`` has every word of ``text``; all of them when nothing is asked."""
    return rows.filter(search_text__words=text) if phrases(text) else rows


def counted(rows: Q, text: str) -> Q:
    """The same where rows are only counted, and only up to some; on SQLite of those the index
    names first: see ``core.counting.with_words``."""
    return rows.filter(search_text__words_counted=text) if phrases(text) else rows


def holding(rows: Q, text: str) -> Q:
    """The same of rows that are few by other filters: each is looked at by itself."""
    return rows.filter(search_text__words_of_row=text) if phrases(text) else rows


def holds(text: str, asked: str) -> bool:
    """Whether every word of ``asked`` occurs in ``text``: for short lists in memory."""
    return holder_of(asked)(text)


def holder_of(asked: str) -> Callable[[str], bool]:
    """The same question, asked of many texts."""
    words = fold(asked[:LONGEST]).split()

    def holds_all(text: str) -> bool:
        flat = remembered_fold(text)
        return all(word in flat for word in words)

    return holds_all


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, and the words it was found by."""

    title: str
    url: str
    snippet: str = ""


Finder = Callable[[Any, str, int], list[Hit]]  # user, what is asked, at most so many
_finders: dict[str, Finder] = {}


def register_search(kind: str, finder: Finder) -> None:
    """Let the page of search ask ``finder`` too; ``kind`` is the heading, in Vietnamese.

    The finder returns only what the user may see.
    """
    _finders[kind] = finder


def finders() -> dict[str, Finder]:
    """The finders by heading, in the order they came."""
    return dict(_finders)

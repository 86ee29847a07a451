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


def fold(text: str) -> str:
    """Lower case, without tone marks, đ as d, runs of white space as one space."""
    flat = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(bare.lower().split())


remembered_fold = lru_cache(maxsize=20_000)(fold)  # for short lists searched in memory


def phrases(text: str) -> list[list[str]]:
    """What is asked as phrases of words: ``35/KH-LĐTBXH cũ`` is [[35, kh, ldtbxh], [cu]]."""
    found = (re.findall(r"[^\W_]+", word) for word in fold(text[:LONGEST]).split())
    return [words for words in found if words]


def containing(rows: Q, text: str) -> Q:
    """Rows whose ``search_text`` has every word of ``text``; all of them when nothing is asked."""
    return rows.filter(search_text__words=text) if phrases(text) else rows


def counted(rows: Q, text: str) -> Q:
    """The same where rows are only counted, and only up to some: see ``core.counting``."""
    return rows.filter(search_text__words_counted=text) if phrases(text) else rows


def holding(rows: Q, text: str) -> Q:
    """The same of rows that are few by other filters: each is looked at by itself."""
    return rows.filter(search_text__words_of_row=text) if phrases(text) else rows


def holds(text: str, asked: str) -> bool:
    """Whether every word of ``asked`` occurs in ``text``: for short lists in memory."""
    flat = remembered_fold(text)
    return all(word in flat for word in fold(asked[:LONGEST]).split())


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

"""How a tag of the data is carried inside a Word file, and found again."""

import hashlib

# Word refuses longer tags.
_WORD_LIMIT = 64
_BOOKMARK_PREFIX = "cv_"


def word_tag(tag: str) -> str:
    """The tag as written in a content control: itself, or shortened with its hash."""
    if len(tag) <= _WORD_LIMIT:
        return tag
    return f"{tag[: _WORD_LIMIT - 17]}~{_digest(tag)}"


def ground_tag(number: int) -> str:
    """The tag of a căn cứ line by its place on the paper, counted from 1."""
    return f"ground-{number}"


def bookmark_name(tag: str) -> str:
    """A bookmark is the second carrier: it outlives programs that drop content controls."""
    return f"{_BOOKMARK_PREFIX}{_digest(tag)}"


def is_bookmark_name(name: str) -> bool:
    """Whether a bookmark is one of ours."""
    return name.startswith(_BOOKMARK_PREFIX)


def _digest(tag: str) -> str:
    return hashlib.sha256(tag.encode()).hexdigest()[:16]

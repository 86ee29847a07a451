"""Two texts word by word, for ``core/_diff.html``."""

import re
from difflib import SequenceMatcher

Parts = list[dict[str, str]]
WORDS = re.compile(r"\s+|[^\s]+")


def parts_of(before: str, after: str) -> tuple[Parts, Parts]:
    """What was taken out of the one and put into the other."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: Parts = []
    right: Parts = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        same = step == "equal"
        add(left, "same" if same else "removed", old[a:b])
        add(right, "same" if same else "added", new[c:d])
    return left, right


def add(parts: Parts, kind: str, words: list[str]) -> None:
    """One run of words."""
    if words:
        parts.append({"kind": kind, "text": "".join(words)})

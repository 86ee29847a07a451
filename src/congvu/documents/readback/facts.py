"""Whether what is bound to data still stands in an edited sentence, however it is spelled."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from congvu.documents.model import Fact

_LONG_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_DATE_MARKS = re.compile(r"(?<![\d/.-])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)")
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[/.,]\d+)*%?(?!\w)")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\S)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Below this a phrase is another phrase, not the same one in other words.
_ALIKE = 0.6


@dataclass(frozen=True)
class FactWarning:
    """A bound value that is no longer where it was: `found` is what seems to have replaced it."""

    fact: Fact
    kind: Literal["changed", "vanished"]
    printed: str
    found: str
    sentence: str


def check_facts(facts: tuple[Fact, ...], before: str, after: str) -> list[FactWarning]:
    """One warning per fact that the edited text no longer carries."""
    old, new = normal(before), normal(after)
    return [_warning(fact, before, after) for fact in facts if not _kept(fact, old, new)]


def lost(facts: tuple[Fact, ...], before: str) -> list[FactWarning]:
    """Warnings for a paragraph that vanished with all it was bound to."""
    return [
        FactWarning(fact, "vanished", fact.value, "", _sentence_with(fact.value, before))
        for fact in facts
    ]


def normal(text: str) -> str:
    """One spelling for what means the same: spaces, dashes, dates, leading zeros, thousands."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_DASHES)
    text = re.sub(r"\s+", " ", text).strip()
    text = _LONG_DATE.sub(r"\1/\2/\3", text)
    text = _DATE_MARKS.sub(r"\1/\2/\3", text)
    return _ZEROS.sub("", _THOUSANDS.sub("", text))


def _kept(fact: Fact, old: str, new: str) -> bool:
    value = normal(fact.value)
    if not value:
        return True
    times = _times(value, new)
    # "03 đơn vị và 03 phòng": one of two equal numbers may have been changed.
    wanted = _times(value, old) if fact.kind in ("number", "date") else 1
    return times >= max(1, wanted)


def _times(value: str, text: str) -> int:
    """Occurrences as a whole: "3/7" is not in "13/7" nor in "3/70"."""
    pattern = rf"(?<!\w)(?<!\d[/.,]){re.escape(value)}(?!\w)(?![/.,]\d)"
    return len(re.findall(pattern, text))


def _warning(fact: Fact, before: str, after: str) -> FactWarning:
    found = _replacement(fact, before, after)
    sentence = _sentence_with(found, after) if found else _sentence_with(fact.value, before)
    kind: Literal["changed", "vanished"] = "changed" if found else "vanished"
    return FactWarning(fact, kind, fact.value, found, sentence)


def _replacement(fact: Fact, before: str, after: str) -> str:
    """What the edited text says in the fact's place, "" when nothing does."""
    if fact.kind in ("date", "number"):
        pattern = _DATE if fact.kind == "date" else _NUMBER
        old = pattern.findall(normal(before))
        fresh = list(pattern.findall(normal(after)))
        for token in old:
            if token in fresh:
                fresh.remove(token)
        return _printed(fresh[0], after) if fresh else ""
    return _closest(fact.value, after)


def _printed(token: str, text: str) -> str:
    """The token as the officer wrote it, "09" rather than "9"."""
    for match in re.finditer(r"\S+", text):
        bare = match.group().strip(".,;:()")
        if normal(bare) == token:
            return bare
    return token


def _closest(value: str, text: str) -> str:
    """The run of words most like the value."""
    words, size = text.split(), len(value.split())
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(normal(value))
    best, chosen = _ALIKE, ""
    for length in {max(1, size - 1), size, size + 1}:
        for start in range(max(1, len(words) - length + 1)):
            window = " ".join(words[start : start + length])
            matcher.set_seq1(normal(window))
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, chosen = ratio, window
    return chosen.strip(".,;:()")


def _sentence_with(value: str, text: str) -> str:
    sentences = _SENTENCE.split(text.replace("\n", " "))
    wanted = normal(value)
    holding = (one for one in sentences if wanted and wanted in normal(one))
    return next(holding, text if len(sentences) == 1 else sentences[0])

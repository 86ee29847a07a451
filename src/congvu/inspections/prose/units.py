"""Units found in a text by their full or short name, tone marks ignored."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congvu.core.search import fold

WORD = re.compile(r"[^\W_]+")
# how offices shorten the kind of a unit
KINDS = {"tt": ["trung", "tam"], "vp": ["van", "phong"], "p": ["phong"], "tr": ["truong"]}
KIND_WORDS = frozenset({"phong", "trung tam", "truong", "van phong", "chi cuc", "ban"})
SHARE = re.compile(r"\b(\d{1,3})\s*/\s*(\d{1,3})\s+(?:đơn vị|phòng|cơ quan)", re.IGNORECASE)
COUNT = re.compile(r"\b(\d{1,3})\s+(?:đơn vị|phòng chuyên môn)\b", re.IGNORECASE)
SOME = re.compile(
    r"\b(?:mot so|mot vai|da so|phan lon|hau het(?: cac)?|nhieu) (?:don vi|phong|truong|co quan)\b"
)
BESIDE_NAMES = 3  # words: "đối với", "tại", "và"
ALL = re.compile(r"\b(?:tat ca |toan bo )?(?:cac|moi) (?:co quan, )?don vi\b")


@dataclass(frozen=True)
class Named:
    """What a text says of units."""

    keys: tuple[int, ...] = ()
    everybody: bool = False  # "các đơn vị"
    doubt: str = ""


class UnitNames:
    """The names of all units, to be looked for in texts."""

    def __init__(self, units: Iterable[tuple[int, Sequence[str], str]]) -> None:
        """``units``: key, names, symbol."""
        self.names: dict[tuple[str, ...], list[int]] = {}
        for key, names, symbol in units:
            folded = {tuple(spelled_out(WORD.findall(name))[0]) for name in names}
            kinds = {kind for words in folded if (kind := kind_of(words))}
            told = WORD.findall(fold(symbol))
            folded |= {(*kind, *told) for kind in kinds if told}
            for words in folded:
                if words and key not in self.names.setdefault(words, []):
                    self.names[words].append(key)
        self.longest = sorted(self.names, key=len, reverse=True)

    def found(self, text: str) -> Named:
        """The units a text names, in its order."""
        return self.told([keys for _, _, keys in self.places(text)], text)

    def without(self, text: str) -> str:
        """A text without the names of units, whose words would tell of areas."""
        for start, end, _ in reversed(self.places(text)):
            text = f"{text[:start]} , {text[end:]}"
        return text

    def places(self, text: str) -> list[tuple[int, int, list[int]]]:
        """Where names stand, and whose they are; a stretch of words counts once, the longest."""
        shown = list(WORD.finditer(text))
        words, whose = spelled_out([match.group() for match in shown])
        found: list[tuple[int, int, list[int]]] = []
        taken = [False] * len(words)
        for name in self.longest:
            for i in range(len(words) - len(name) + 1):
                part = slice(i, i + len(name))
                if tuple(words[part]) != name or any(taken[part]):
                    continue
                start, end = shown[whose[i]].start(), shown[whose[part.stop - 1]].end()
                if len(name) < 3 and text[start:end].islower():
                    continue  # "văn phòng phẩm" is no office
                taken[part] = [True] * len(name)
                found.append((start, end, self.names[name]))
        return sorted(found, key=lambda place: place[0])

    def told(self, places: list[list[int]], text: str) -> Named:
        """Names found, and what is said of units without naming them."""
        keys = tuple(dict.fromkeys(keys[0] for keys in places if len(keys) == 1))
        if several := [keys for keys in places if len(keys) > 1]:
            return Named(keys, doubt=f"Có {len(several[0])} đơn vị cùng tên này.")
        share, flat = SHARE.search(text) or COUNT.search(text), fold(text)
        if keys:
            count = int(share[1]) if share else None
            short = count is not None and count != len(keys)
            return Named(keys, doubt=f"Văn bản ghi {share[1]} đơn vị." if share and short else "")
        if share:
            whole = share.re is SHARE and int(share[1]) == int(share[2])
            doubt = "" if whole else f"Văn bản ghi {share[0].strip()}, không ghi tên."
            return Named(everybody=whole, doubt=doubt)
        if SOME.search(flat):
            return Named(doubt="Văn bản không ghi tên đơn vị.")
        return Named(everybody=bool(ALL.search(flat)))

    def only_names(self, text: str) -> bool:
        """Whether a text is hardly more than names: "2. Phòng Người có công", "Tại Trung tâm X"."""
        places = self.places(text)
        rest = WORD.findall(self.without(text))
        return bool(places) and len(rest) <= BESIDE_NAMES


def kind_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words for the kind of a unit at the beginning of its name."""
    for length in (2, 1):
        if " ".join(words[:length]) in KIND_WORDS:
            return words[:length]
    return ()


def spelled_out(words: list[str]) -> tuple[list[str], list[int]]:
    """Words folded, kinds of units written out; for each the place of the word it comes from."""
    out: list[str] = []
    places: list[int] = []
    for place, word in enumerate(words):
        flat = fold(word)
        written = KINDS.get(flat, [flat]) if word[:1].isupper() else [flat]
        out += written
        places += [place] * len(written)
    return out, places
